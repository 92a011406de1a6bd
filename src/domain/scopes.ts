/**
 * What the scopes of a role give, in words. A scope is `action:Subject`, or `action:Subject@limit` where it counts for some only.
 * Source: GetOrganizationRoles.load-scopes; the words are the console's.
 */

/** What only a role of the organization can hold, 1.219 (CreateOrganizationRole.org-scope-in-project-role). */
export const ORGANIZATION_SCOPES: ReadonlySet<string> = new Set(
  (
    'view:Organization manage:Organization view:Roadmap manage:OrganizationColorPalette view:OrganizationMemberProfile ' +
    'manage:OrganizationMemberProfile manage:InviteLink manage:Group manage:GitIntegration ' +
    'view:OrganizationWarehouseCredentials manage:OrganizationWarehouseCredentials manage:PersonalAccessToken ' +
    'impersonate:User view:OrganizationAiAgent manage:OrganizationAiAgent view:OrganizationDesign manage:OrganizationDesign'
  ).split(' '),
);

/**
 * The scopes that a role of a level can be given. In: all there are, the level, and what the role has already, which is never taken
 * away unasked: before 1.219, without levels, that may be any.
 */
export const offeredScopes = (
  all: readonly string[],
  level: 'project' | 'organization',
  held: readonly string[],
): string[] =>
  [...new Set([...all, ...held])].filter(
    (scope) => level === 'organization' || !ORGANIZATION_SCOPES.has(scope) || held.includes(scope),
  );

/** In the order in which they are shown. */
const FAMILIES = ['Content', 'Data', 'Deliveries', 'Project', 'People and organization', 'AI', 'Other'] as const;
export type ScopeFamily = (typeof FAMILIES)[number];

/** What a subject is called, and to which family it belongs; one that is missing is spelt out and stands among the others. */
const SUBJECTS: Readonly<Record<string, readonly [ScopeFamily, string]>> = {
  Dashboard: ['Content', 'dashboards'],
  SavedChart: ['Content', 'charts'],
  Space: ['Content', 'spaces'],
  PinnedItems: ['Content', 'pinned content'],
  DashboardComments: ['Content', 'comments on dashboards'],
  Tags: ['Content', 'tags'],
  ContentVerification: ['Content', 'the verification of content'],
  DeletedContent: ['Content', 'deleted content'],
  ContentAsCode: ['Content', 'content as code'],
  MetricsTree: ['Content', 'metrics trees'],
  SpotlightTableConfig: ['Content', 'the catalogue of metrics'],
  ProjectHomepage: ['Content', 'the homepage'],
  DataApp: ['Content', 'data apps'],
  DataAppDependency: ['Content', 'what data apps depend on'],
  Explore: ['Data', 'explores'],
  UnderlyingData: ['Data', 'the rows behind charts'],
  SemanticViewer: ['Data', 'the semantic layer'],
  SqlRunner: ['Data', 'SQL in the warehouse'],
  CustomSql: ['Data', 'custom SQL'],
  CustomSqlTableCalculations: ['Data', 'SQL in table calculations'],
  CustomFields: ['Data', 'custom fields'],
  VirtualView: ['Data', 'virtual views'],
  CompiledSql: ['Data', 'compiled SQL'],
  ExportCsv: ['Data', 'exports'],
  ChangeCsvResults: ['Data', 'the size of exports'],
  PreAggregation: ['Data', 'pre-aggregations'],
  ExternalConnection: ['Data', 'external connections'],
  ScheduledDeliveries: ['Deliveries', 'scheduled deliveries'],
  GoogleSheets: ['Deliveries', 'Google Sheets'],
  Project: ['Project', 'projects'],
  CompileProject: ['Project', 'the compiling of projects'],
  DeployProject: ['Project', 'the deploying of projects'],
  Validation: ['Project', 'validation'],
  SourceCode: ['Project', 'source code'],
  Job: ['Project', 'jobs'],
  JobStatus: ['Project', 'the state of jobs'],
  Analytics: ['Project', 'who uses what'],
  Organization: ['People and organization', 'the organization'],
  OrganizationMemberProfile: ['People and organization', 'members'],
  InviteLink: ['People and organization', 'invitations'],
  Group: ['People and organization', 'groups'],
  PersonalAccessToken: ['People and organization', 'access tokens'],
  User: ['People and organization', 'people'],
  GitIntegration: ['People and organization', 'the connection to Git'],
  OrganizationWarehouseCredentials: ['People and organization', 'warehouse credentials of the organization'],
  OrganizationColorPalette: ['People and organization', 'colour palettes'],
  OrganizationDesign: ['People and organization', 'designs of the organization'],
  Roadmap: ['People and organization', 'the roadmap'],
  AiAgent: ['AI', 'AI agents'],
  AiAgentThread: ['AI', 'conversations with AI agents'],
  AiAgentDocument: ['AI', 'documents of AI agents'],
  AiDeepResearch: ['AI', 'deep research'],
  OrganizationAiAgent: ['AI', 'AI agents of the organization'],
};

const ACTIONS: Readonly<Record<string, string>> = {
  view: 'See',
  create: 'Create',
  update: 'Change',
  delete: 'Delete',
  manage: 'Manage',
  promote: 'Promote',
  impersonate: 'Sign in as',
};

const LIMITS: Readonly<Record<string, string>> = {
  self: 'of their own',
  own: 'of their own',
  space: 'in spaces where they may edit',
  assigned: 'of which they are admin',
  public: 'that are open',
  preview: 'that are previews',
};

const partsOf = (scope: string): [action: string, subject: string, limit: string] => {
  const [action = '', subject = '', limit = ''] = scope.split(/[:@]/);
  return [action, subject, limit];
};

/** "manageDataApp" → "manage data app": for what the console has no word for. */
const spelt = (name: string): string =>
  name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).toLowerCase();

/** What one scope gives: "Manage charts in spaces where they may edit". */
export const scopeInWords = (scope: string): string => {
  const [action, subject, limit] = partsOf(scope);
  const what = SUBJECTS[subject]?.[1] ?? (spelt(subject) || scope);
  const verb = ACTIONS[action] ?? `${spelt(action).replace(/^./, (first) => first.toUpperCase())}:`;
  return [verb, what, limit && (LIMITS[limit] ?? `(${spelt(limit)})`)].filter(Boolean).join(' ');
};

/** Scopes by what they are about, families in their order, the strongest of a subject last. Out: families that have any. */
export const groupScopes = (scopes: readonly string[]): { family: ScopeFamily; scopes: string[] }[] => {
  const actions = Object.keys(ACTIONS);
  const rank = (scope: string) => actions.indexOf(partsOf(scope)[0]);
  const familyOf = (scope: string) => SUBJECTS[partsOf(scope)[1]]?.[0] ?? 'Other';
  const order = Object.keys(SUBJECTS);
  const place = (scope: string) => order.indexOf(partsOf(scope)[1]);
  return FAMILIES.map((family) => ({
    family,
    scopes: [...new Set(scopes)]
      .filter((scope) => familyOf(scope) === family)
      .toSorted((a, b) => place(a) - place(b) || rank(a) - rank(b) || (a < b ? -1 : 1)),
  })).filter((group) => group.scopes.length > 0);
};

/** How two roles differ. In: their scopes. Out: what only one has, and what both have. */
export const compareScopes = (one: readonly string[], other: readonly string[]) => {
  const [a, b] = [new Set(one), new Set(other)];
  return {
    onlyFirst: [...a].filter((scope) => !b.has(scope)),
    onlySecond: [...b].filter((scope) => !a.has(scope)),
    both: [...a].filter((scope) => b.has(scope)),
  };
};
