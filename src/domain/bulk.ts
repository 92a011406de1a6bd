import { heldRole, type Member } from './members';
import type { Permission } from './permissions';
import { isPromotion } from './roles';

/** Roles of the organization: names of system roles, or uuids of custom ones. */
export type RoleChange = { userUuid: string; from: string; to: string };

/** How many writes may be under way at once: enough to be quick, few enough for a small server. */
export const maxParallel = 6;

/**
 * The order in which many role changes are safe. People who lose the admin role come last, one after another, because
 * the server's check for the last admin is check-then-act: two demotions at once could leave no admin. All else may run
 * in parallel before, promotions first. Changes that change nothing are left out.
 * In: the changes, and who makes them: the own demotion is the very last, as nothing can be done after it.
 */
export function orderRoleChanges<C extends RoleChange>(
  changes: readonly C[],
  self?: string,
): { parallel: C[]; serial: C[] } {
  const real = changes.filter(({ from, to }) => from !== to);
  const rest = real.filter((change) => !losesAdmin(change));
  return {
    parallel: [
      ...rest.filter(({ from, to }) => isPromotion(from, to)),
      ...rest.filter(({ from, to }) => !isPromotion(from, to)),
    ],
    serial: real.filter(losesAdmin).toSorted((a, b) => Number(a.userUuid === self) - Number(b.userUuid === self)),
  };
}

/** Whether an admin who can sign in is left after the changes: true, or the sentence that says why not. */
export function checkAdminsRemain(
  members: readonly Pick<Member, 'userUuid' | 'role' | 'roleUuid' | 'status'>[],
  changes: readonly RoleChange[],
): Permission {
  if (!changes.some(losesAdmin)) return true;
  const roles = new Map(changes.map(({ userUuid, to }) => [userUuid, to]));
  const isAdmin = (member: (typeof members)[number]) =>
    (roles.get(member.userUuid) ?? heldRole(member)) === 'admin' && member.status === 'active';
  if (members.some(isAdmin)) return true;
  return { reason: 'Nobody would be left as an admin. Keep an active admin, or make somebody else one first.' };
}

function losesAdmin({ from, to }: RoleChange): boolean {
  return from === 'admin' && to !== 'admin';
}
