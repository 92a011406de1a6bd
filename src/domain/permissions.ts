import { can, type AbilityRule } from './ability';
import { activeAdmins, type Member } from './members';
import { listOf } from '../lib/text';
import { abilityRulesForRole } from './role-rules';
import { ORGANIZATION_ROLES, roleName, roleRank, type OrganizationRole } from './roles';
import type { OwnRow, SpacePrivacy } from './spaces';

export type Permission = true | { reason: string };

/** Why something is not allowed; undefined when it is. */
export const reasonOf = (permission: Permission): string | undefined =>
  permission === true ? undefined : permission.reason;

/** One's own rows as they may be at best: where they are not all known, a role is no reason to refuse. */
const hopeful = (rows: readonly OwnRow[]): readonly OwnRow[] =>
  rows.map((row) => (row.mayHoldMore ? { ...row, role: 'admin' } : row));

/** The signed-in person. `abilityRules` are missing where the server does not send them: then the role decides. */
export type Me = {
  userUuid: string;
  organizationUuid: string;
  role: OrganizationRole;
  /** The custom role in the organization, which counts instead of `role`. Since 1.219. */
  roleUuid?: string | null | undefined;
  abilityRules?: AbilityRule[] | undefined;
  credential: 'session' | 'token' | 'demo' | 'oauth' | 'service' | 'host';
};

type Person = Pick<Member, 'userUuid' | 'role' | 'status'> & { name?: string };
/** What of a scheduler decides who may do something with it. */
type OwnedScheduler = { ownerUuid: string; projectUuid: string; format: string };
type Others = { members: readonly Person[] };

/** Whether the browser's own session speaks for the person: some operations of Lightdash take nothing else (docs/lightdash/sign-in.md#a2). */
export const hasSession = ({ credential }: Pick<Me, 'credential'>): boolean =>
  credential === 'session' || credential === 'demo';

/**
 * What the signed-in person may do here: true, or the reason why not, as a sentence to show at the disabled action.
 * Only a hint, evaluated when asked: the server decides, and its 403 is handled wherever one can come.
 * Sources: ListGroups (empty for all but admins), UpdateOrganizationMember, DeleteOrganizationMember, CreateInviteLink,
 * GetProjectRoleAssignments, ListSchedulers, UpdateMe, Create personal access token and DeleteMe in the recordings.
 */
