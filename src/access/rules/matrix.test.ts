import { describe, expect, it } from 'vitest';
import { buildAccessModel, type AccessSnapshot } from '.';
import { differs, matrixOf, roleKind } from './matrix';

const snapshot: AccessSnapshot = {
  members: [
    { userUuid: 'ana', role: 'viewer', status: 'active', groupUuids: ['analysts'] },
    { userUuid: 'bo', role: 'member', status: 'active', groupUuids: [] },
    { userUuid: 'cy', role: 'admin', status: 'active', groupUuids: ['analysts'] },
    { userUuid: 'di', role: 'member', status: 'active', groupUuids: ['reviewers'] },
  ],
  groups: [
    { groupUuid: 'analysts', name: 'Analysts' },
    { groupUuid: 'reviewers', name: 'Reviewers' },
  ],
  customRoles: [{ roleUuid: 'c-1', name: 'Finance reader', scopes: ['view:Project'] }],
  projects: [
    {
      projectUuid: 'p1',
      userGrants: [
        { userUuid: 'bo', role: 'editor' },
        { userUuid: 'ana', role: 'viewer' },
      ],
      groupGrants: [{ groupUuid: 'analysts', role: 'developer' }],
    },
    {
      projectUuid: 'p2',
      userGrants: [{ userUuid: 'bo', role: 'c-1' }],
      groupGrants: [{ groupUuid: 'reviewers', role: 'c-1' }],
    },
    { projectUuid: 'p3', userGrants: 'unknown', groupGrants: 'unknown' },
  ],
  spaces: [],
};
const matrix = matrixOf(buildAccessModel(snapshot));
const person = (userUuid: string) => {
  const found = snapshot.members.find((each) => each.userUuid === userUuid);
  if (!found) throw new Error(userUuid);
  return found;
};

describe('cells of members', () => {
  it.each([
    ['ana', 'p1', 'developer', 'group'],
    ['ana', 'p2', 'viewer', 'organization'],
    ['bo', 'p1', 'editor', 'direct'],
    ['bo', 'p2', 'c-1', 'direct'],
    ['cy', 'p1', 'admin', 'organization'],
    ['di', 'p1', null, 'none'],
    ['di', 'p2', 'c-1', 'group'],
    ['di', 'p3', 'unknown', 'unknown'],
  ])('%s in %s: %s by %s', (userUuid, projectUuid, role, source) => {
    expect(matrix.ofMember(person(userUuid), projectUuid)).toMatchObject({ role, source });
  });

  it('knows an admin of the organization where nothing could be read', () => {
    expect(matrix.ofMember(person('cy'), 'p3')).toMatchObject({ role: 'admin', source: 'organization' });
  });

  it('names custom roles that are held beside a system role, but not those of an admin', () => {
    const groupGrants = [{ groupUuid: 'analysts', role: 'c-1' }];
    const beside = matrixOf(
      buildAccessModel({ ...snapshot, projects: [{ projectUuid: 'p1', userGrants: [], groupGrants }] }),
    );
    const cell = beside.ofMember(person('ana'), 'p1');
    expect(cell).toEqual({ role: 'viewer', source: 'organization', beside: ['c-1'] });
    expect(differs(cell)).toBe(true);
    expect(beside.ofMember(person('cy'), 'p1')).toEqual({ role: 'admin', source: 'organization', beside: [] });
    expect(beside.members().get('ana')?.roles).toEqual(new Set(['viewer', 'custom']));
  });
});

describe('cells of groups', () => {
  it('say what the group itself is granted', () => {
    expect(matrix.ofGroup('analysts', 'p1')).toEqual({ role: 'developer', source: 'direct', beside: [] });
    expect(matrix.ofGroup('reviewers', 'p1')).toEqual({ role: null, source: 'none', beside: [] });
    expect(matrix.ofGroup('reviewers', 'p3').source).toBe('unknown');
    expect(matrix.ofGroup('reviewers', 'p9').source).toBe('unknown');
  });
});

describe('summaries', () => {
  it.each([
    ['ana', 1, ['developer', 'viewer']],
    ['bo', 2, ['custom', 'editor']],
    ['cy', 0, ['admin']],
    ['di', 1, ['custom', 'none']],
  ])('%s has something in %i projects, as %j', (userUuid, grants, roles) => {
    const summary = matrix.members().get(userUuid);
    expect(summary?.grants).toBe(grants);
    expect([...(summary?.roles ?? [])].toSorted()).toEqual(roles);
  });

  it('say the same as the cells of everybody, one by one', () => {
    for (const member of snapshot.members) {
      const cells = ['p1', 'p2'].map((projectUuid) => matrix.ofMember(member, projectUuid));
      const roles = new Set(cells.flatMap(({ role, beside }) => [role, ...beside].map(roleKind)));
      expect(matrix.members().get(member.userUuid)?.roles).toEqual(roles);
    }
  });

  it('count the grants of groups', () => {
    expect(matrix.groups().get('analysts')).toEqual({ grants: 1, roles: new Set(['developer', 'none']) });
  });
});
