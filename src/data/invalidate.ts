import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Marks what operations have answered as out of date: all their queries, whatever the parameters. In: the generated key
 * functions of the operations, so that a wrong name does not compile. Resolves when what is on screen has been read again.
 */
export const invalidate = async (
  queryClient: QueryClient,
  ...operations: ((...parameters: never[]) => QueryKey)[]
): Promise<void> => {
  // The generated keys begin with the operation's name; parameters follow in an order of their own.
  const names = new Set(operations.map((key) => key()[0]));
  await queryClient.invalidateQueries({ predicate: ({ queryKey }) => names.has(queryKey[0]) });
};
