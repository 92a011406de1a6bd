import { CELL, HEAD, measure } from '#/ui/text-width';

/**
 * Has the browser get ready, while the code is on its way, what takes it long for the first time and makes rows late: the fonts of
 * tables, and what it knows of the order of texts. One by one, so that code which comes waits for one at the most.
 */
export const warmUp = (): void => {
  const picture = document.querySelector('.boot-shell');
  if (!picture) return;
  const { fontFamily } = getComputedStyle(picture);
  const works = [
    () => new Intl.Collator(),
    ...[HEAD, ...Object.values(CELL)].map((face) => () => measure(face, fontFamily, ['Aa'])),
  ];
  for (const work of works) setTimeout(work);
};