export function permissions(me: Me) {
  const rules = me.abilityRules ?? abilityRulesForRole(me.role, me);
  const ask = (action: string, subject: string, deed: string, who: OrganizationRole = 'admin'): Permission =>
    can(rules, action, subject, { organizationUuid: me.organizationUuid }) || { reason: refusal(me, deed, who) };
  const guardAdmin = (permission: Permission, target: Person, { members }: Others): Permission =>
    permission === true && isOnlyAdmin(target, members) ? { reason: onlyAdmin(me, target, members) } : permission;

  return {
    get inviteMembers() {
      return ask('create', 'InviteLink', 'invite people');
    },
    /** Names of groups and who is in them. Without it the server answers an empty list, not 403. */
    get readGroups() {
      return ask('view', 'Group', 'see groups');
    },
    get addToGroup() {
      return ask('update', 'Group', 'change groups');
    },
    get createGroup() {
      return ask('create', 'Group', 'create groups');
    },
    get deleteGroup() {
      return ask('delete', 'Group', 'delete groups');
    },
    /** The custom roles by name: admins of the organization and of any project (docs/lightdash/roles.md#o7). */
    get readRoles(): Permission {
      return (
        can(rules, 'manage', 'Organization', { organizationUuid: me.organizationUuid }) ||
        can(rules, 'manage', 'Project') || { reason: refusal(me, 'see custom roles', 'admin') }
      );
    },
    /** What custom roles allow. */
    get readScopes() {
      return ask('manage', 'Organization', 'see what custom roles allow');
    },
    /** User attributes and everybody's values: for admins, reading too (getUserAttributes.developer). */
    get manageAttributes() {
      return ask('manage', 'Organization', 'see and change user attributes');
    },
    /** To validate projects and see what that found; `validate` asks about one. */
    get validateSome(): Permission {
      return can(rules, 'manage', 'Validation') || { reason: refusal(me, 'validate projects', 'developer') };
    },
    /** To validate a project, see what that found, and dismiss it (ValidateProject.viewer-403). */
    validate(projectUuid: string): Permission {
      const facts = { organizationUuid: me.organizationUuid, projectUuid };
      return (
        can(rules, 'manage', 'Validation', facts) || ask('manage', 'Validation', 'validate this project', 'developer')
      );
    },
    /** Who has access to a project, groups included. */
    get readProjectAccess() {
      return ask('manage', 'Project', 'see who has access to a project');
    },
    /** Grants of projects to people and groups. */
    get changeProjectAccess() {
      return ask('manage', 'Project', 'change who has access to a project');
    },
    /** The same of one project, of which somebody may be an admin who is none of the organization. */
    changeAccessTo(projectUuid: string): Permission {
      const facts = { organizationUuid: me.organizationUuid, projectUuid };
      return can(rules, 'manage', 'Project', facts) || ask('manage', 'Project', 'change who has access to a project');
    },
    /** The scheduled deliveries of whole projects, and their runs. */
    get readSchedulers() {
      return ask('update', 'Project', 'see the scheduled deliveries of a project', 'developer');
    },
    /**
     * The same for one project, in which a person may be more than in the organization. Where the server sends no rules, the
     * role in the project is not known, and so neither is that it would refuse.
     */
    readSchedulersOf(projectUuid: string): Permission {
      const facts = { organizationUuid: me.organizationUuid, projectUuid };
      return (
        me.abilityRules === undefined ||
        can(rules, 'update', 'Project', facts) || {
          reason: refusal(me, 'see the scheduled deliveries of this project', 'developer'),
        }
      );
    },
    /**
     * The time zone that a project's schedulers run by (updateSchedulerSettings.viewer-403). In: the projects of
     * which one will do.
     */
    setProjectZone(projectUuids: readonly string[]): Permission {
      const isAllowed = projectUuids.some((projectUuid) =>
        can(rules, 'update', 'Project', { organizationUuid: me.organizationUuid, projectUuid }),
      );
      return isAllowed || ask('update', 'Project', 'set the time zone of a project', 'developer');
    },
    /**
     * To edit, switch or delete a scheduler: those who manage all, and its owner; one that fills a Google sheet also
     * needs the right to write to such (docs/lightdash/schedulers.md#d4; updateSchedulerEnabled.viewer-403). Who manages all differs
     * between the generations of the server; the person's rules say it.
     */
    changeScheduler({ ownerUuid, projectUuid, format }: OwnedScheduler): Permission {
      const facts = { organizationUuid: me.organizationUuid, projectUuid, userUuid: ownerUuid };
      if (!can(rules, 'manage', 'ScheduledDeliveries', facts))
        return {
          reason:
            ownerUuid === me.userUuid
              ? refusal(me, 'change schedulers', 'interactive_viewer')
              : 'Only its owner can change it, and who manages all schedulers of its project.',
        };
      if (format === 'gsheets' && !can(rules, 'manage', 'GoogleSheets', facts)) {
        return { reason: refusal(me, 'change schedulers that write to Google Sheets', 'interactive_viewer') };
      }
      return true;
    },
    /**
     * To send a scheduler now: on newer servers whoever may make deliveries in its project, and may open what it sends, which is not
     * asked here; on others who may change it (docs/lightdash/schedulers.md#d4). In: whether the server is a newer one (1.219).
     */
    sendScheduler(scheduler: OwnedScheduler, isNewer: boolean): Permission {
      if (!isNewer) return this.changeScheduler(scheduler);
      const facts = { organizationUuid: me.organizationUuid, projectUuid: scheduler.projectUuid };
      if (!can(rules, 'create', 'ScheduledDeliveries', facts))
        return { reason: refusal(me, 'send schedulers', 'interactive_viewer') };
      if (scheduler.format === 'gsheets' && !can(rules, 'create', 'GoogleSheets', facts))
        return { reason: refusal(me, 'send schedulers that write to Google Sheets', 'interactive_viewer') };
      return true;
    },
    /** To create spaces in any project; `createSpace` asks about one. */
    get createSpaces(): Permission {
      return can(rules, 'create', 'Space') || { reason: refusal(me, 'create spaces', 'editor') };
    },
    createSpace(projectUuid: string): Permission {
      const facts = { organizationUuid: me.organizationUuid, projectUuid };
      return can(rules, 'create', 'Space', facts) || { reason: refusal(me, 'create spaces in this project', 'editor') };
    },
    /** To manage any space; `manageSpace` asks about one. */
    get manageSomeSpaces(): Permission {
      return can(rules, 'manage', 'Space') || { reason: refusal(me, 'change spaces', 'editor') };
    },
    /** To change, move or delete the charts or dashboards of a space. `access`: one's own rows in its access list. */
    editContent(
      kind: 'chart' | 'dashboard',
      { projectUuid, privacy, ownRows }: { projectUuid: string; privacy: SpacePrivacy; ownRows: readonly OwnRow[] },
    ): Permission {
      const isOpen = privacy === 'unknown' ? undefined : privacy === 'public';
      const openness = { isPrivate: isOpen === undefined ? undefined : !isOpen, inheritsFromOrgOrProject: isOpen };
      const facts = { organizationUuid: me.organizationUuid, projectUuid, ...openness, access: hopeful(ownRows) };
      return (
        can(rules, 'manage', kind === 'chart' ? 'SavedChart' : 'Dashboard', facts) || {
          reason: `Only editors of the space and admins can move its ${kind}s.`,
        }
      );
    },
    /** To rename a space, grant it, make it private or public, delete it. `access`: one's own rows in its access list. */
    manageSpace({
      projectUuid,
      privacy,
      access,
    }: {
      projectUuid: string;
      privacy: SpacePrivacy;
      access: readonly OwnRow[];
    }): Permission {
      const isOpen = privacy === 'unknown' ? undefined : privacy === 'public';
      const isPrivate = isOpen === undefined ? undefined : !isOpen;
      // The rules of 1.219 name what up to 0.2110 is called `isPrivate` by its opposite.
      const openness = { isPrivate, inheritsFromOrgOrProject: isOpen };
      const facts = { organizationUuid: me.organizationUuid, projectUuid, ...openness, access: hopeful(access) };
      if (can(rules, 'manage', 'Space', facts)) return true;
      if (!can(rules, 'manage', 'Space')) return { reason: refusal(me, 'change spaces', 'editor') };
      const own = access.map(({ role }) => roleName(role).toLowerCase());
      return {
        reason: `Only admins of the space and of the project can change it. ${own[0] ? `Your role in it is ${own[0]}.` : 'You have no role in it.'}`,
      };
    },
    /** The organization's name, first project, colours and e-mail domains (UpdateMyOrganization.viewer-403, .pat-refused). */
    get changeOrganization(): Permission {
      const permission = ask('update', 'Organization', 'change the organization');
      return permission === true ? sessionOnly(me, 'This can’t be changed', 'change it') : permission;
    },
    /** Its settings and how it signs in, to read as to change (GetOrganizationSettings.viewer). */
    get manageSettings(): Permission {
      return ask('manage', 'Organization', 'see the settings of the organization');
    },
    /** The project that content of one is promoted to (updateProjectMetadata.viewer-403). */
    changeProject(projectUuid: string): Permission {
      const facts = { organizationUuid: me.organizationUuid, projectUuid };
      return can(rules, 'manage', 'Project', facts) || { reason: refusal(me, 'change this project', 'admin') };
    },
    /** One's own name and e-mail address. */
    get updateProfile(): Permission {
      return sessionOnly(me, 'Your profile can’t be changed', 'change it');
    },
    /** To have a one-time code sent to one's own address, and to enter it. */
    get verifyEmail(): Permission {
      return sessionOnly(me, 'Your e-mail address can’t be verified', 'verify it');
    },
    get createToken(): Permission {
      const permission = sessionOnly(me, 'Tokens can’t be created or deleted', 'do it');
      return permission === true
        ? can(rules, 'create', 'PersonalAccessToken') || {
            reason: 'Your organization does not let you have access tokens.',
          }
        : permission;
    },
    /** One's own tokens; also where new ones are not allowed any more. */
    get deleteToken(): Permission {
      return sessionOnly(me, 'Tokens can’t be created or deleted', 'do it');
    },
    /** One's own account (DeleteMe: admins only, and never the only one). */
    deleteAccount(others: Others): Permission {
      const permission = sessionOnly(me, 'Your account can’t be deleted', 'delete it');
      if (permission !== true) return permission;
      return guardAdmin(
        ask('delete', 'OrganizationMemberProfile', 'delete their own account'),
        { userUuid: me.userUuid, role: me.role, status: 'active' },
        others,
      );
    },
    changeRole(target: Person, others: Others): Permission {
      return guardAdmin(ask('update', 'OrganizationMemberProfile', 'change roles'), target, others);
    },
    removeMember(target: Person, others: Others): Permission {
      return guardAdmin(ask('delete', 'OrganizationMemberProfile', 'remove members'), target, others);
    },
  };
}

