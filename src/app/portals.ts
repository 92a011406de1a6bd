import { readConfig } from '#/data/config';

/** The origins of the portals in whose pages this console may be embedded, as its server is configured. Throws when there is no configuration. */
export const portalOrigins = async (): Promise<readonly string[]> => (await readConfig()).embedOrigins ?? [];
