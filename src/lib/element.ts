/** An element with a class and what is in it, for what is drawn without React; false stands for nothing. */
export const element = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string | undefined = '',
  ...content: readonly (Node | string | false)[]
): HTMLElementTagNameMap[Tag] => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...content.filter((each) => each !== false));
  return made;
};