/** What to say to a person about to change the own role or to remove oneself; null when it is somebody else. */
export function selfWarning(
  me: Pick<Me, 'userUuid'>,
  target: Pick<Member, 'userUuid'>,
  action: 'changeRole' | 'removeMember',
): string | null {
  if (me.userUuid !== target.userUuid) return null;
  return action === 'changeRole'
    ? 'This is your own role. With a lower one you can’t manage members any more, nor take it back.'
    : 'This is you. You lose access at once, and only an admin can invite you again.';
}

/** What Lightdash does for a signed-in session only: a token gets 401 or 500 there (docs/lightdash/sign-in.md#a2). */
function sessionOnly(me: Pick<Me, 'credential'>, what: string, deed: string): Permission {
  return hasSession(me) || { reason: `${what} with an access token. Sign in with e-mail and password to ${deed}.` };
}

/** "Only admins can change roles. You are a viewer." Where the role would do, it explains nothing and is left out. */
function refusal(me: Me, deed: string, who: OrganizationRole): string {
  if (me.roleUuid) return `Your custom role does not let you ${deed}.`;
  if (roleRank(me.role) >= roleRank(who)) return `Lightdash does not let you ${deed} with this sign-in.`;
  const allowed = listOf(ORGANIZATION_ROLES.slice(roleRank(who)).map((each) => `${roleName(each).toLowerCase()}s`));
  const role = roleName(me.role).toLowerCase();
  return `Only ${allowed} can ${deed}. You are ${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}.`;
}

/** Lightdash refuses any change of the only admin. We count only those who can sign in, so that one is always left. */
function isOnlyAdmin(target: Person, members: readonly Person[]): boolean {
  return target.role === 'admin' && activeAdmins(members).every(({ userUuid }) => userUuid === target.userUuid);
}

function onlyAdmin(me: Me, target: Person, members: readonly Person[]): string {
  const name = target.name ?? members.find(({ userUuid }) => userUuid === target.userUuid)?.name ?? 'This person';
  const who = target.userUuid === me.userUuid ? 'You are' : `${name} is`;
  return `${who} the only admin. Make somebody else an admin first.`;
}
