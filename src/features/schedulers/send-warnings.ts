import { ailmentsOf } from '#/domain/schedule/ailments';
import { whyBroken } from '#/domain/schedule/cron';
import type { OwnerStatus, Scheduler } from '#/domain/schedule/types';

/** What to know before some schedulers are sent. */
export type SendWarnings = {
  /** Whose owner cannot sign in: their times are skipped, sending by hand is not. */
  skipped: readonly Scheduler[];
  /** Those that go outside the organization, each with where. */
  outside: ReadonlyMap<string, { scheduler: Scheduler; sentence: string }>;
};

type Known = {
  /** Null where it is not known. */
  ownerStatusOf: (ownerUuid: string) => OwnerStatus | null;
  domains: readonly string[] | null;
  now: Date;
};

/**
 * Why a scheduler that is switched on runs at none of its times: its rule, or an owner who cannot sign in. Null for one that runs, and
 * where that is not known. In: what is known of its owner.
 */
export const whyNeverRuns = ({ cron }: Pick<Scheduler, 'cron'>, ownerStatus: OwnerStatus | null): string | null => {
  const why = whyBroken(cron);
  if (why !== null) return `It never runs, because of its time rule. ${why}`;
  if (ownerStatus === null || ownerStatus === 'active') return null;
  return 'Its times are skipped, because its owner cannot sign in.';
};

/** Which of the schedulers run at none of their times because of their owners, and which go outside. What is not known is not guessed. */
export const sendWarnings = (
  schedulers: readonly Scheduler[],
  { ownerStatusOf, domains, now }: Known,
): SendWarnings => {
  const outside = schedulers.flatMap((scheduler) => {
    const found = ailmentsOf(scheduler, { runs: [], ownerStatus: null, domains, now }).find(
      ({ kind }) => kind === 'external',
    );
    return found ? [[scheduler.uuid, { scheduler, sentence: found.sentence }] as const] : [];
  });
  return {
    skipped: schedulers.filter(({ ownerUuid }) => (ownerStatusOf(ownerUuid) ?? 'active') !== 'active'),
    outside: new Map(outside),
  };
};
