/** The roles a person can have in an organization, weakest first: each may do all that the ones before it may. */
export const ORGANIZATION_ROLES = ['member', 'viewer', 'interactive_viewer', 'editor', 'developer', 'admin'] as const;

/** How a role that somebody holds is named in an address: a system role by its name, a custom one by its uuid. */
export const HELD_ROLE = new RegExp(`^(${ORGANIZATION_ROLES.join('|')}|[\\da-f]{8}(-[\\da-f]{4}){3}-[\\da-f]{12})$`);

export type OrganizationRole = (typeof ORGANIZATION_ROLES)[number];

/**
 * What each role adds to the one before it, as phrases that follow "can".
 * Source: the scopes of the system roles in the recording GetOrganizationRoles.ok, and the 403s recorded per role.
 */
const POWERS: Record<OrganizationRole, string[]> = {
  member: ['see who is in the organization', 'open projects they are given access to'],
  viewer: ['open every project and the content shared in it', 'download results as CSV'],
  interactive_viewer: ['explore the data behind a chart', 'comment on dashboards', 'schedule deliveries of their own'],
  editor: ['create and edit charts, dashboards and spaces', 'edit the scheduled deliveries of others'],
  developer: ['run SQL', 'change and compile dbt projects', 'see how scheduled deliveries ran'],
  admin: [
    'invite, change and remove members',
    'manage groups and access to projects',
    'open private spaces',
    'create and delete projects',
    'change the settings of the organization',
  ],
};

const SENTENCES: Record<OrganizationRole, string> = {
  member: 'Sees only the projects they are given access to.',
  viewer: 'Opens every project and the content shared in it.',
  interactive_viewer: 'Also explores the data behind charts, comments and schedules deliveries.',
  editor: 'Also creates and edits charts, dashboards, spaces and scheduled deliveries.',
  developer: 'Also changes dbt projects, runs SQL and sees how scheduled deliveries ran.',
  admin: 'Manages everything: members, groups, access, projects and settings.',
};

/** The roles that a project can be granted with: `member` is one of organizations only. */
export const PROJECT_ROLES = ORGANIZATION_ROLES.filter((role) => role !== 'member');

/** The same scopes, within one project (GetOrganizationRoles.ok lists them as system roles of projects, too). */
const PROJECT_SENTENCES: Readonly<Record<string, string>> = {
  viewer: 'Opens the project and the content shared in it.',
  interactive_viewer: 'Also explores the data behind its charts, comments and schedules deliveries.',
  editor: 'Also creates and edits its charts, dashboards, spaces and scheduled deliveries.',
  developer: 'Also changes its dbt project, runs SQL in its warehouse and sees how its deliveries ran.',
  admin: 'Manages everything in the project: content, private spaces, access and settings.',
};

/** Whether a text, say from an address or a spreadsheet, is the name of a role as the API spells it. */
export function isOrganizationRole(role: string): role is OrganizationRole {
  return roleRank(role) >= 0;
}

/** The role as people say it: "interactive_viewer" → "Interactive viewer". An unknown role keeps its raw name. */
export function roleName(role: string): string {
  return isOrganizationRole(role) ? (role[0]?.toUpperCase() + role.slice(1)).replace('_', ' ') : role;
}

/** A role made by the organization, as far as it says where it can be given. `level` is null before 1.219. */
type LevelledRole = { level: 'project' | 'organization' | null; scopes: readonly string[] | 'unknown' };

/**
 * Whether a custom role can be given in projects, or in the organization: only at its level, and on servers that have levels
 * only if it has a scope (docs/lightdash/roles.md#o5).
 */
export function canBeGiven({ level, scopes }: LevelledRole, where: 'project' | 'organization'): boolean {
  return (level ?? 'project') === where && (level === null || scopes.length > 0);
}

/** 0 for member up to 5 for admin; -1 for a role we don't know, which therefore never counts as more than another. */
export function roleRank(role: string): number {
  return (ORGANIZATION_ROLES as readonly string[]).indexOf(role);
}

/** Whether going from one role to the other gives more power. */
export function isPromotion(from: string, to: string): boolean {
  return roleRank(to) > roleRank(from);
}

/** One plain sentence of what the role allows in the organization; empty for an unknown role. */
export function describeRole(role: string): string {
  return isOrganizationRole(role) ? SENTENCES[role] : '';
}

/** One plain sentence of what the role allows in a project that is granted with it; empty for what is no role of projects. */
export function describeProjectRole(role: string): string {
  return PROJECT_SENTENCES[role] ?? '';
}

/**
 * What a person gains or loses by a change of role, as phrases that follow "can" or "can no longer".
 * One of the two is always empty, as the roles are cumulative; both are when a role is unknown.
 */
export function describeRoleChange(from: string, to: string): { gains: string[]; losses: string[] } {
  return { gains: powersBetween(from, to), losses: powersBetween(to, from) };
}

function powersBetween(lower: string, higher: string): string[] {
  if (!isOrganizationRole(lower)) return [];
  return ORGANIZATION_ROLES.slice(roleRank(lower) + 1, roleRank(higher) + 1).flatMap((role) => POWERS[role]);
}
