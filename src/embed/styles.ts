/** Texts of style sheets, in the order in which their chunks were loaded. They are made into sheets when there is a root for them. */
const texts: string[] = [];
let root: ShadowRoot | null = null;

const adopt = (to: ShadowRoot, text: string): void => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  to.adoptedStyleSheets.push(sheet);
};

/** Hands over a style sheet of a chunk that was loaded; see scripts/shadow-css.ts, which writes the calls. */
export const addStyles = (text: string): void => {
  texts.push(text);
  if (root) adopt(root, text);
};

/** Gives all styles to a shadow root, those that are loaded later as well. Null: there is none any more. */
export const styleRoot = (next: ShadowRoot | null): void => {
  root = next;
  if (next) for (const text of texts) adopt(next, text);
};
