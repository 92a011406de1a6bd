/** Weight and size of a text in a table, as DataTable.module.css has them. */
export type Face = `${number} ${number}px`;

export const HEAD: Face = '500 12px';
export const CELL = { usual: '400 14px', strong: '600 14px', quiet: '400 13px' } as const satisfies Record<
  string,
  Face
>;

let pen: CanvasRenderingContext2D | null | undefined;

/** How wide the widest of some texts is, without touching the page. A browser that does not draw is told an average. */
export const measure = (face: Face, family: string, texts: readonly string[]): number => {
  pen ??= document.createElement('canvas').getContext('2d');
  if (pen) pen.font = `${face} ${family}`;
  return Math.ceil(Math.max(0, ...texts.map((text) => pen?.measureText(text).width ?? text.length * 7.5)));
};

let family = '';

/** The fonts of the console's tables, asked for once: to ask has the browser look at the styles of all that has just come. */
export const familyOf = (element: Element): string => (family ||= getComputedStyle(element).fontFamily);

/** Has the browser look for the fonts of a table while its code or its rows are on their way: that takes longer than to measure all of its texts. */
export const findFonts = (element: Element): void => {
  for (const face of [HEAD, ...Object.values(CELL)]) measure(face, familyOf(element), ['Aa']);
};
