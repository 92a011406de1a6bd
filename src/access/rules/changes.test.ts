import { describe, expect, it } from 'vitest';
import {
  applyChanges,
  buildAccessModel,
  previewChanges,
  removalOf,
  unreadChanges,
  withGrant,
  withGroupMember,
  withMember,
  withoutGrant,
  withoutGroup,
  withoutGroupMember,
  withoutMember,
  withRole,
  type AccessChange,
  type AccessSnapshot,
} from './index';
import { UNKNOWN } from '#/domain/unknown';

const analysts = { kind: 'group', uuid: 'analysts' } as const;
const ana = { kind: 'user', uuid: 'ana' } as const;

/** Ana and Ben are analysts, who edit in the shop; Ana is admin of a private space, of which the role cannot be read. */
const snapshot: AccessSnapshot = {
  members: [
    { userUuid: 'ana', role: 'admin', status: 'active', groupUuids: ['analysts'] },
    { userUuid: 'ben', role: 'member', status: 'active', groupUuids: ['analysts', 'crew'] },
    { userUuid: 'cem', role: 'viewer', status: 'pending', groupUuids: [] },
  ],
  groups: [
    { groupUuid: 'analysts', name: 'Analysts' },
    { groupUuid: 'crew', name: 'Crew' },
  ],
  customRoles: [
    { roleUuid: 'role-a', name: 'A', scopes: ['view:Project'] },
    { roleUuid: 'role-b', name: 'B', scopes: ['view:Project', 'manage:Space'] },
  ],
  projects: [
    {
      projectUuid: 'shop',
      userGrants: [{ userUuid: 'cem', role: 'role-a' }],
      groupGrants: [{ groupUuid: 'analysts', role: 'editor' }],
    },
    { projectUuid: 'lab', userGrants: UNKNOWN, groupGrants: UNKNOWN },
  ],
  spaces: [
    {
      spaceUuid: 'board',
      name: 'Board',
      projectUuid: 'shop',
      parentSpaceUuid: null,
      isPrivate: true,
      directGrants: [{ userUuid: 'ana', role: UNKNOWN }],
      groupGrants: [{ groupUuid: 'crew', role: 'viewer' }],
    },
    {
      spaceUuid: 'notes',
      name: 'Notes',
      projectUuid: 'shop',
      parentSpaceUuid: 'board',
      isPrivate: UNKNOWN,
      directGrants: UNKNOWN,
      groupGrants: UNKNOWN,
    },
    {
      spaceUuid: 'open',
      name: 'Open',
      projectUuid: 'shop',
      parentSpaceUuid: null,
      isPrivate: false,
      directGrants: [],
      groupGrants: [],
    },
  ],
};
const model = buildAccessModel(snapshot);
const preview = (...changes: AccessChange[]) => previewChanges(model, changes);
const where = (entries: readonly { userUuid: string; spaceUuid: string }[]) =>
  entries.map(({ userUuid, spaceUuid }) => `${userUuid} ${spaceUuid}`);

