import { describe, expect, it } from 'vitest';
import { buildAccessModel, type AccessSnapshot } from './access';
import { directGrantsOf, withSpaceChange } from './space-grants';

const person = (userUuid: string, role: 'member' | 'viewer' | 'editor' | 'admin', groupUuids: string[] = []) => ({ userUuid, role, status: 'active', groupUuids }) as const;

const SNAPSHOT: AccessSnapshot = {
  members: [person('vera', 'viewer'), person('ed', 'editor', ['g1']), person('ada', 'admin')],
  groups: [{ groupUuid: 'g1', name: 'Analysts' }],
  customRoles: [],
  projects: [{ projectUuid: 'p1', userGrants: [], groupGrants: [] }],
  spaces: [
    { spaceUuid: 's1', projectUuid: 'p1', parentSpaceUuid: null, isPrivate: true, directGrants: [{ userUuid: 'vera', role: 'viewer' }], groupGrants: [{ groupUuid: 'g1', role: 'editor' }] },
  ],
};
const canView = (snapshot: AccessSnapshot) => {
  const model = buildAccessModel(snapshot);
  return ['vera', 'ed', 'ada'].filter((userUuid) => model.space(userUuid, 's1').view === true);
};

describe('directGrantsOf', () => {
  it('takes the role from a row that is not there through an admin role', () => {
    const rows = [
      { userUuid: 'ana', role: 'admin', inheritedRole: 'admin' },
      { userUuid: 'ana', role: 'viewer', inheritedRole: 'editor' },
    ] as const;
    expect(directGrantsOf(['ana'], rows)).toEqual([{ userUuid: 'ana', role: 'viewer' }]);
  });

  it.each([
    ['an admin anyway', [{ userUuid: 'ana', role: 'admin', inheritedRole: 'admin' }]],
    ['without a row', []],
    ['of which the row does not say what is inherited', [{ userUuid: 'ana', role: 'editor', inheritedRole: null }]],
  ] as const)('leaves the role of a holder who is %s unknown', (_, rows) => {
    expect(directGrantsOf(['ana'], rows)).toEqual([{ userUuid: 'ana', role: 'unknown' }]);
  });

  it('knows nothing where the holders were not read', () => {
    expect(directGrantsOf(undefined, [])).toBe('unknown');
  });
});

describe('withSpaceChange', () => {
  it('leaves the snapshot as it was', () => {
    const before = structuredClone(SNAPSHOT);
    withSpaceChange(SNAPSHOT, 's1', { isPrivate: false, grants: [{ kind: 'user', uuid: 'vera', role: null }] });
    expect(SNAPSHOT).toEqual(before);
  });

  it('takes grants away, of people and groups', () => {
    expect(canView(SNAPSHOT)).toEqual(['vera', 'ed', 'ada']);
    expect(canView(withSpaceChange(SNAPSHOT, 's1', { grants: [{ kind: 'user', uuid: 'vera', role: null }] }))).toEqual(['ed', 'ada']);
    expect(canView(withSpaceChange(SNAPSHOT, 's1', { grants: [{ kind: 'group', uuid: 'g1', role: null }] }))).toEqual(['vera', 'ada']);
  });

  it('changes the role of a grant instead of adding a second one', () => {
    const [space] = withSpaceChange(SNAPSHOT, 's1', { grants: [{ kind: 'user', uuid: 'vera', role: 'admin' }] }).spaces;
    expect(space?.directGrants).toEqual([{ userUuid: 'vera', role: 'admin' }]);
    expect(space?.isPrivate).toBe(true);
  });

  it('changes the privacy and keeps the grants', () => {
    const without = withSpaceChange(SNAPSHOT, 's1', { grants: [{ kind: 'user', uuid: 'vera', role: null }] });
    expect(canView(withSpaceChange(without, 's1', { isPrivate: false }))).toEqual(['vera', 'ed', 'ada']);
  });

  it('keeps unknown what is unknown', () => {
    const hidden: AccessSnapshot = { ...SNAPSHOT, spaces: SNAPSHOT.spaces.map((space) => ({ ...space, directGrants: 'unknown' })) };
    const [space] = withSpaceChange(hidden, 's1', { grants: [{ kind: 'user', uuid: 'ed', role: 'admin' }] }).spaces;
    expect(space?.directGrants).toBe('unknown');
  });
});
