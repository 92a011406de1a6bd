import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { COMPOSED } from './keys';

type KeyOf = (...parameters: never[]) => QueryKey;

const isMadeOf = (name: unknown, operations: ReadonlySet<unknown>): boolean => {
  const parts = Object.entries(COMPOSED).find(([composed]) => composed === name)?.[1] ?? [];
  return operations.has(name) || parts.some((part) => operations.has(part));
};

/**
 * Marks what operations have answered about one thing as out of date, with what is composed of them. In: the uuid, which stands
 * in the key; the generated key functions of the operations, so that a wrong name does not compile. Resolves when what is on
 * screen has been read again.
 */
export const invalidateOf = async (
  queryClient: QueryClient,
  uuid: string | null,
  ...operations: KeyOf[]
): Promise<void> => {
  // The generated keys begin with the operation's name; parameters follow in an order of their own.
  const names = new Set<unknown>(operations.map((key) => key()[0]));
  await queryClient.invalidateQueries({
    predicate: ({ queryKey }) => isMadeOf(queryKey[0], names) && (uuid === null || queryKey.includes(uuid, 1)),
  });
};

/** The same for everything that the operations have answered, whatever the parameters. */
export const invalidate = (queryClient: QueryClient, ...operations: KeyOf[]): Promise<void> =>
  invalidateOf(queryClient, null, ...operations);
