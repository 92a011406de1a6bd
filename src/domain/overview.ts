import { activeAdmins, isLongPending, MEMBER_RULES, NO_GROUP, type Member } from './members';
import { narrowRows } from '../lib/rows';
import { ailmentsOf, type Fault } from './schedule/ailments';
import { brokenSent, type BrokenSent } from './schedule/broken';
import type { AilmentKind } from './schedule/severity';
import type { OwnerStatus, Run, Scheduler } from './schedule/types';

/** Invited for more than a week and not here yet, whether the link still works or not. */
export const longPending = (members: readonly Member[], now: number): Member[] =>
  members.filter((member) => isLongPending(member, now));

/** The admin if there is but one who can sign in, else null: nobody could take over. */
export const onlyAdmin = (members: readonly Member[]): Member | null => {
  const [first, ...others] = activeAdmins(members);
  return first && others.length === 0 ? first : null;
};

/** The members for whom only grants could open anything: they can sign in, and have neither a role nor a group. */
export const WITHOUT_ROLE_OR_GROUP = { role: ['member'], status: ['active'], group: [NO_GROUP] } as const;

/** Members who can sign in and reach nothing: organization role `member`, in no group, granted no project (A1 and A3). */
export const withoutAnything = (members: readonly Member[], grantedUserUuids: ReadonlySet<string>): Member[] =>
  narrowRows(members, MEMBER_RULES, { search: '', filters: WITHOUT_ROLE_OR_GROUP }).filter(
    ({ userUuid }) => !grantedUserUuids.has(userUuid),
  );

/** By what schedulers are judged. */
export type Judged = {
  runs: ReadonlyMap<string, readonly Run[]>;
  ownerStatusOf: (userUuid: string) => OwnerStatus | null;
  faults?: ReadonlyMap<string, Fault>;
  now: Date;
};

const ailmentsIn = ({ runs, ownerStatusOf, faults, now }: Judged, scheduler: Scheduler) =>
  ailmentsOf(scheduler, {
    runs: runs.get(scheduler.uuid) ?? [],
    ownerStatus: ownerStatusOf(scheduler.ownerUuid),
    domains: null,
    fault: faults?.get(scheduler.content?.uuid ?? ''),
    now,
  });

/** The schedulers that have a given ailment, of those whose runs and owner are known. */
export const ailing = (schedulers: readonly Scheduler[], kind: AilmentKind, by: Judged): Scheduler[] =>
  schedulers.filter((scheduler) => ailmentsIn(by, scheduler).some((ailment) => ailment.kind === kind));

/** Those that send what validations found broken, and how they stand. */
export const sendingBroken = (schedulers: readonly Scheduler[], by: Required<Judged>): BrokenSent[] =>
  brokenSent(schedulers, by.faults, (scheduler) => ailmentsIn(by, scheduler));

type Announcement = { method: string; path: string; text: string };

/** What is announced by operation, each text once, in the order in which it was heard. In: notices of several kinds. Out: one entry an operation. */
export const announcedByOperation = (notices: readonly Announcement[]): { operation: string; texts: string[] }[] => {
  const found = new Map<string, Set<string>>();
  for (const { method, path, text } of notices) {
    const operation = `${method} ${path}`;
    found.set(operation, (found.get(operation) ?? new Set()).add(text));
  }
  return [...found].map(([operation, texts]) => ({ operation, texts: [...texts] }));
};
