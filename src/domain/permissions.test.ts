import { describe, expect, it } from 'vitest';
import type { AbilityRule } from './ability';
import { permissions, selfWarning, type Me } from './permissions';
import { abilityRulesForProjects } from './project-rules';
import { abilityRulesForRole } from './role-rules';
import type { OrganizationRole } from './roles';

const organizationUuid = 'org';
const userUuid = 'ana';

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

const only = (who: string) => ({ reason: `${who} the only admin. Make somebody else an admin first.` });

describe('permissions', () => {
  it('lets an admin do everything', () => {
    const may = permissions(me('admin'));
    expect([may.inviteMembers, may.readGroups, may.addToGroup, may.readProjectAccess, may.readSchedulers]).toEqual(
      Array(5).fill(true),
    );
  });

  it('gives reasons to others', () => {
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

    it('warns people about changes of themselves', () => {
      expect(may.changeRole(ana, { members: [ana] })).toEqual(only('You are'));
      expect(may.removeMember(ana, { members: [ana] })).toEqual(only('You are'));
    });

    it('is not counted with those who can’t sign in', () => {
      for (const status of ['pending', 'expired', 'deactivated'] as const) {
        expect(may.changeRole(ana, { members: [ana, { ...bo, status }] })).toEqual(only('You are'));
        expect(may.changeRole({ ...bo, status }, { members: [ana, { ...bo, status }] })).toBe(true);
      }
    });

    it('is null when there are two', () => {
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

describe('changeScheduler', () => {
  const own = { ownerUuid: userUuid, projectUuid: 'p1', format: 'csv' };
  const other = { ...own, ownerUuid: 'bo' };

  it('is for editors and up, and for the owner', () => {
    expect(permissions(me('editor')).changeScheduler(other)).toBe(true);
    expect(permissions(me('interactive_viewer')).changeScheduler(own)).toBe(true);
    expect(permissions(me('interactive_viewer')).changeScheduler(other)).toEqual({
      reason: 'Only its owner can change it, and who manages all schedulers of its project.',
    });
    expect(permissions(me('viewer')).changeScheduler(own)).toMatchObject({
      reason: expect.stringContaining('can change schedulers. You are a viewer.'),
    });
  });

  it('is not for developers where the server lets them change their own alone (1.219)', () => {
    const abilityRules = [
      { action: 'update', subject: 'Project', conditions: { projectUuid: 'p1' } },
      { action: 'manage', subject: 'ScheduledDeliveries', conditions: { projectUuid: 'p1', userUuid } },
    ];
    const may = permissions({ ...me('developer'), abilityRules });
    expect(may.changeScheduler(own)).toBe(true);
    expect(may.changeScheduler(other)).toMatchObject({
      reason: expect.stringMatching(/^Only its owner can change it/),
    });
  });

  it('also needs the right to write to Google Sheets where it does', () => {
    const abilityRules = [{ action: 'manage', subject: 'ScheduledDeliveries' }];
    expect(permissions({ ...me('editor'), abilityRules }).changeScheduler(other)).toBe(true);
    expect(
      permissions({ ...me('editor'), abilityRules }).changeScheduler({ ...other, format: 'gsheets' }),
    ).toMatchObject({ reason: expect.any(String) });
  });

  it('counts a role in the project', () => {
    const abilityRules = [{ action: 'manage', subject: 'ScheduledDeliveries', conditions: { projectUuid: 'p1' } }];
    expect(permissions({ ...me('viewer'), abilityRules }).changeScheduler(other)).toBe(true);
    expect(
      permissions({ ...me('viewer'), abilityRules }).changeScheduler({ ...other, projectUuid: 'p2' }),
    ).toMatchObject({ reason: expect.any(String) });
  });
});

describe('sendScheduler', () => {
  const own = { ownerUuid: userUuid, projectUuid: 'p1', format: 'csv' };
  const other = { ...own, ownerUuid: 'bo' };
  const abilityRules = [
    { action: 'create', subject: 'ScheduledDeliveries', conditions: { projectUuid: 'p1' } },
    { action: 'manage', subject: 'ScheduledDeliveries', conditions: { projectUuid: 'p1', userUuid } },
  ];
  const may = permissions({ ...me('developer'), abilityRules });

  it('is for whoever makes deliveries in the project, where the server is a newer one', () => {
    expect(may.sendScheduler(other, true)).toBe(true);
    expect(may.sendScheduler({ ...other, projectUuid: 'p2' }, true)).not.toBe(true);
    expect(may.sendScheduler({ ...other, format: 'gsheets' }, true)).not.toBe(true);
    const sheets = [...abilityRules, { action: 'manage', subject: 'GoogleSheets' }];
    const writing = permissions({ ...me('developer'), abilityRules: sheets });
    expect(writing.sendScheduler({ ...other, format: 'gsheets' }, true)).toBe(true);
  });

  it('is for who may change it elsewhere', () => {
    expect(may.sendScheduler(own, false)).toBe(true);
    expect(may.sendScheduler(other, false)).toEqual(may.changeScheduler(other));
  });
});

describe('readSchedulersOf', () => {
  it('counts a role in the project', () => {
    const abilityRules = [{ action: 'manage', subject: 'Project', conditions: { projectUuid: 'p1' } }];
    const may = permissions({ ...me('viewer'), abilityRules });
    expect(may.readSchedulersOf('p1')).toBe(true);
    expect(may.readSchedulersOf('p2')).toEqual({
      reason: 'Only developers and admins can see the scheduled deliveries of this project. You are a viewer.',
    });
  });

  it('follows from the role in the organization for all projects', () => {
    const rulesOf = (role: 'viewer' | 'developer') => abilityRulesForRole(role, { organizationUuid, userUuid });
    expect(permissions(me('developer', { abilityRules: rulesOf('developer') })).readSchedulersOf('p1')).toBe(true);
    expect(permissions(me('viewer', { abilityRules: rulesOf('viewer') })).readSchedulersOf('p1')).not.toBe(true);
  });

  it('says no only where the server has said what one may do', () => {
    expect(permissions(me('viewer')).readSchedulersOf('p1')).toBe(true);
  });
});

describe('a row in a space', () => {
  const may = permissions(me('editor'));
  const asked = (fields: object) => {
    const access = [{ userUuid, role: 'viewer' as const, ...fields }];
    const space = { projectUuid: 'p1', privacy: 'private' as const };
    return [may.manageSpace({ ...space, access }), may.editContent('chart', { ...space, ownRows: access })].map(
      (permission) => permission === true,
    );
  };

  it('is a reason to refuse what needs a higher one only where there can be no other', () => {
    expect(asked({ role: 'admin' })).toEqual([true, true]);
    expect(asked({})).toEqual([false, false]);
    expect(asked({ mayHoldMore: true })).toEqual([true, true]);
  });
});

describe('a role in projects', () => {
  const scopes = [
    'view:Project',
    'update:Project',
    'create:Space',
    'manage:Space',
    'manage:Project',
    'manage:ScheduledDeliveries',
    'manage:GoogleSheets',
  ];
  const held = abilityRulesForProjects(new Map(['p1', 'p2'].map((project) => [project, scopes])), userUuid);
  const may = permissions(
    me('viewer', { abilityRules: [...abilityRulesForRole('viewer', { organizationUuid, userUuid }), ...held] }),
  );
  const other = { ownerUuid: 'bo', format: 'gsheets' };

  it('counts in its projects', () => {
    expect([
      may.readSchedulersOf('p1'),
      may.readSchedulersOf('p2'),
      may.createSpace('p2'),
      may.setProjectZone(['p3', 'p1']),
    ]).toEqual([true, true, true, true]);
    expect(may.changeScheduler({ ...other, projectUuid: 'p1' })).toBe(true);
    expect(may.manageSpace({ projectUuid: 'p1', privacy: 'private', access: [] })).toBe(true);
    expect([may.createSpaces, may.manageSomeSpaces]).toEqual([true, true]);
  });

  it('counts in no other project, and allows nothing in the organization', () => {
    const refused = [
      may.readSchedulersOf('p3'),
      may.createSpace('p3'),
      may.changeScheduler({ ...other, projectUuid: 'p3' }),
      may.manageSpace({ projectUuid: 'p3', privacy: 'public', access: [] }),
      may.readSchedulers,
      may.setProjectZone(['p3']),
      may.readProjectAccess,
      may.changeProjectAccess,
      may.inviteMembers,
      may.readGroups,
      may.createGroup,
      may.changeRole(person('cy', 'viewer'), { members: [] }),
    ];
    for (const permission of refused) expect(permission).toEqual({ reason: expect.any(String) });
  });
});

describe('selfWarning', () => {
  it('speaks only about oneself', () => {
    expect(selfWarning(me('admin'), { userUuid: 'bo' }, 'changeRole')).toBeNull();
    expect(selfWarning(me('admin'), { userUuid }, 'changeRole')).toMatch(/^This is your own role\./);
    expect(selfWarning(me('admin'), { userUuid }, 'removeMember')).toMatch(/^This is you\./);
  });
});

describe('on servers with custom roles in the organization', () => {
  const rule = (subject: string, conditions: Record<string, unknown>) => ({ action: 'manage', subject, conditions });
  const of = (...abilityRules: ReturnType<typeof rule>[]) =>
    permissions({
      userUuid: 'me',
      organizationUuid,
      role: 'member',
      roleUuid: 'clerk',
      abilityRules,
      credential: 'session',
    });

  it('an admin of one project sees roles by name, and changes the access to that one', () => {
    const may = of(rule('Project', { projectUuid: 'p' }));
    expect([may.readRoles, may.changeAccessTo('p')]).toEqual([true, true]);
    expect([may.readScopes, may.readProjectAccess, may.changeAccessTo('q')]).not.toContain(true);
  });

  it('says that it is the custom role that does not allow something', () => {
    expect(of().inviteMembers).toEqual({ reason: 'Your custom role does not let you invite people.' });
  });
});
