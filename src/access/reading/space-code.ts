import type { SpacesAsCode } from '#/api/lightdash/gen/model/spacesAsCode';
import type { Groups } from '#/data/groups';
import type { MemberList } from '#/data/members';
import { codePathOf, type Space } from '#/domain/spaces';
import type { AccessSpace } from '../rules';

/** All that is granted on a space to people and groups, with roles. */
export type ExactGrants = Pick<AccessSpace, 'directGrants' | 'groupGrants'>;

/** Things by name, without those that share their name with another. */
const byUniqueName = <T>(things: Iterable<T>, nameOf: (thing: T) => string | undefined): Map<string, T> => {
  const found = new Map<string, T | null>();
  for (const thing of things) {
    const name = nameOf(thing);
    if (name !== undefined) found.set(name, found.has(name) ? null : thing);
  }
  return new Map([...found].flatMap(([name, thing]) => (thing === null ? [] : [[name, thing] as const])));
};

const allOf = <T>(things: readonly (T | undefined)[]): T[] | null =>
  things.includes(undefined) ? null : (things as T[]);

/**
 * The grants on the spaces of projects as their export as code states them (C9), which names spaces by their path, people by
 * their address and groups by their name. Out: by space; one that the export leaves out, or that has a holder who cannot be
 * identified, is missing. In: the exports and the lists of spaces, by project; everybody, and all groups.
 */
export const exactGrants = (
  codes: ReadonlyMap<string, SpacesAsCode>,
  listed: ReadonlyMap<string, readonly Space[]>,
  { members }: MemberList,
  groups: Groups,
): ReadonlyMap<string, ExactGrants> => {
  const people = byUniqueName(members, ({ email }) => email.toLowerCase());
  const groupsByName = byUniqueName(groups.values(), ({ name }) => name);
  const grants = new Map<string, ExactGrants>();
  for (const [projectUuid, { spaces }] of codes) {
    const byPath = byUniqueName(listed.get(projectUuid) ?? [], codePathOf);
    for (const { slug, access } of spaces) {
      const space = byPath.get(slug);
      if (!space || !access) continue;
      const directGrants = allOf(
        access.users.map(({ email, role }) => {
          const person = people.get(email.toLowerCase());
          return person && { userUuid: person.userUuid, role };
        }),
      );
      const groupGrants = allOf(
        access.groups.map(({ name, role }) => {
          const group = groupsByName.get(name);
          return group && { groupUuid: group.uuid, role };
        }),
      );
      if (directGrants && groupGrants) grants.set(space.uuid, { directGrants, groupGrants });
    }
  }
  return grants;
};