describe('a change of a snapshot', () => {
  it('leaves the snapshot and all that is not changed as they are', () => {
    const before = structuredClone(snapshot);
    const after = withGrant(snapshot, ana, { projectUuid: 'shop', role: 'viewer' });
    expect(snapshot).toEqual(before);
    expect(after.members).toBe(snapshot.members);
    expect(after.spaces).toBe(snapshot.spaces);
    expect(after.projects[1]).toBe(snapshot.projects[1]);
    expect(withGrant(after, ana, { projectUuid: 'shop', role: 'admin' }).projects[0]?.userGrants).toHaveLength(2);
    expect(withoutGrant(after, ana, { projectUuid: 'shop' })).toEqual(snapshot);
  });

  it('can be each of those that a person stages', () => {
    const member = (changed: AccessSnapshot, userUuid: string) =>
      changed.members.find((each) => each.userUuid === userUuid);
    expect(member(withRole(snapshot, 'ben', 'editor'), 'ben')?.role).toBe('editor');
    expect(member(withGroupMember(snapshot, 'crew', 'ana'), 'ana')?.groupUuids).toEqual(['analysts', 'crew']);
    expect(member(withGroupMember(snapshot, 'crew', 'ben'), 'ben')?.groupUuids).toEqual(['analysts', 'crew']);
    expect(member(withoutGroupMember(snapshot, 'crew', 'ben'), 'ben')?.groupUuids).toEqual(['analysts']);
    expect(
      withMember(snapshot, { userUuid: 'dan', role: 'viewer', status: 'pending', groupUuids: [] }).members,
    ).toHaveLength(4);
    expect(withGrant(snapshot, analysts, { spaceUuid: 'open', role: 'admin' }).spaces[2]?.groupGrants).toEqual([
      { groupUuid: 'analysts', role: 'admin' },
    ]);
    expect(
      withoutGrant(snapshot, { kind: 'group', uuid: 'crew' }, { spaceUuid: 'board' }).spaces[0]?.groupGrants,
    ).toEqual([]);
    const without = withoutGroup(snapshot, 'analysts');
    expect(without.groups).toHaveLength(1);
    expect(without.members.map(({ groupUuids }) => groupUuids)).toEqual([[], ['crew'], []]);
    expect(without.projects[0]?.groupGrants).toEqual([]);
    expect(without.spaces).toBe(snapshot.spaces);
  });

  it('removes a person for certain, also where nothing was read of their grants', () => {
    const after = buildAccessModel(withoutMember(snapshot, 'ben'));
    expect(model.project('ben', 'lab').visible).toBe(UNKNOWN);
    expect(after.project('ben', 'lab')).toMatchObject({ visible: false, role: null, canSignIn: false });
    expect(after.reachOf('ben')).toEqual({ projects: [], spaces: [] });
    expect(after.whoCanReach({ projectUuid: 'shop' }).map(({ userUuid }) => userUuid)).toEqual(['ana', 'cem']);
  });

  it('says which changes met what has not been read', () => {
    const changes: AccessChange[] = [
      { kind: 'projectGrant', projectUuid: 'lab', holder: ana, role: 'viewer' },
      { kind: 'projectGrant', projectUuid: 'gone', holder: analysts, role: 'viewer' },
      { kind: 'spaceGrant', spaceUuid: 'gone', holder: analysts, role: 'viewer' },
      { kind: 'spaceGrant', spaceUuid: 'notes', holder: analysts, role: 'viewer' },
      { kind: 'organizationRole', userUuid: 'zoe', role: 'viewer' },
      { kind: 'groupMember', groupUuid: 'crew', userUuid: 'ana', isMember: true },
      { kind: 'spacePrivacy', spaceUuid: 'gone', isPrivate: true },
      { kind: 'groupDeleted', groupUuid: 'crew' },
    ];
    expect(unreadChanges(snapshot, changes).map(({ unread }) => unread.kind)).toEqual([
      'projectGrants',
      'groupProjectGrants',
      'space',
      'member',
      'space',
    ]);
    const unread = {
      ...snapshot,
      generation: 'C' as const,
      members: snapshot.members.map((each) => ({ ...each, groupUuids: UNKNOWN })),
    };
    expect(unreadChanges(unread, changes).map(({ unread: part }) => part.kind)).toEqual([
      'projectGrants',
      'groupProjectGrants',
      'space',
      'groupSpaceGrants',
      'member',
      'groupsOfMember',
      'space',
    ]);
    expect(applyChanges(snapshot, [{ kind: 'spaceGrant', spaceUuid: 'notes', holder: ana, role: 'admin' }])).toEqual(
      snapshot,
    );
  });
});

