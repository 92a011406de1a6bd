/**
 * Has the browser fetch the code that the page names (scripts/first-page.ts): what the script behind it imports, and that of the place.
 * Without this it fetches one after the other, as each is imported.
 */
export const fetchCode = (): void => {
  const named = document.querySelector<HTMLTemplateElement>('template#code');
  if (named) document.head.append(named.content);
};
