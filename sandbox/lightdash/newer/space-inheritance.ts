import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../../db/open';
import { type SpaceRole, spaceGroups, spaceMembers } from '../../db/schema';
import { highest } from '#/domain/access-roles';
import type { SpaceTree, TreeSpace } from './space-tree';

/** The person who closes a space, with the role of their row there: it becomes a grant where they have none. */
export type Closer = { userUuid: string; role: SpaceRole | undefined };

/**
 * What closing a space that inherits leaves behind: the grants of all spaces above, as far as they count there, are written onto
 * it, for each holder the highest of those above, over what the holder had there. The grant to the members of the project is
 * not. Opening again takes nothing back (RULES.md C11).
 */
export async function copyGrantsFromAbove(
  transaction: Transaction,
  tree: SpaceTree,
  space: TreeSpace,
  closer: Closer,
): Promise<void> {
  const spaceUuid = space.uuid;
  const people = new Map<string, SpaceRole>();
  const groups = new Map<string, SpaceRole>();
  for (const { uuid } of tree.chainOf(space).slice(1)) {
    const direct = await transaction.select().from(spaceMembers).where(eq(spaceMembers.spaceUuid, uuid));
    for (const { userUuid, role } of direct) people.set(userUuid, higher(people.get(userUuid), role));
    const byGroup = await transaction.select().from(spaceGroups).where(eq(spaceGroups.spaceUuid, uuid));
    for (const { groupUuid, role } of byGroup) groups.set(groupUuid, higher(groups.get(groupUuid), role));
  }
  for (const [userUuid, role] of people) {
    await transaction
      .insert(spaceMembers)
      .values({ spaceUuid, userUuid, role })
      .onConflictDoUpdate({ target: [spaceMembers.spaceUuid, spaceMembers.userUuid], set: { role } });
  }
  for (const [groupUuid, role] of groups) {
    await transaction
      .insert(spaceGroups)
      .values({ spaceUuid, groupUuid, role })
      .onConflictDoUpdate({ target: [spaceGroups.spaceUuid, spaceGroups.groupUuid], set: { role } });
  }
  const { userUuid, role } = closer;
  if (role) await transaction.insert(spaceMembers).values({ spaceUuid, userUuid, role }).onConflictDoNothing();
}

/** Takes a grant on a space away; that there is none is no matter. */
export async function revoke(
  transaction: Transaction,
  spaceUuid: string,
  holder: { userUuid: string } | { groupUuid: string },
): Promise<void> {
  if ('userUuid' in holder) {
    const which = and(eq(spaceMembers.spaceUuid, spaceUuid), eq(spaceMembers.userUuid, holder.userUuid));
    await transaction.delete(spaceMembers).where(which);
  } else {
    const which = and(eq(spaceGroups.spaceUuid, spaceUuid), eq(spaceGroups.groupUuid, holder.groupUuid));
    await transaction.delete(spaceGroups).where(which);
  }
}

function higher(known: SpaceRole | undefined, role: SpaceRole): SpaceRole {
  return highest([known ?? null, role]) ?? role;
}
