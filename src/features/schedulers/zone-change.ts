import type { Scheduler } from '#/domain/schedule/types';

/**
 * The schedulers that another time zone of their project rewrites: those without one of their own. In: all of the project, as far
 * as they are read. Out: null with the reason why nobody can tell, as long as they are not.
 */
export const concernedBy = ({
  data,
  isError,
}: {
  data: readonly Scheduler[] | undefined;
  isError: boolean;
}): { concerned: readonly Scheduler[] | null; reason?: string } => {
  if (data) return { concerned: data.filter(({ timezone }) => !timezone) };
  const reason = isError
    ? 'The schedulers that it rewrites could not be read.'
    : 'Reading which schedulers it rewrites.';
  return { concerned: null, reason };
};
