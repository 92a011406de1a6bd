/** An element with a class and what is in it, for what is drawn without React. */
export const element = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string | undefined = '',
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...content);
  return made;
};
