/** Hands the person a file. In: its name, its content, and its media type. The address is let go of once the download began. */
export const download = (name: string, content: string | BlobPart[], type: string): void => {
  const url = URL.createObjectURL(new Blob(typeof content === 'string' ? [content] : content, { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
};
