/**
 * Tells how high the console would have to be for its page not to be scrolled: at least as high as it is. In: the element that it
 * stands in; who is told, in CSS pixels. Out: how to end it.
 */
export const watchHeight = (root: HTMLElement, tell: (px: number) => void): (() => void) => {
  let last = 0;
  let frame = 0;

  const measure = (): void => {
    frame = 0;
    // The scrolling element comes with the console's shell, after who is signed in is known.
    const main = root.querySelector('main');
    const hidden = main ? main.scrollHeight - main.clientHeight : 0;
    const px = Math.ceil(root.getBoundingClientRect().height + hidden);
    if (px === last) return;
    last = px;
    tell(px);
  };
  /** Once for all that changes before the browser paints. */
  const look = (): void => {
    frame ||= requestAnimationFrame(measure);
  };

  const sizes = new ResizeObserver(look);
  sizes.observe(root);
  // A page fills its element, whatever overflows it: that it grew only what changes in it can tell.
  const content = new MutationObserver(look);
  content.observe(root, { childList: true, subtree: true, characterData: true, attributes: true });
  return () => {
    sizes.disconnect();
    content.disconnect();
    cancelAnimationFrame(frame);
  };
};
