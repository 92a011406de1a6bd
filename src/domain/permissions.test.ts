import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { abilityRulesForRole, can, permissions, selfWarning, type AbilityRule, type Me } from './permissions';
import { ORGANIZATION_ROLES, type OrganizationRole } from './roles';

const organizationUuid = 'org';
const userUuid = 'ana';
const here = { organizationUuid };

const me = (role: OrganizationRole, more: Partial<Me> = {}): Me => ({
  userUuid,
  organizationUuid,
  role,
  credential: 'session',
  ...more,
});

const person = (uuid: string, role: OrganizationRole, more = {}) => ({
  userUuid: uuid,
  role,
  status: 'active' as const,
  name: uuid,
  ...more,
});

describe('can', () => {
  const allow = (more: Partial<AbilityRule> = {}): AbilityRule => ({ action: 'view', subject: 'Space', ...more });
  const forbid = (more: Partial<AbilityRule> = {}): AbilityRule => allow({ inverted: true, ...more });

  it('allows nothing without a rule', () => {
    expect(can([], 'view', 'Space')).toBe(false);
    expect(can([allow()], 'view', 'Project')).toBe(false);
    expect(can([allow()], 'update', 'Space')).toBe(false);
  });

  it('knows lists and the wildcards', () => {
    const lists = allow({ action: ['view', 'update'], subject: ['Space', 'Project'] });
    expect(can([lists], 'update', 'Project')).toBe(true);
    expect(can([allow({ action: 'manage' })], 'delete', 'Space')).toBe(true);
    expect(can([allow({ subject: 'all' })], 'view', 'Anything')).toBe(true);
    expect(can([allow()], 'manage', 'Space')).toBe(false);
  });

  it('lets the last rule that applies decide', () => {
    expect(can([allow(), forbid()], 'view', 'Space')).toBe(false);
    expect(can([forbid(), allow()], 'view', 'Space')).toBe(true);
    expect(can([allow(), forbid({ conditions: { isPrivate: true } })], 'view', 'Space', { isPrivate: true })).toBe(false);
    expect(can([allow(), forbid({ conditions: { isPrivate: true } })], 'view', 'Space', { isPrivate: false })).toBe(true);
  });

  it('asks about any such subject when there are no facts', () => {
    expect(can([allow({ conditions: { isPrivate: false } })], 'view', 'Space')).toBe(true);
    expect(can([allow(), forbid({ conditions: { isPrivate: true } })], 'view', 'Space')).toBe(true);
  });

  it('does not take a ban on some fields for a ban on all', () => {
    expect(can([allow(), forbid({ fields: ['name'] })], 'view', 'Space')).toBe(true);
    expect(can([allow({ fields: ['name'] })], 'view', 'Space')).toBe(true);
    expect(can([allow(), forbid({ fields: [] })], 'view', 'Space')).toBe(false);
  });

  it.each<[unknown, unknown, boolean]>([
    ['a', 'a', true],
    ['a', 'b', false],
    [null, null, true],
    [0, false, false],
    [['a', 'b'], 'a', true],
    ['a', { $eq: 'a' }, true],
    ['a', { $ne: 'a' }, false],
    ['b', { $ne: 'a' }, true],
    ['a', { $in: ['a', 'b'] }, true],
    ['c', { $in: ['a', 'b'] }, false],
    ['a', { $in: [] }, false],
    ['a', { $in: 'abc' }, false],
    ['c', { $nin: ['a', 'b'] }, true],
    ['a', { $nin: ['a'] }, false],
    ['a', { $ne: 'b', $in: ['a'] }, true],
    [[{ userUuid: 'ana', role: 'admin' }], { $elemMatch: { userUuid: 'ana', role: 'admin' } }, true],
    [[{ userUuid: 'ana', role: 'viewer' }, { userUuid: 'bo', role: 'admin' }], { $elemMatch: { userUuid: 'ana', role: 'admin' } }, false],
    [[{ role: 'editor' }], { $elemMatch: { role: { $in: ['editor', 'admin'] } } }, true],
    [[], { $elemMatch: { userUuid: 'ana' } }, false],
    [['ana'], { $elemMatch: { userUuid: 'ana' } }, false],
    ['ana', { $elemMatch: { userUuid: 'ana' } }, false],
    [undefined, { $ne: 'a' }, false],
    ['a', {}, false],
    ['a', ['a'], false],
    ['abc', { $regex: '.*' }, false],
    ['a', { $eq: 'a', $where: 'true' }, false],
    ['a', { $not: { $eq: 'b' } }, false],
  ])('compares %j with %j: %s', (fact, condition, expected) => {
    expect(can([allow({ conditions: { fact: condition } })], 'view', 'Space', { fact })).toBe(expected);
  });

  it('never grants by what can’t be decided, and does not lift a ban by it', () => {
    const odd = { conditions: { fact: { $regex: '.*' } } };
    const missing = { conditions: { other: { $ne: 1 } } };
    const top = { conditions: { $or: [{ fact: 'a' }] } };
    for (const undecided of [odd, missing, top]) {
      expect(can([allow(undecided)], 'view', 'Space', { fact: 'a' })).toBe(false);
      expect(can([allow(), forbid(undecided)], 'view', 'Space', { fact: 'a' })).toBe(false);
    }
    expect(can([allow({ conditions: { constructor: Object } })], 'view', 'Space', {})).toBe(false);
  });

  it('survives any rule, and only ever grants by one that is not inverted', () => {
    const rule: fc.Arbitrary<AbilityRule> = fc.record(
      {
        action: fc.constantFrom('view', 'manage', 'update', ['view', 'create']),
        subject: fc.constantFrom('Space', 'all', ['Space', 'Project']),
        conditions: fc.dictionary(fc.constantFrom('a', '$or', 'b'), fc.jsonValue()) as fc.Arbitrary<
          Record<string, unknown>
        >,
        inverted: fc.boolean(),
      },
      { requiredKeys: ['action', 'subject'] },
    );
    const facts = fc.dictionary(fc.constantFrom('a', 'b'), fc.jsonValue());
    fc.assert(
      fc.property(fc.array(rule), facts, (rules, given) => {
        const bans = rules.map((each) => ({ ...each, inverted: true }));
        expect(can(bans, 'view', 'Space', given)).toBe(false);
        expect(can([...rules, { action: 'manage', subject: 'all', inverted: true }], 'view', 'Space', given)).toBe(false);
        expect(can([...rules, { action: 'manage', subject: 'all' }], 'view', 'Space', given)).toBe(true);
      }),
    );
  });
});

