/** When the next frame has been drawn; not much later in a tab that nobody sees, where nothing is drawn. */
export const nextFrame = (): Promise<unknown> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, 100);
  });
