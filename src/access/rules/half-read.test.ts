import { describe, expect, it } from 'vitest';
import { inProject, inSpace, PARTS, type Case, type Part } from './testing';

const NOTHING = PARTS.filter((part) => part !== 'member');

describe('what is certain although it has not all been read', () => {
  it('is everything for an admin of the organization', () => {
    const admin: Case = { organization: 'admin' };
    expect(inProject(admin, ['project', 'groupsOfMember'])).toMatchObject({ visible: true, role: 'admin', unread: [] });
    expect(inSpace(admin, NOTHING)).toMatchObject({
      listed: true,
      view: true,
      manage: true,
      editDashboards: true,
      editCharts: true,
      role: 'admin',
      unread: [],
    });
  });

  it('is that a person sees the project, once one grant is known', () => {
    const access = inProject({ organization: 'viewer' }, ['project']);
    expect(access).toMatchObject({ visible: true, role: 'unknown' });
    expect(access.unread).toEqual([{ kind: 'projectGrants' }]);
    expect(
      inProject({ organization: 'member', direct: 'editor', groups: [{}] }, ['groupsOfMember', 'groupProjectGrants'])
        .visible,
    ).toBe(true);
  });

  it('groups without grants change nothing', () => {
    expect(inProject({ organization: 'member' }, ['groupsOfMember'])).toMatchObject({
      visible: false,
      role: null,
      unread: [],
    });
    expect(inSpace({ organization: 'editor' }, ['groupsOfMember'])).toMatchObject({
      role: 'editor',
      editDashboards: true,
    });
  });

  it('is a role in a custom role’s place: its scopes do not matter to an editor on a public space', () => {
    const the: Case = { organization: 'editor', direct: ['manage:Space'] };
    expect(inSpace(the, ['scopes'])).toMatchObject({ view: true, manage: true, editDashboards: true, unread: [] });
    expect(inSpace({ ...the, isPrivate: true }, ['scopes'])).toMatchObject({
      view: 'unknown',
      manage: 'unknown',
      unread: [{ kind: 'scopes', roleUuid: 'role-ana', name: 'Role of ana' }],
    });
  });
});

describe('scopes of a custom role that a group holds', () => {
  it('leave open what its members see, also where it is not known who they are', () => {
    const the: Case = { organization: 'member', groups: [{ project: ['view:Project'] }] };
    expect(inProject(the, ['scopes']).visible).toBe('unknown');
    const whose = inProject(the, ['scopes', 'groupsOfMember']);
    expect(whose.visible).toBe('unknown');
    expect(whose.unread.map(({ kind }) => kind)).toEqual(['groupsOfMember', 'scopes']);
  });
});

describe('the role of a direct grant that can’t be read (A6)', () => {
  const holder: Case = { organization: 'member', spaceDirect: 'editor', isPrivate: true };
  const hidden: Part[] = ['spaceGrantRole'];

  it('does not matter to an admin, to a viewer of the project, or without access to it', () => {
    expect(inSpace({ ...holder, direct: 'admin' }, hidden)).toMatchObject({ role: 'admin', manage: true, unread: [] });
    expect(inSpace(holder, hidden)).toMatchObject({ role: null, view: false, unread: [] });
    expect(inSpace({ ...holder, direct: 'viewer' }, hidden)).toMatchObject({
      listed: true,
      view: true,
      manage: false,
      editDashboards: false,
    });
  });

  it('matters to whoever could edit with it', () => {
    expect(inSpace({ ...holder, direct: 'editor' }, hidden)).toMatchObject({
      view: true,
      manage: 'unknown',
      editDashboards: 'unknown',
      role: 'unknown',
      unread: [{ kind: 'spaceGrantRole' }],
    });
  });
});

describe('what is unknown', () => {
  it('is everything about a person or a space that has not been read', () => {
    const nobody = inSpace({ organization: 'editor' }, ['member']);
    expect(nobody).toMatchObject({ canSignIn: 'unknown', view: 'unknown', unread: [{ kind: 'member' }] });
    const nowhere = inSpace({ organization: 'editor', groups: [{}] }, ['space']);
    expect(nowhere).toMatchObject({ view: 'unknown', root: 'unknown' });
    expect(nowhere.unread.map(({ kind }) => kind)).toEqual(['space', 'projectGrants', 'groupProjectGrants']);
  });

  it('is an editor’s power where a group grant might hold down (A5)', () => {
    const the: Case = { organization: 'editor', groups: [{}] };
    expect(inSpace(the, ['groupSpaceGrants'])).toMatchObject({ view: true, manage: true, editDashboards: 'unknown' });
    expect(inSpace({ organization: 'editor' }, ['groupSpaceGrants']).editDashboards).toBe(true);
    for (const otherGroups of [[{ space: 'viewer' }], [{ space: 'viewer' }, { space: 'editor' }]] as const) {
      expect(inSpace({ organization: 'editor', otherGroups }, ['groupsOfMember']).editDashboards).toBe('unknown');
    }
    const harmless = [{ space: 'editor' }, { space: 'admin' }] as const;
    expect(inSpace({ organization: 'editor', otherGroups: harmless }, ['groupsOfMember']).editDashboards).toBe(true);
  });

  it('is a nested space whose root has not been read', () => {
    const access = inSpace({ organization: 'editor', isNested: true }, ['rootSpace']);
    expect(access).toMatchObject({ root: 'unknown', view: 'unknown', unread: [{ kind: 'rootSpace' }] });
  });
});
