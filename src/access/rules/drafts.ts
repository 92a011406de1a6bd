import type { SpaceRole } from '#/domain/access-roles';
import type { AccessMember, AccessProject, AccessSnapshot, AccessSpace } from './snapshot';
import { UNKNOWN, type Unknown } from '#/domain/unknown';

/** Whom a grant is for. */
export type GrantHolder = { kind: 'user' | 'group'; uuid: string };

/** A list that is about to be changed, found by key. Until something is, it stays the very same list. */
type Draft<T> = {
  get: (key: string) => T | undefined;
  put: (key: string, value: T) => void;
  /** Changes what is there; what is not there has not been read, and stays away. */
  change: (key: string, change: (value: T) => T) => void;
  remove: (key: string) => void;
  list: () => readonly T[];
};

/** A snapshot that is about to be changed. */
export type Drafts = {
  members: Draft<AccessMember>;
  projects: Draft<AccessProject>;
  spaces: Draft<AccessSpace>;
  grantInProject: (projectUuid: string, holder: GrantHolder, role: string | null) => void;
  grantOnSpace: (spaceUuid: string, holder: GrantHolder, role: SpaceRole | null) => void;
  deleteGroup: (groupUuid: string) => void;
  finish: () => AccessSnapshot;
};

type UserGrant<Role> = { userUuid: string; role: Role };
type GroupGrant<Role> = { groupUuid: string; role: Role };

/** Lays out a snapshot for changes: many grants of one place, or many members, are changed without copying lists each time. */
export function draftsOf(snapshot: AccessSnapshot): Drafts {
  const members = draftOf(snapshot.members, ({ userUuid }) => userUuid);
  const groups = draftOf(snapshot.groups, ({ groupUuid }) => groupUuid);
  const projects = draftOf(snapshot.projects, ({ projectUuid }) => projectUuid);
  const spaces = draftOf(snapshot.spaces, ({ spaceUuid }) => spaceUuid);
  const inProjects = new GrantDrafts<string, string>(
    (uuid) => projects.get(uuid)?.userGrants,
    (uuid) => projects.get(uuid)?.groupGrants,
  );
  const onSpaces = new GrantDrafts<SpaceRole | Unknown, SpaceRole>(
    (uuid) => spaces.get(uuid)?.directGrants,
    (uuid) => spaces.get(uuid)?.groupGrants,
  );
  return {
    members,
    projects,
    spaces,
    grantInProject: (projectUuid, holder, role) => inProjects.grant(projectUuid, holder, role),
    grantOnSpace: (spaceUuid, holder, role) => onSpaces.grant(spaceUuid, holder, role),
    deleteGroup: (groupUuid) => {
      groups.remove(groupUuid);
      for (const member of members.list()) {
        if (member.groupUuids === UNKNOWN || !member.groupUuids.includes(groupUuid)) continue;
        const groupUuids = member.groupUuids.filter((uuid) => uuid !== groupUuid);
        members.put(member.userUuid, { ...member, groupUuids });
      }
      const holder: GrantHolder = { kind: 'group', uuid: groupUuid };
      for (const { projectUuid } of snapshot.projects) inProjects.grant(projectUuid, holder, null);
      for (const { spaceUuid } of snapshot.spaces) onSpaces.grant(spaceUuid, holder, null);
    },
    finish: () => {
      // Unchanged grants stay the same objects, by which results are cached.
      for (const [uuid, userGrants] of inProjects.ofUsers()) {
        projects.change(uuid, (project) => (project.userGrants === userGrants ? project : { ...project, userGrants }));
      }
      for (const [uuid, groupGrants] of inProjects.ofGroups()) {
        projects.change(uuid, (project) =>
          project.groupGrants === groupGrants ? project : { ...project, groupGrants },
        );
      }
      for (const [uuid, directGrants] of onSpaces.ofUsers()) {
        spaces.change(uuid, (space) => (space.directGrants === directGrants ? space : { ...space, directGrants }));
      }
      for (const [uuid, groupGrants] of onSpaces.ofGroups()) {
        spaces.change(uuid, (space) => (space.groupGrants === groupGrants ? space : { ...space, groupGrants }));
      }
      return {
        ...snapshot,
        members: members.list(),
        groups: groups.list(),
        projects: projects.list(),
        spaces: spaces.list(),
      };
    },
  };
}

function draftOf<T>(original: readonly T[], keyOf: (value: T) => string): Draft<T> {
  let values: Map<string, T> | null = null;
  let isChanged = false;
  const found = () => (values ??= new Map(original.map((value) => [keyOf(value), value])));
  const put = (key: string, value: T) => {
    if (found().get(key) === value) return;
    found().set(key, value);
    isChanged = true;
  };
  return {
    get: (key) => found().get(key),
    put,
    change: (key, change) => {
      const value = found().get(key);
      if (value !== undefined) put(key, change(value));
    },
    remove: (key) => {
      if (found().delete(key)) isChanged = true;
    },
    list: () => (isChanged ? [...found().values()] : original),
  };
}

/** The grants of all places of one kind, while they are changed. */
class GrantDrafts<UserRole, GroupRole extends UserRole> {
  readonly #users = new Map<string, Draft<UserGrant<UserRole>>>();
  readonly #groups = new Map<string, Draft<GroupGrant<GroupRole>>>();
  readonly #readUsers: (place: string) => readonly UserGrant<UserRole>[] | Unknown | undefined;
  readonly #readGroups: (place: string) => readonly GroupGrant<GroupRole>[] | Unknown | undefined;

  constructor(
    readUsers: (place: string) => readonly UserGrant<UserRole>[] | Unknown | undefined,
    readGroups: (place: string) => readonly GroupGrant<GroupRole>[] | Unknown | undefined,
  ) {
    this.#readUsers = readUsers;
    this.#readGroups = readGroups;
  }

  /** Puts a grant in place of the one there was; `role` null: takes it away. What has not been read stays so. */
  grant(place: string, { kind, uuid }: GrantHolder, role: GroupRole | null): void {
    if (kind === 'user') {
      const grants = draftIn(this.#users, place, this.#readUsers, ({ userUuid }) => userUuid);
      if (role === null) grants?.remove(uuid);
      else grants?.put(uuid, { userUuid: uuid, role });
    } else {
      const grants = draftIn(this.#groups, place, this.#readGroups, ({ groupUuid }) => groupUuid);
      if (role === null) grants?.remove(uuid);
      else grants?.put(uuid, { groupUuid: uuid, role });
    }
  }

  ofUsers(): [string, readonly UserGrant<UserRole>[]][] {
    return [...this.#users].map(([place, grants]) => [place, grants.list()]);
  }

  ofGroups(): [string, readonly GroupGrant<GroupRole>[]][] {
    return [...this.#groups].map(([place, grants]) => [place, grants.list()]);
  }
}

function draftIn<Grant>(
  drafts: Map<string, Draft<Grant>>,
  place: string,
  read: (place: string) => readonly Grant[] | Unknown | undefined,
  keyOf: (grant: Grant) => string,
): Draft<Grant> | null {
  const known = drafts.get(place);
  if (known) return known;
  const grants = read(place);
  if (grants === undefined || grants === UNKNOWN) return null;
  const draft = draftOf(grants, keyOf);
  drafts.set(place, draft);
  return draft;
}