describe('abilityRulesForRole', () => {
  const allows = (role: OrganizationRole, action: string, subject: string, facts: object = here) =>
    can(abilityRulesForRole(role, me(role)), action, subject, { ...facts });

  it('begins with the three rules recorded for everybody', () => {
    expect(abilityRulesForRole('viewer', me('viewer')).slice(0, 3)).toEqual([
      { action: 'view', subject: 'OrganizationMemberProfile', conditions: { organizationUuid } },
      { action: 'view', subject: 'JobStatus', conditions: { createdByUserUuid: userUuid } },
      { action: 'view', subject: 'PinnedItems', conditions: { organizationUuid } },
    ]);
  });

  /** From the recordings: who got 200 and who 403 (or an empty list). */
  it.each<[string, string, OrganizationRole]>([
    ['view', 'OrganizationMemberProfile', 'member'],
    ['view', 'Project', 'viewer'],
    ['view', 'Organization', 'viewer'],
    ['manage', 'ExportCsv', 'viewer'],
    ['create', 'ScheduledDeliveries', 'interactive_viewer'],
    ['manage', 'Explore', 'interactive_viewer'],
    ['create', 'Space', 'editor'],
    ['update', 'ScheduledDeliveries', 'editor'],
    ['update', 'Project', 'developer'],
    ['manage', 'Validation', 'developer'],
    ['manage', 'SqlRunner', 'developer'],
    ['manage', 'Project', 'admin'],
    ['update', 'OrganizationMemberProfile', 'admin'],
    ['delete', 'OrganizationMemberProfile', 'admin'],
    ['create', 'InviteLink', 'admin'],
    ['view', 'Group', 'admin'],
    ['update', 'Organization', 'admin'],
  ])('%s %s from %s on', (action, subject, lowest) => {
    const first = ORGANIZATION_ROLES.indexOf(lowest);
    expect(ORGANIZATION_ROLES.map((role) => allows(role, action, subject))).toEqual(
      ORGANIZATION_ROLES.map((_, i) => i >= first),
    );
    expect(allows('admin', action, subject, { organizationUuid: 'other' })).toBe(false);
  });

  it('binds rights to spaces by their privacy and grants', () => {
    const shared = (role: string) => ({ ...here, isPrivate: true, access: [{ userUuid, role }] });
    expect(allows('viewer', 'view', 'Space', { ...here, isPrivate: false, access: [] })).toBe(true);
    expect(allows('viewer', 'view', 'Space', { ...here, isPrivate: true, access: [] })).toBe(false);
    expect(allows('viewer', 'view', 'Space', shared('viewer'))).toBe(true);
    expect(allows('viewer', 'manage', 'Space', shared('admin'))).toBe(false);
    expect(allows('interactive_viewer', 'manage', 'Space', shared('admin'))).toBe(true);
    expect(allows('interactive_viewer', 'manage', 'Dashboard', shared('editor'))).toBe(true);
    expect(allows('editor', 'manage', 'Space', { ...here, isPrivate: true, access: [] })).toBe(false);
    expect(allows('admin', 'manage', 'Space', { ...here, isPrivate: true, access: [] })).toBe(true);
  });

  it('binds rights to what is one’s own', () => {
    const of = (owner: string) => ({ ...here, userUuid: owner });
    expect(allows('interactive_viewer', 'update', 'ScheduledDeliveries', of(userUuid))).toBe(true);
    expect(allows('interactive_viewer', 'update', 'ScheduledDeliveries', of('bo'))).toBe(false);
    expect(allows('member', 'view', 'JobStatus', { createdByUserUuid: userUuid })).toBe(true);
    expect(allows('member', 'view', 'JobStatus', { createdByUserUuid: 'bo' })).toBe(false);
    expect(allows('developer', 'delete', 'Project', { ...here, type: 'PREVIEW' })).toBe(true);
    expect(allows('developer', 'delete', 'Project', { ...here, type: 'DEFAULT' })).toBe(false);
  });

  it('is cumulative, in well-formed rules', () => {
    ORGANIZATION_ROLES.slice(1).forEach((role, i) => {
      const weaker = abilityRulesForRole(ORGANIZATION_ROLES[i] as OrganizationRole, me(role));
      const rules = abilityRulesForRole(role, me(role));
      expect(rules.slice(0, weaker.length)).toEqual(weaker);
      for (const rule of rules) expect([rule.action, rule.subject].join(':')).toMatch(/^[a-z]+:[A-Z]\w+$/);
    });
  });
});

