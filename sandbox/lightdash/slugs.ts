/** A name for addresses: `month-end-close`. Letters of every script stay. */
export function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** A slug as a step of a space's path. */
export function pathLabelOf(slug: string): string {
  return slug.replaceAll('-', '_');
}
