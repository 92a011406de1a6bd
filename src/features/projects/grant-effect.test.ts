import { describe, expect, it } from 'vitest';
import { type AccessSnapshot, buildAccessModel } from '#/access';
import { effectOfGrant } from './grant-effect';
import type { Grant } from '#/features/grants/grants';

type Role = AccessSnapshot['members'][number]['role'];

/** One project, people with a role in the organization, all in one group where they are said to be. */
const modelOf = (
  people: Readonly<Record<string, { role: Role; inGroup?: boolean; granted?: string }>>,
  groupRole: string | null,
  unread = false,
) =>
  buildAccessModel({
    members: Object.entries(people).map(([userUuid, { role, inGroup }]) => ({
      userUuid,
      role,
      status: 'active' as const,
      groupUuids: inGroup ? ['g'] : [],
    })),
    groups: [{ groupUuid: 'g', name: 'Board' }],
    projects: [
      {
        projectUuid: 'p',
        userGrants: unread
          ? 'unknown'
          : Object.entries(people).flatMap(([userUuid, { granted }]) => (granted ? [{ userUuid, role: granted }] : [])),
        groupGrants: groupRole ? [{ groupUuid: 'g', role: groupRole }] : [],
      },
    ],
    spaces: [],
    customRoles: [],
  });

const group = (...userUuids: string[]): Grant => ({
  kind: 'group',
  uuid: 'g',
  name: 'Board',
  email: '',
  userUuids,
  role: 'editor',
  state: '',
});
const person = (uuid: string): Grant => ({
  kind: 'user',
  uuid,
  name: uuid,
  email: '',
  userUuids: [uuid],
  role: 'editor',
  state: '',
});

describe('effectOfGrant', () => {
  it.each([
    ['nobody in it', [], {}, 'Changes nothing: nobody is in the group', 'idle'],
    [
      'a tie with the organization role',
      ['a'],
      { a: { role: 'editor', inGroup: true } },
      'Same as what its only member has by their organization role',
      'idle',
    ],
    [
      'ties only',
      ['a', 'b'],
      { a: { role: 'editor', inGroup: true }, b: { role: 'editor', inGroup: true } },
      'Same as what they have by their organization role',
      'idle',
    ],
    [
      'a tie with a grant of their own',
      ['a'],
      { a: { role: 'member', inGroup: true, granted: 'editor' } },
      'Same as what its only member has otherwise',
      'idle',
    ],
    [
      'one with more',
      ['a'],
      { a: { role: 'admin', inGroup: true } },
      'Changes nothing: its only member has more otherwise',
      'idle',
    ],
    [
      'several with more',
      ['a', 'b'],
      { a: { role: 'admin', inGroup: true }, b: { role: 'developer', inGroup: true } },
      'Changes nothing: all 2 members have more otherwise',
      'idle',
    ],
    [
      'a tie and more',
      ['a', 'b'],
      { a: { role: 'admin', inGroup: true }, b: { role: 'editor', inGroup: true } },
      'Same as what 1 of 2 members have by their organization role; the others have more',
      'idle',
    ],
    [
      'one of two by it',
      ['a', 'b'],
      { a: { role: 'viewer', inGroup: true }, b: { role: 'editor', inGroup: true } },
      'Gives the effective role to 1 of 2 members',
      'counts',
    ],
  ] as const)('says what a grant to a group does: %s', (_, members, people, text, kind) => {
    expect(effectOfGrant(modelOf(people, 'editor'), 'p', group(...members))).toEqual({ text, kind });
  });

  it.each([
    ['gives', { a: { role: 'viewer', granted: 'editor' } }, null, 'Gives the effective role', 'counts'],
    [
      'ties with the organization role',
      { a: { role: 'editor', granted: 'editor' } },
      null,
      'Same as what they have by their organization role, editor',
      'idle',
    ],
    [
      'ties with a group',
      { a: { role: 'member', granted: 'editor', inGroup: true } },
      'editor',
      'Same as what they have by the grant of Board',
      'idle',
    ],
    [
      'is weaker than the organization role',
      { a: { role: 'developer', granted: 'editor' } },
      null,
      'Changes nothing: the organization role is developer',
      'idle',
    ],
    [
      'is weaker than a group',
      { a: { role: 'member', granted: 'editor', inGroup: true } },
      'admin',
      'Changes nothing: another grant gives more',
      'idle',
    ],
  ] as const)('says what a grant to a person does: %s', (_, people, groupRole, text, kind) => {
    expect(effectOfGrant(modelOf(people, groupRole), 'p', person('a'))).toEqual({ text, kind });
  });

  it('does not guess what depends on what was not read', () => {
    expect(effectOfGrant(modelOf({ a: { role: 'viewer', inGroup: true } }, 'editor', true), 'p', group('a')).kind).toBe(
      'open',
    );
  });
});
