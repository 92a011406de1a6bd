import type { AbilityRule } from '#/domain/ability';
import type { User } from '../identity';
import { ORGANIZATION_SCOPES } from '#/domain/scopes';
import { scopesOf } from '../system-roles';

type Conditions = Record<string, unknown>;
type Held = {
  user: User;
  organizationUuid: string;
  /** Of a custom role of the organization, which counts instead of the role. */
  customScopes: readonly string[] | null;
  /** By project, held alone or through groups. */
  inProjects: ReadonlyMap<string, Iterable<string>>;
};

/** What everybody may in the organization, whatever the role (GetAuthenticatedUser.member of 1.219). */
const OF_EVERYBODY = ['view:OrganizationMemberProfile', 'view:JobStatus@self', 'view:PinnedItems'];
/** Ruled by the space: seen where it is open, or shared with the person. */
const CONTENT = new Set(['Space', 'Dashboard', 'SavedChart']);

/**
 * The rules that 1.219 sends with a person: of the role in the organization (a custom one by its scopes alone) and of those
 * in projects. An open space is one with `inheritsFromOrgOrProject`, where 0.2110 says `isPrivate: false`.
 */
export function newerAbilityRules({ user, organizationUuid, customScopes, inProjects }: Held): AbilityRule[] {
  const ofRole = user.role === 'member' ? [] : scopesOf(user.role, '1.219');
  const scopes = new Set([...(customScopes ?? [...OF_EVERYBODY, ...ofRole]), 'manage:PersonalAccessToken']);
  return [
    ...[...scopes].flatMap((scope) => rulesOf(scope, { organizationUuid }, user.uuid)),
    ...inEachProject(inProjects, user.uuid),
  ];
}

/** One rule for all projects in which it holds, so that the answer stays small. */
function inEachProject(inProjects: Held['inProjects'], userUuid: string): AbilityRule[] {
  const projectsOf = new Map<string, string[]>();
  for (const [projectUuid, scopes] of inProjects) {
    // A role in a project gives nothing in the organization, though the admin's names its scopes.
    const limited = [...new Set(scopes)].filter((scope) => !ORGANIZATION_SCOPES.has(scope));
    for (const scope of limited) projectsOf.set(scope, [...(projectsOf.get(scope) ?? []), projectUuid]);
  }
  return [...projectsOf].flatMap(([scope, projectUuids]) =>
    rulesOf(scope, { projectUuid: projectUuids.length === 1 ? projectUuids[0] : { $in: projectUuids } }, userUuid),
  );
}

function rulesOf(scope: string, place: Conditions, userUuid: string): AbilityRule[] {
  const [, action = '', subject = '', limit = ''] = /^(\w+):(\w+)(?:@(\w+))?$/.exec(scope) ?? [];
  const rule = (conditions: Conditions = {}): AbilityRule => ({
    action,
    subject,
    conditions: { ...place, ...conditions },
  });
  const shared = (role?: unknown) =>
    rule({ access: { $elemMatch: { userUuid, ...(role === undefined ? {} : { role }) } } });
  const open = rule({ inheritsFromOrgOrProject: true });
  if (limit === 'public') return [open];
  if (limit === 'assigned') return [shared('admin')];
  if (limit === 'space') return [shared({ $in: ['editor', 'admin'] })];
  if (limit === 'preview') return [rule({ type: 'PREVIEW' })];
  if (limit === 'self') return [selfRule(rule, subject, userUuid)];
  if (action === 'view' && CONTENT.has(subject)) return [open, shared()];
  return [rule()];
}

/** One's own: jobs by who made them, deliveries by their owner, anything else in a preview project of one's own. */
function selfRule(rule: (conditions: Conditions) => AbilityRule, subject: string, userUuid: string): AbilityRule {
  if (subject === 'JobStatus' || subject === 'Job') return rule({ createdByUserUuid: userUuid });
  if (subject === 'ScheduledDeliveries' || subject === 'AiAgentThread' || subject === 'DataApp')
    return rule({ userUuid });
  return rule({ type: 'PREVIEW', createdByUserUuid: userUuid });
}
