/** An address as a URL, or null where it is none. `URL.parse` is newer than the browsers that are promised (vite.config.ts). */
export const parseUrl = (address: string, base?: string): URL | null =>
  URL.canParse(address, base) ? new URL(address, base) : null;
