import { describe, expect, it } from 'vitest';
import { permissions, type Me } from './permissions';

const me = (fields: Partial<Me> = {}): Me => ({
  userUuid: 'ana',
  organizationUuid: 'org',
  role: 'admin',
  credential: 'session',
  ...fields,
});
const boss = { userUuid: 'bo', role: 'admin', status: 'active' } as const;
const myself = { userUuid: 'ana', role: 'admin', status: 'active' } as const;

describe('what only a signed-in session may do', () => {
  it('is allowed by session and as a demo identity', () => {
    for (const credential of ['session', 'demo'] as const) {
      const may = permissions(me({ credential, role: 'member' }));
      expect([may.updateProfile, may.verifyEmail, may.createToken, may.deleteToken]).toEqual([true, true, true, true]);
    }
  });

  it('is refused by token, with the way to do it', () => {
    const may = permissions(me({ credential: 'token' }));
    for (const permission of [
      may.updateProfile,
      may.verifyEmail,
      may.createToken,
      may.deleteToken,
      may.deleteAccount({ members: [myself, boss] }),
    ]) {
      expect(permission).toEqual({
        reason: expect.stringMatching(/ with an access token\. Sign in with e-mail and password to .+\.$/),
      });
    }
  });
});

it('an organization that allows no tokens is respected, and old ones may still be deleted', () => {
  const may = permissions(me({ abilityRules: [{ action: 'manage', subject: 'OrganizationMemberProfile' }] }));
  expect(may.createToken).toEqual({ reason: 'Your organization does not let you have access tokens.' });
  expect(may.deleteToken).toBe(true);
});

describe('deleting the own account', () => {
  it('is for admins of whom there are others', () => {
    expect(permissions(me()).deleteAccount({ members: [myself, boss] })).toBe(true);
  });

  it('is refused to the only admin who can sign in', () => {
    const reason = 'You are the only admin. Make somebody else an admin first.';
    expect(permissions(me()).deleteAccount({ members: [myself] })).toEqual({ reason });
    expect(permissions(me()).deleteAccount({ members: [myself, { ...boss, status: 'pending' }] })).toEqual({ reason });
  });

  it('is refused to everybody else, as the server does (DeleteMe.member-403)', () => {
    expect(permissions(me({ role: 'viewer' })).deleteAccount({ members: [boss] })).toEqual({
      reason: 'Only admins can delete their own account. You are a viewer.',
    });
  });
});
