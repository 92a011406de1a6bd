import type { GrowingTable as Growing } from './GrowingTable';

/** The table of lists that grow, once its code has come. Asked for with the first of them. */
let come: typeof Growing<never, string> | null = null;

export const growingTable = () => come;

/** Has its code come. Throws where that fails. */
export const loadGrowingTable = async () => (come ??= (await import('./GrowingTable')).GrowingTable);
