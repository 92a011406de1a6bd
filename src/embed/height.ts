/**
 * Tells how high the console would have to be for its page not to be scrolled: at least as high as it is. In: the element that it
 * stands in; who is told, in CSS pixels.
 */
export const watchHeight = (root: HTMLElement, tell: (px: number) => void): void => {
  let last = 0;
  let main: Element | null = null;

  const measure = (): void => {
    const hidden = main ? main.scrollHeight - main.clientHeight : 0;
    const px = Math.ceil(root.getBoundingClientRect().height + hidden);
    if (px === last) return;
    last = px;
    tell(px);
  };

  const sizes = new ResizeObserver(measure);
  const content = new MutationObserver(() => observe());
  const observe = (): void => {
    sizes.disconnect();
    sizes.observe(root);
    for (const child of main?.children ?? []) sizes.observe(child);
  };

  // The scrolling element comes with the console's shell, after who is signed in is known.
  const arrival = new MutationObserver(() => {
    main = root.querySelector('main');
    if (!main) return;
    arrival.disconnect();
    content.observe(main, { childList: true });
    observe();
  });
  arrival.observe(root, { childList: true, subtree: true });
  observe();
};
