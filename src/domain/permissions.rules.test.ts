import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { can, type AbilityRule } from './ability';
import { abilityRulesForRole } from './role-rules';
import { ORGANIZATION_ROLES, type OrganizationRole } from './roles';

const organizationUuid = 'org';
const userUuid = 'ana';
const here = { organizationUuid };
const ana = { organizationUuid, userUuid };

const allow = (more: Partial<AbilityRule> = {}): AbilityRule => ({ action: 'view', subject: 'Space', ...more });
const forbid = (more: Partial<AbilityRule> = {}): AbilityRule => allow({ inverted: true, ...more });

const allows = (role: OrganizationRole, action: string, subject: string, facts: object = here) =>
  can(abilityRulesForRole(role, ana), action, subject, { ...facts });

describe('can', () => {
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
    const notPrivate = [allow(), forbid({ conditions: { isPrivate: true } })];
    expect(can(notPrivate, 'view', 'Space', { isPrivate: true })).toBe(false);
    expect(can(notPrivate, 'view', 'Space', { isPrivate: false })).toBe(true);
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
    [[{ userUuid: 'ana' }, { role: 'admin' }], { $elemMatch: { userUuid: 'ana', role: 'admin' } }, false],
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
        const all = { action: 'manage', subject: 'all' };
        expect(can([...rules, { ...all, inverted: true }], 'view', 'Space', given)).toBe(false);
        expect(can([...rules, all], 'view', 'Space', given)).toBe(true);
      }),
    );
  });
});

describe('abilityRulesForRole', () => {
  it('begins with the three rules recorded for everybody', () => {
    expect(abilityRulesForRole('viewer', ana).slice(0, 3)).toEqual([
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
      const weaker = abilityRulesForRole(ORGANIZATION_ROLES[i] as OrganizationRole, ana);
      const rules = abilityRulesForRole(role, ana);
      expect(rules.slice(0, weaker.length)).toEqual(weaker);
      for (const rule of rules) expect([rule.action, rule.subject].join(':')).toMatch(/^[a-z]+:[A-Z]\w+$/);
    });
  });
});