describe('permissions', () => {
  it('lets an admin do everything', () => {
    const may = permissions(me('admin'));
    expect([may.inviteMembers, may.readGroups, may.addToGroup, may.readProjectAccess, may.readSchedulers]).toEqual(
      Array(5).fill(true),
    );
  });

  it('gives calm reasons to others', () => {
    const may = permissions(me('viewer'));
    const target = person('bo', 'editor');
    const reasons = [may.inviteMembers, may.readGroups, may.addToGroup, may.readProjectAccess, may.readSchedulers];
    for (const reason of [...reasons, may.removeMember(target, { members: [] })]) {
      expect(reason).toEqual({ reason: expect.stringMatching(/^Only .+ can .+\. You are a viewer\.$/) });
    }
    expect(may.changeRole(target, { members: [] })).toEqual({
      reason: 'Only admins can change roles. You are a viewer.',
    });
    expect(permissions(me('editor')).readSchedulers).toEqual({
      reason: 'Only developers and admins can see the scheduled deliveries of a project. You are an editor.',
    });
    expect(permissions(me('interactive_viewer')).inviteMembers).toEqual({
      reason: 'Only admins can invite people. You are an interactive viewer.',
    });
    expect(permissions(me('developer')).readSchedulers).toBe(true);
  });

  it('believes the rules of the server more than the role', () => {
    const rules: AbilityRule[] = [{ action: 'manage', subject: 'Group', conditions: { organizationUuid } }];
    expect(permissions(me('viewer', { abilityRules: rules })).addToGroup).toBe(true);
    const admin = permissions(me('admin', { abilityRules: rules }));
    expect(admin.addToGroup).toBe(true);
    expect(admin.inviteMembers).toEqual({ reason: 'Lightdash does not let you invite people with this sign-in.' });
    expect(permissions(me('admin', { abilityRules: [] })).addToGroup).not.toBe(true);
  });

  it('changes a profile only with a session', () => {
    expect(permissions(me('member')).updateProfile).toBe(true);
    expect(permissions(me('member', { credential: 'demo' })).updateProfile).toBe(true);
    expect(permissions(me('admin', { credential: 'token' })).updateProfile).toEqual({
      reason: expect.stringContaining('access token'),
    });
  });

  describe('the only admin', () => {
    const may = permissions(me('admin'));
    const ana = person(userUuid, 'admin', { name: 'Ana Díaz' });
    const bo = person('bo', 'admin', { name: 'Bo Li' });
    const only = (who: string) => ({ reason: `${who} the only admin. Make somebody else an admin first.` });

    it('is neither changed nor removed', () => {
      const rules: AbilityRule[] = [{ action: 'manage', subject: 'all' }];
      const manager = permissions(me('editor', { userUuid: 'cy', abilityRules: rules }));
      const members = [ana, person('cy', 'editor')];
      expect(manager.changeRole(ana, { members })).toEqual(only('Ana Díaz is'));
      expect(manager.removeMember(ana, { members })).toEqual(only('Ana Díaz is'));
      const { name: _, ...nameless } = ana;
      expect(manager.changeRole(nameless, { members })).toEqual(only('Ana Díaz is'));
      expect(manager.changeRole(nameless, { members: [] })).toEqual(only('This person is'));
    });

    it('is told so about themselves', () => {
      expect(may.changeRole(ana, { members: [ana] })).toEqual(only('You are'));
      expect(may.removeMember(ana, { members: [ana] })).toEqual(only('You are'));
    });

    it('is not counted with those who can’t sign in', () => {
      for (const status of ['pending', 'expired', 'deactivated'] as const) {
        expect(may.changeRole(ana, { members: [ana, { ...bo, status }] })).toEqual(only('You are'));
        expect(may.changeRole({ ...bo, status }, { members: [ana, { ...bo, status }] })).toBe(true);
      }
    });

    it('is nobody when there are two', () => {
      const members = [ana, bo];
      expect(may.changeRole(ana, { members })).toBe(true);
      expect(may.removeMember(ana, { members })).toBe(true);
      expect(may.changeRole(bo, { members })).toBe(true);
      expect(may.changeRole(person('cy', 'viewer'), { members: [ana] })).toBe(true);
    });

    it('matters less than not being allowed at all', () => {
      expect(permissions(me('viewer')).changeRole(ana, { members: [ana] })).toEqual({
        reason: 'Only admins can change roles. You are a viewer.',
      });
    });
  });
});

describe('selfWarning', () => {
  it('speaks only about oneself', () => {
    expect(selfWarning(me('admin'), { userUuid: 'bo' }, 'changeRole')).toBeNull();
    expect(selfWarning(me('admin'), { userUuid }, 'changeRole')).toMatch(/^This is your own role\./);
    expect(selfWarning(me('admin'), { userUuid }, 'removeMember')).toMatch(/^This is you\./);
  });
});
