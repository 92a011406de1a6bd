import { once } from '#/lib/memo';
import type { AccessChange, GrantHolder } from './changes';
import type { MemberIndex } from './member-index';
import type { AccessModel } from './model';
import { placeTable } from './places';
import type { AccessSnapshot } from './snapshot';
import { indexSnapshot, peopleOf } from './snapshot-index';
import { UNKNOWN } from '#/domain/unknown';

/** Whom a comparison is about, where. Those whom only a grant in a place names are compared in any case. */
export type AccessScope = {
  /** People who are compared in every project and space. */
  everywhere: ReadonlySet<string>;
  /** By project, and by space: who is compared there. */
  projects: ReadonlyMap<string, ReadonlySet<string> | 'everyone'>;
  spaces: ReadonlyMap<string, ReadonlySet<string> | 'everyone'>;
};

/**
 * What some changes can touch, and nothing beyond: a grant to somebody in a project that person there and in its spaces, the
 * privacy of a space everyone, but there only, another organization role one person everywhere. In: the model before the
 * changes. Out: for `diffAccess`. What can't be touched is not looked at, so a preview costs as much as the change is wide.
 */
export function scopeOf({ snapshot }: Pick<AccessModel, 'snapshot'>, changes: readonly AccessChange[]): AccessScope {
  const { members, memberIndex } = peopleOf(snapshot.members);
  const generation = snapshot.generation ?? 'A';
  const index = once(() => indexSnapshot(snapshot));
  const places = once(() => placesOf(snapshot));
  const everywhere = new Set<string>();
  const projects = new Map<string, Set<string> | 'everyone'>();
  const spaces = new Map<string, Set<string> | 'everyone'>();
  const joining = joined(changes);
  const deleted = new Set(changes.flatMap((change) => (change.kind === 'groupDeleted' ? [change.groupUuid] : [])));
  const concerned = (holder: GrantHolder): readonly string[] =>
    holder.kind === 'user'
      ? [holder.uuid]
      : [...inGroup(memberIndex, holder.uuid), ...(joining.get(holder.uuid) ?? [])];

  const inProject = (projectUuid: string, users: readonly string[]) => {
    add(projects, projectUuid, users);
    for (const spaceUuid of places().inProject.get(projectUuid) ?? []) add(spaces, spaceUuid, users);
  };
  const onSpace = (spaceUuid: string, users: readonly string[]) => {
    for (const each of below(places().inSpace, spaceUuid)) add(spaces, each, users);
  };

  /**
   * A group that goes touches its members where it holds a grant, and where it may hold one. Elsewhere it may have been all
   * that made a rest row (A5), perhaps with others that go: where all groups that stay hold a grant on the space.
   */
  const withoutGroup = (groupUuid: string, users: readonly string[]) => {
    const groupsOf = new Map(users.map((userUuid) => [userUuid, members.get(userUuid)?.groupUuids ?? UNKNOWN]));
    for (const { projectUuid } of snapshot.projects) {
      const { groups, isGroupsRead } = placeTable(index(), generation, { projectUuid });
      if (!isGroupsRead || groups().has(groupUuid)) add(projects, projectUuid, users);
    }
    for (const { spaceUuid } of snapshot.spaces) {
      const { groups, isGroupsRead, hasRows } = placeTable(index(), generation, { spaceUuid });
      const roles = groups();
      const isTouched = (userUuid: string) => {
        const own = groupsOf.get(userUuid) ?? UNKNOWN;
        return hasRows && own !== UNKNOWN && own.every((each) => deleted.has(each) || roles.get(each)?.onSpaces);
      };
      const isHolder = !isGroupsRead || roles.has(groupUuid);
      const touched = isHolder ? users : users.filter(isTouched);
      // Where it holds a grant, those have to be looked at as well of whom only a grant is known.
      if (isHolder || touched.length > 0) add(spaces, spaceUuid, touched);
    }
  };

  for (const change of changes) {
    switch (change.kind) {
      case 'organizationRole':
      case 'memberRemoved':
      case 'groupMember':
        everywhere.add(change.userUuid);
        break;
      case 'memberAdded':
        everywhere.add(change.member.userUuid);
        break;
      case 'groupDeleted':
        withoutGroup(change.groupUuid, concerned({ kind: 'group', uuid: change.groupUuid }));
        break;
      case 'projectGrant':
        inProject(change.projectUuid, concerned(change.holder));
        break;
      case 'spaceGrant':
        onSpace(change.spaceUuid, concerned(change.holder));
        break;
      case 'spacePrivacy':
      case 'spaceDeleted':
      case 'projectMembersGrant':
        for (const spaceUuid of below(places().inSpace, change.spaceUuid)) spaces.set(spaceUuid, 'everyone');
        break;
    }
  }
  return { everywhere, projects, spaces };
}

/** By group: who joins it by one of the changes, and so is concerned by the others. */
function joined(changes: readonly AccessChange[]): Map<string, string[]> {
  const joining = new Map<string, string[]>();
  const join = (groupUuid: string, userUuid: string) => {
    const others = joining.get(groupUuid);
    if (others) others.push(userUuid);
    else joining.set(groupUuid, [userUuid]);
  };
  for (const change of changes) if (change.kind === 'groupMember') join(change.groupUuid, change.userUuid);
  return joining;
}

/** The members of a group, and all who could be for what has been read. */
function inGroup({ inGroup: members, inUnknownGroups }: MemberIndex, groupUuid: string): string[] {
  return [...(members.get(groupUuid) ?? []), ...inUnknownGroups];
}

type Places = { inProject: Map<string, string[]>; inSpace: Map<string, string[]> };

/** The spaces by project, and by the space above. */
function placesOf(snapshot: AccessSnapshot): Places {
  const inProject = new Map<string, string[]>();
  const inSpace = new Map<string, string[]>();
  for (const { spaceUuid, projectUuid, parentSpaceUuid } of snapshot.spaces) {
    put(inProject, projectUuid, spaceUuid);
    if (parentSpaceUuid !== null) put(inSpace, parentSpaceUuid, spaceUuid);
  }
  return { inProject, inSpace };
}

/** A space and all below it. */
function below(inSpace: Places['inSpace'], spaceUuid: string): Set<string> {
  const found = new Set([spaceUuid]);
  // A set also hands out what is added while it is walked along, and nothing twice.
  for (const each of found) for (const nested of inSpace.get(each) ?? []) found.add(nested);
  return found;
}

function put(lists: Map<string, string[]>, key: string, value: string): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function add(scope: Map<string, Set<string> | 'everyone'>, place: string, userUuids: readonly string[]): void {
  const known = scope.get(place);
  if (known === 'everyone') return;
  const users = known ?? new Set<string>();
  for (const userUuid of userUuids) users.add(userUuid);
  scope.set(place, users);
}
