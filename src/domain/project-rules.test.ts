import { describe, expect, it } from 'vitest';
import { can } from './ability';
import { abilityRulesForProjects } from './project-rules';

const userUuid = 'ana';
const rulesIn = (...scopes: string[]) => abilityRulesForProjects(new Map([['p1', scopes]]), userUuid);
const allows = (scope: string, action: string, subject: string, facts: object = {}) =>
  can(rulesIn(scope), action, subject, { organizationUuid: 'org', projectUuid: 'p1', ...facts });
const mine = (role: string) => ({ isPrivate: true, access: [{ userUuid, role }] });

describe('abilityRulesForProjects', () => {
  it('names one project as Lightdash does, and several at once', () => {
    expect(rulesIn('update:Project')).toEqual([
      { action: 'update', subject: 'Project', conditions: { projectUuid: 'p1' } },
    ]);
    const several = abilityRulesForProjects(
      new Map([
        ['p1', ['update:Project']],
        ['p2', ['update:Project', 'create:Space']],
      ]),
      userUuid,
    );
    expect(several).toEqual([
      { action: 'update', subject: 'Project', conditions: { projectUuid: { $in: ['p1', 'p2'] } } },
      { action: 'create', subject: 'Space', conditions: { projectUuid: 'p2' } },
    ]);
    expect(['p1', 'p2', 'p3'].map((projectUuid) => can(several, 'update', 'Project', { projectUuid }))).toEqual([
      true,
      true,
      false,
    ]);
  });

  it('is never met by a question about the organization', () => {
    const rules = rulesIn('manage:Project', 'manage:Space', 'manage:ScheduledDeliveries');
    for (const subject of ['Project', 'Space', 'ScheduledDeliveries']) {
      expect(can(rules, 'manage', subject, { organizationUuid: 'org' })).toBe(false);
      expect(can(rules, 'manage', subject, { organizationUuid: 'org', projectUuid: undefined })).toBe(false);
    }
  });

  it('leaves out what does not belong to a project, and what it does not know', () => {
    expect(
      rulesIn(
        'manage:Organization',
        'manage:OrganizationMemberProfile',
        'manage:all',
        'view:JobStatus',
        'manage:Space@odd',
        'nonsense',
        'create:Project',
        'delete:Project@self',
      ),
    ).toEqual([]);
  });

  it('limits rights to what a scope is about (A8)', () => {
    expect(allows('view:Space', 'view', 'Space', { isPrivate: false, access: [] })).toBe(true);
    expect(allows('view:Space', 'view', 'Space', { isPrivate: true, access: [] })).toBe(false);
    expect(allows('view:Space', 'view', 'Space', mine('viewer'))).toBe(true);
    expect(allows('manage:Space@public', 'manage', 'Space', mine('admin'))).toBe(false);
    expect(allows('manage:Space@assigned', 'manage', 'Space', mine('admin'))).toBe(true);
    expect(allows('manage:Space@assigned', 'manage', 'Space', mine('editor'))).toBe(false);
    expect(allows('manage:Dashboard@space', 'manage', 'Dashboard', mine('editor'))).toBe(true);
    expect(allows('manage:Dashboard@space', 'manage', 'Dashboard', mine('viewer'))).toBe(false);
  });

  it('lets whoever may make deliveries change their own', () => {
    expect(allows('create:ScheduledDeliveries', 'manage', 'ScheduledDeliveries', { userUuid })).toBe(true);
    expect(allows('create:ScheduledDeliveries', 'manage', 'ScheduledDeliveries', { userUuid: 'bo' })).toBe(false);
  });

  it('leaves out what a wider rule says, and says nothing twice', () => {
    expect(rulesIn('view:Project', 'manage:Project', 'update:Project', 'manage:Project')).toHaveLength(1);
    expect(rulesIn('view:Space', 'manage:Space@public').map(({ action }) => action)).toEqual(['view', 'manage']);
  });
});
