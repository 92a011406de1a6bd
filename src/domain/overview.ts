import { activeAdmins, type Member } from './members';
import { ailmentsOf, type AilmentKind } from './schedule/ailments';
import type { OwnerStatus, Run, Scheduler } from './schedule/types';
import type { Space } from './spaces';

/** An invitation that has waited longer than this needs somebody to ask, or to be taken back. In milliseconds. */
const LONG_PENDING = 7 * 86_400_000;

/** Invited for more than a week and not here yet, whether the link still works or not. */
export const longPending = (members: readonly Member[], now: number): Member[] =>
  members.filter(({ status, invitedAt }) => (status === 'pending' || status === 'expired') && invitedAt !== null && now - Date.parse(invitedAt) > LONG_PENDING);

/** The admin if there is but one who can sign in, else null: nobody could take over. */
export const onlyAdmin = (members: readonly Member[]): Member | null => {
  const [first, ...others] = activeAdmins(members);
  return first && others.length === 0 ? first : null;
};

/** Members who can sign in and reach nothing: organization role `member`, in no group, granted no project (oracle, R1 and R3). */
export const withoutAnything = (members: readonly Member[], grantedUserUuids: ReadonlySet<string>): Member[] =>
  members.filter(({ userUuid, role, status, groupUuids }) => status === 'active' && role === 'member' && groupUuids.length === 0 && !grantedUserUuids.has(userUuid));

/** Private spaces at the top with at most one person granted: whether a group is granted too, only the single read tells. */
export const seeminglyLonely = (spaces: readonly Space[]): Space[] =>
  spaces.filter(({ privacy, parentUuid, grantedUserUuids }) => privacy === 'private' && parentUuid === null && grantedUserUuids.length <= 1);

/** The schedulers that have a given ailment, of those whose runs and owner are known. */
export const ailing = (
  schedulers: readonly Scheduler[],
  kind: AilmentKind,
  { runs, ownerStatusOf, now }: { runs: ReadonlyMap<string, readonly Run[]>; ownerStatusOf: (userUuid: string) => OwnerStatus | null; now: Date },
): Scheduler[] =>
  schedulers.filter((scheduler) =>
    ailmentsOf(scheduler, { runs: runs.get(scheduler.uuid) ?? [], ownerStatus: ownerStatusOf(scheduler.ownerUuid), domains: null, now }).some(
      (ailment) => ailment.kind === kind,
    ),
  );
