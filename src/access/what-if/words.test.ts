import { describe, expect, it } from 'vitest';
import { buildAccessModel, previewChanges, type AccessChange, type AccessSnapshot } from '../rules';
import { differenceLines, groupLines, previewLines, stagedInWords, type AccessNames, type PreviewAbout } from './words';

const snapshot: AccessSnapshot = {
  members: [
    { userUuid: 'ana', role: 'member', status: 'active', groupUuids: ['g'] },
    { userUuid: 'bo', role: 'viewer', status: 'active', groupUuids: ['g'] },
    { userUuid: 'cy', role: 'viewer', status: 'active', groupUuids: [] },
  ],
  groups: [{ groupUuid: 'g', name: 'Analysts' }],
  customRoles: [{ roleUuid: 'c-1', name: 'Reader', scopes: ['view:Project'] }],
  projects: [
    { projectUuid: 'p', userGrants: [], groupGrants: [{ groupUuid: 'g', role: 'editor' }] },
    { projectUuid: 'q', userGrants: [], groupGrants: [{ groupUuid: 'g', role: 'c-1' }] },
  ],
  spaces: [
    { spaceUuid: 's', projectUuid: 'p', parentSpaceUuid: null, isPrivate: false, directGrants: [], groupGrants: [] },
    {
      spaceUuid: 't',
      projectUuid: 'p',
      parentSpaceUuid: 's',
      isPrivate: false,
      directGrants: 'unknown',
      groupGrants: 'unknown',
    },
  ],
};
const model = buildAccessModel(snapshot);
const names: AccessNames = {
  person: (uuid) => uuid,
  group: (uuid) => uuid,
  project: (uuid) => uuid,
  space: (uuid) => uuid,
  role: (role) => (role === 'c-1' ? 'Reader' : role),
};
const lines = (changes: AccessChange[], about: PreviewAbout) =>
  previewLines(previewChanges(model, changes).diff, about, names).filter(([, who]) => who.length > 0);

const group = { kind: 'group', uuid: 'g' } as const;
const revoked: AccessChange = { kind: 'projectGrant', projectUuid: 'p', holder: group, role: null };

describe('gains and losses in a few lines', () => {
  it('of a project: who loses it, who keeps less, and who keeps it but less of its spaces', () => {
    expect(lines([revoked], { projectUuid: 'p' })).toEqual([
      ['Will no longer reach the project', ['ana']],
      ['Will be allowed less', ['bo (viewer remains)']],
      ['Will be allowed less in a space of it', ['bo']],
    ]);
  });

  it('of one person everywhere: the places', () => {
    expect(lines([{ kind: 'groupMember', groupUuid: 'g', userUuid: 'ana', isMember: false }], 'everywhere')).toEqual([
      ['Will no longer reach', ['p', 'q']],
      ['Will no longer open the spaces', ['s', 't']],
    ]);
  });

  it('of several people everywhere: the people, once each', () => {
    const leave = ['ana', 'bo'].map((userUuid): AccessChange => ({
      kind: 'groupMember',
      groupUuid: 'g',
      userUuid,
      isMember: false,
    }));
    expect(lines(leave, 'everywhere')).toEqual([
      ['Will no longer reach a project', ['ana']],
      ['Will be allowed less', ['bo']],
      ['Will be allowed less in a space', ['bo']],
    ]);
  });

  it('of one space: not of those nested in it', () => {
    expect(lines([{ kind: 'spacePrivacy', spaceUuid: 's', isPrivate: true }], { spaceUuid: 's' })).toEqual([
      ['Will no longer open it', ['ana', 'bo', 'cy']],
    ]);
  });

  it('of a grant that gives more', () => {
    expect(
      lines([{ kind: 'projectGrant', projectUuid: 'q', holder: { kind: 'user', uuid: 'cy' }, role: 'admin' }], {
        projectUuid: 'q',
      }),
    ).toEqual([['Will be allowed more', ['cy (admin)']]]);
  });
});

describe('all differences', () => {
  const all = differenceLines(previewChanges(model, [revoked]).diff, names.role);

  it('say what is and what would be', () => {
    expect(all.map(({ userUuid, place, before, after }) => [userUuid, place.uuid, before, after])).toEqual([
      ['ana', 'p', 'editor', 'no access'],
      ['bo', 'p', 'editor', 'viewer'],
      ['ana', 's', 'view, edit and manage', 'no access'],
      ['bo', 's', 'view, edit and manage', 'view'],
      ['ana', 't', 'view, edit and manage', 'no access'],
      ['bo', 't', 'view, edit and manage', 'view'],
    ]);
  });

  it('are counted by person and by place', () => {
    expect(groupLines(all, 'person').map(({ key, loses, gains }) => [key, loses, gains])).toEqual([
      ['ana', 3, 0],
      ['bo', 3, 0],
    ]);
    expect(groupLines(all, 'place').map(({ key, loses }) => [key, loses])).toEqual([
      ['project p', 2],
      ['space s', 2],
      ['space t', 2],
    ]);
  });

  it('call custom roles by their names', () => {
    const taken = previewChanges(model, [{ kind: 'projectGrant', projectUuid: 'q', holder: group, role: null }]);
    expect(differenceLines(taken.diff, names.role).map(({ before, after }) => [before, after])).toEqual([
      ['Reader', 'no access'],
      ['viewer and Reader', 'viewer'],
    ]);
  });
});

describe('staged changes in words', () => {
  it.each([
    [
      { kind: 'organizationRole', userUuid: 'ana', role: 'editor' },
      'member',
      'ana',
      'member → editor in the organization',
    ],
    [{ kind: 'groupMember', groupUuid: 'g', userUuid: 'ana', isMember: false }, true, 'ana', 'leaves g'],
    [{ kind: 'projectGrant', projectUuid: 'p', holder: group, role: null }, 'c-1', 'g', 'Reader → no grant in p'],
    [
      { kind: 'spaceGrant', spaceUuid: 's', holder: { kind: 'user', uuid: 'bo' }, role: 'admin' },
      'unknown',
      'bo',
      'not known → Admin on s',
    ],
    [
      { kind: 'projectMembersGrant', spaceUuid: 's', role: 'editor' },
      null,
      'Everybody in the project',
      'no grant → Editor on s',
    ],
    [{ kind: 'spacePrivacy', spaceUuid: 's', isPrivate: true }, false, 's', 'becomes private'],
  ] as const)('%j', (change, present, label, detail) => {
    expect(stagedInWords(change, present, names)).toEqual({ label, detail });
  });

  it.each([
    [true, 'stops inheriting; grants from above are written onto it, for good'],
    [false, 'inherits access from above'],
  ])('says of a space inside another one what it inherits, and that closing copies grants: %s', (isPrivate, detail) => {
    const change = { kind: 'spacePrivacy', spaceUuid: 's', isPrivate } as const;
    expect(stagedInWords(change, !isPrivate, { ...names, isNested: () => true }).detail).toBe(detail);
  });
});