describe('what would become different', () => {
  it('is who gains and who loses what', () => {
    const { diff } = preview({ kind: 'projectGrant', projectUuid: 'shop', holder: analysts, role: null });
    expect(diff).toMatchObject({ gaining: [], losing: ['ben'], unknown: [] });
    expect(diff.projects).toMatchObject([
      { userUuid: 'ben', projectUuid: 'shop', gains: [], loses: ['visible', 'role'] },
    ]);
    expect(where(diff.spaces)).toEqual(['ben board', 'ben notes', 'ben open']);
    expect(diff.spaces.at(-1)).toMatchObject({
      loses: ['listed', 'view', 'manage', 'editDashboards', 'editCharts'],
      before: { role: 'editor' },
      after: { role: null },
    });
    expect(preview({ kind: 'organizationRole', userUuid: 'cem', role: 'editor' }).diff).toMatchObject({
      gaining: ['cem'],
      losing: [],
    });
  });

  it('is unknown where it depends on the role of a grant that cannot be read (A6)', () => {
    const { diff } = preview({ kind: 'organizationRole', userUuid: 'ana', role: 'member' });
    expect(diff.unknown).toEqual(['ana']);
    const board = diff.spaces.find(({ spaceUuid }) => spaceUuid === 'board');
    expect(board).toMatchObject({ loses: [], unknown: ['manage', 'editDashboards', 'editCharts'] });
    // Of the present it is known, for an admin can do everything.
    expect(board?.before).toMatchObject({ manage: true, editCharts: true });
  });

  it('includes custom roles, though no role becomes higher or lower', () => {
    const { diff } = preview({
      kind: 'projectGrant',
      projectUuid: 'shop',
      holder: { kind: 'user', uuid: 'cem' },
      role: 'role-b',
    });
    expect(diff.projects).toMatchObject([{ userUuid: 'cem', gains: ['customRoles'], loses: ['customRoles'] }]);
    expect(diff.spaces.map(({ gains }) => gains)).toEqual([
      ['listed', 'view', 'manage'],
      ['listed', 'view', 'manage'],
      ['manage'],
    ]);
    expect(preview({ kind: 'projectGrant', projectUuid: 'shop', holder: ana, role: 'role-b' }).diff.projects).toEqual(
      [],
    );
  });

  it('is nothing certain where the change met what has not been read', () => {
    const change: AccessChange = { kind: 'projectGrant', projectUuid: 'lab', holder: ana, role: 'viewer' };
    expect(preview(change)).toMatchObject({
      diff: { projects: [], spaces: [] },
      unread: [{ change, unread: { kind: 'projectGrants' } }],
    });
  });

  it('includes what two groups do only together: with the last group that holds no grant, the rest row goes (A5)', () => {
    const spaces = snapshot.spaces.map((space) => ({
      ...space,
      groupGrants: [{ groupUuid: 'crew', role: 'viewer' as const }],
    }));
    const members = [
      { userUuid: 'ben', role: 'editor' as const, status: 'active' as const, groupUuids: ['crew', 'night', 'day'] },
    ];
    const before = buildAccessModel({ ...snapshot, members, spaces });
    const night: AccessChange = { kind: 'groupDeleted', groupUuid: 'night' };
    expect(previewChanges(before, [night]).diff.losing).toEqual([]);
    const { diff } = previewChanges(before, [night, { kind: 'groupDeleted', groupUuid: 'day' }]);
    expect(diff.spaces).toMatchObject([
      { userUuid: 'ben', spaceUuid: 'open', loses: ['editDashboards', 'editCharts'] },
    ]);
  });

  it('concerns everyone where a space is closed, and only that space with those in it', () => {
    const { diff } = preview({ kind: 'spacePrivacy', spaceUuid: 'open', isPrivate: true });
    expect(where(diff.spaces)).toEqual(['ben open', 'cem open']);
    const opened = preview({ kind: 'spacePrivacy', spaceUuid: 'board', isPrivate: false });
    expect(where(opened.diff.spaces)).toEqual(['ben board', 'cem board', 'ben notes', 'cem notes']);
  });
});

describe('what a group gives', () => {
  it('is what a person reaches who is in it and holds nothing else', () => {
    const { projects, spaces } = model.reachOfGroup('analysts');
    expect(projects.map(({ projectUuid, decisions }) => [projectUuid, decisions.role])).toEqual([
      ['shop', 'editor'],
      ['lab', UNKNOWN],
    ]);
    expect(spaces.map(({ spaceUuid }) => spaceUuid)).toEqual(['open']);
    expect(model.reachOfGroup('crew').spaces).toEqual([]);
  });
});

describe('the change that takes a source away', () => {
  it('knows on which space the source lies', () => {
    const answer = model.space('ben', 'notes');
    expect(answer.path.map((step) => removalOf(step, answer))).toEqual([
      { kind: 'organizationRole', userUuid: 'ben', role: 'member' },
      { kind: 'projectGrant', projectUuid: 'shop', holder: analysts, role: null },
      { kind: 'spaceGrant', spaceUuid: 'board', holder: { kind: 'group', uuid: 'crew' }, role: null },
    ]);
    const open = model.space('cem', 'open');
    expect(open.path.map((step) => removalOf(step, open)).at(-1)).toEqual({
      kind: 'spacePrivacy',
      spaceUuid: 'open',
      isPrivate: true,
    });
  });

  it('is not known where the space at the top has not been read', () => {
    const half = buildAccessModel({ ...snapshot, spaces: snapshot.spaces.slice(1) });
    const answer = half.space('ben', 'notes');
    expect(removalOf({ kind: 'spaceGrant', role: 'viewer', effect: 'wins' }, answer)).toBeNull();
    const nowhere = half.space('ben', 'board');
    expect(removalOf({ kind: 'projectGrant', role: 'viewer', effect: 'wins' }, nowhere)).toBeNull();
    expect(removalOf({ kind: 'spaceGrant', role: 'viewer', effect: 'wins' }, model.project('ben', 'shop'))).toBeNull();
  });
});
