import { describe, expect, it } from 'vitest';
import { buildAccessModel } from './index';
import { inProject, inSpace, snapshotOf, type Case } from './testing';

describe('projects', () => {
  it('takes the highest of what adds up', () => {
    const { visible, role } = inProject({
      organization: 'viewer',
      direct: 'editor',
      groups: [{ project: 'developer' }, { project: 'viewer' }],
    });
    expect({ visible, role }).toEqual({ visible: true, role: 'developer' });
  });

  it('shows nothing to a member of the organization without any grant', () => {
    const { visible, role } = inProject({ organization: 'member', groups: [{ space: 'admin' }], spaceDirect: 'admin' });
    expect({ visible, role }).toEqual({ visible: false, role: null });
  });

  it('is shown by a custom role only with view:Project, and counts it as no system role', () => {
    expect(inProject({ organization: 'member', direct: ['view:Project'] })).toMatchObject({
      visible: true,
      role: null,
    });
    expect(inProject({ organization: 'member', direct: ['manage:Space'] })).toMatchObject({
      visible: false,
      role: null,
    });
  });
});

describe('people who can’t sign in', () => {
  it.each(['pending', 'expired', 'deactivated'] as const)('says what a %s person would reach', (status) => {
    const snapshot = snapshotOf({ organization: 'editor' });
    const model = buildAccessModel({ ...snapshot, members: snapshot.members.map((member) => ({ ...member, status })) });
    expect(model.space('ana', 'board')).toMatchObject({ canSignIn: false, view: true });
    expect(model.project('ana', 'shop')).toMatchObject({ canSignIn: false, visible: true });
  });
});

describe('rows as the server shows them', () => {
  it('names the later source on a tie, and the person’s own project role', () => {
    const { rows } = inSpace({
      organization: 'editor',
      direct: 'editor',
      groups: [{ project: 'editor', space: 'editor' }, {}],
    });
    expect(rows).toEqual([
      {
        role: 'editor',
        by: 'groupSpaceGrant',
        groupUuid: 'own-0',
        hasDirectAccess: true,
        inheritedRole: 'editor',
        inheritedFrom: 'space_group',
        projectRole: 'editor',
      },
      {
        role: 'editor',
        by: 'publicSpace',
        groupUuid: null,
        hasDirectAccess: false,
        inheritedRole: 'editor',
        inheritedFrom: 'project',
        projectRole: 'editor',
      },
    ]);
  });
});

describe('what contributes', () => {
  const effectsOf = (the: Case) => inSpace(the).path.map((step) => `${step.kind} ${step.effect}`);

  it('is a weaker role too, where it gives the best row: the stronger one’s group is held down', () => {
    expect(
      effectsOf({ organization: 'member', groups: [{ project: 'developer', space: 'viewer' }, { project: 'editor' }] }),
    ).toEqual([
      'organizationRole none',
      'groupProjectGrant contributes',
      'groupProjectGrant contributes',
      'groupSpaceGrant none',
      'publicSpace wins',
    ]);
  });

  it('is not a weaker role that counts only in a row that is outdone', () => {
    expect(
      effectsOf({
        organization: 'member',
        groups: [
          { project: 'developer', space: 'viewer' },
          { project: 'editor' },
          { project: 'editor', space: 'viewer' },
        ],
      }),
    ).toEqual([
      'organizationRole none',
      'groupProjectGrant contributes',
      'groupProjectGrant contributes',
      'groupProjectGrant none',
      'groupSpaceGrant none',
      'groupSpaceGrant none',
      'publicSpace wins',
    ]);
    expect(
      effectsOf({
        organization: 'viewer',
        groups: [
          { project: 'editor', space: 'viewer' },
          { project: 'interactive_viewer', space: 'viewer' },
        ],
      }),
    ).toEqual([
      'organizationRole none',
      'groupProjectGrant contributes',
      'groupProjectGrant none',
      'groupSpaceGrant wins',
      'groupSpaceGrant wins',
      'publicSpace contributes',
    ]);
  });

  it('is a role that shows the project, where a custom role opens a private space of it', () => {
    expect(effectsOf({ organization: 'viewer', direct: ['manage:Space'], isPrivate: true })).toEqual([
      'organizationRole contributes',
      'projectGrant wins',
    ]);
    expect(effectsOf({ organization: 'viewer', direct: ['manage:Space'] })).toEqual([
      'organizationRole contributes',
      'projectGrant contributes',
      'publicSpace wins',
    ]);
  });

  it('is publicness, where a grant holds an editor down who manages the space all the same', () => {
    expect(effectsOf({ organization: 'editor', spaceDirect: 'viewer' })).toEqual([
      'organizationRole contributes',
      'spaceGrant wins',
      'publicSpace contributes',
    ]);
  });

  it('is a custom role that only shows the project, beside one that opens its spaces', () => {
    expect(
      effectsOf({
        organization: 'member',
        direct: ['view:Project'],
        groups: [{ project: ['manage:Space'] }],
        isPrivate: true,
      }),
    ).toEqual(['organizationRole none', 'projectGrant contributes', 'groupProjectGrant wins']);
  });

  it('is a grant on the space that a custom role asks for', () => {
    expect(
      effectsOf({ organization: 'member', direct: ['view:Project', 'manage:Dashboard@space'], spaceDirect: 'editor' }),
    ).toEqual(['organizationRole none', 'projectGrant wins', 'spaceGrant contributes', 'publicSpace none']);
  });
});

describe('nested spaces', () => {
  it('names the space at the top, through any depth, and calls its own grants without effect', () => {
    const snapshot = snapshotOf({ organization: 'editor', groups: [{}], isPrivate: true, isNested: true });
    const model = buildAccessModel({
      ...snapshot,
      spaces: [
        ...snapshot.spaces,
        {
          spaceUuid: 'deep',
          projectUuid: 'shop',
          parentSpaceUuid: 'board',
          isPrivate: false,
          directGrants: [{ userUuid: 'ana', role: 'admin' }],
          groupGrants: [{ groupUuid: 'own-0', role: 'editor' }],
        },
      ],
    });
    const access = model.space('ana', 'deep');
    expect(access).toMatchObject({ root: { spaceUuid: 'finance', name: 'Finance' }, view: false, role: null });
    expect(access.path.filter(({ kind }) => kind === 'nestedGrant')).toMatchObject([
      { group: null, role: 'admin', effect: 'none', reason: { code: 'nested' } },
      { group: { name: 'Group own-0' }, role: 'editor', effect: 'none', reason: { code: 'nested' } },
    ]);
    expect(model.space('ana', 'finance').root).toBeNull();
  });

  it('does not lose its way where spaces lie in each other', () => {
    const { spaces, ...snapshot } = snapshotOf({ organization: 'editor' });
    const model = buildAccessModel({
      ...snapshot,
      spaces: spaces.map((space) => ({ ...space, parentSpaceUuid: 'board' })),
    });
    expect(model.space('ana', 'board')).toMatchObject({ root: 'unknown', editDashboards: 'unknown' });
  });
});
