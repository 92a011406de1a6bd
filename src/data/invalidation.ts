import { useQueryClient, type Query, type QueryClient } from '@tanstack/react-query';
import { isFailure } from '../api/core/failure';
import { supports } from '../api/lightdash/capabilities';
import { forgetKept, keptFor } from './kept-owner';
import { COMPOSED, composedKey, type ComposedName, type ReadName, type VariablesOf, type WriteName } from './keys';

type Name = ReadName | ComposedName;
/**
 * What has to be read again, as data, because other tabs are told the same: queries of these names, with a uuid in their key (`of`),
 * without one (`but`), with one in their answer (`naming`). Nothing else of a write stands in it. `how` says what becomes of them.
 */
type Old = { names: readonly Name[]; of?: string; but?: string; naming?: string; how: 'awaited' | 'later' | 'gone' };

const every = (...names: Name[]): Old => ({ names, how: 'awaited' });
/** Those about a project, space, group or scheduler: with its uuid in their key. */
const of = (uuid: string, ...names: Name[]): Old => ({ names, of: uuid, how: 'awaited' });
/** Those whose answer names a uuid. */
const naming = (uuid: string, ...names: Name[]): Old => ({ names, naming: uuid, how: 'awaited' });
/** Read again without being waited for. */
const later = (old: Old): Old => ({ ...old, how: 'later' });
/** Without those about something that does not exist any more. */
const but = (uuid: string, old: Old): Old => ({ ...old, but: uuid });
/** What does not exist any more is not asked for again. */
const gone = (old: Old): Old => ({ ...old, how: 'gone' });

const EVERYTHING = 'everything';
type Rule<Variables> = (
  variables: Variables,
  isMe: (userUuid: string) => boolean,
) => readonly Old[] | typeof EVERYTHING;

const NOTHING = () => [];
const MEMBERS = every('listMembers');
const GRANTS = ['listProjectRoleAssignments', 'listProjectGrants', 'listProjectGroupGrants'] as const;
/**
 * Who reaches a space, as the server computes it from roles, memberships and grants; what is granted on it stays. Since 1.219
 * the list of spaces is among them: its `access` names everybody whom a grant reaches (docs/lightdash/spaces.md#p4).
 */
const reach = () =>
  supports('inheritance') === false
    ? (['getSpace', 'listSpaceAccess'] as const)
    : (['getSpace', 'listSpaceAccess', 'listSpaces'] as const);

/** One's own role decides about everything that one may see. */
const roleOf: Rule<{ userUuid: string }> = ({ userUuid }, isMe) =>
  isMe(userUuid) ? EVERYTHING : [MEMBERS, every(...reach())];
/** What a person may do by project is told with who they are (docs/lightdash/sign-in.md#a8), and which projects there are for them. */
const OWN_RIGHTS = later(every('getSignedInUser', 'listProjects'));
const membership: Rule<{ groupUuid: string; userUuid?: string }> = ({ groupUuid, userUuid }, isMe) => [
  MEMBERS,
  every(...reach()),
  of(groupUuid, 'getGroup'),
  ...(userUuid !== undefined && isMe(userUuid) ? [OWN_RIGHTS] : []),
];
/** A member or group is gone, and with it everything that was granted to it. */
const grantsTo = (uuid: string) => [
  every(...reach()),
  naming(uuid, ...GRANTS, 'listSpaces', 'getSpace', 'spaceGrants', 'spaceGroupGrants'),
  // Names holders by address and name, not by uuid.
  every('listSpacesAsCode'),
];
const projectGrant: Rule<{ projectUuid: string; userUuid?: string }> = ({ projectUuid, userUuid }, isMe) => [
  of(projectUuid, ...GRANTS, ...reach()),
  ...(userUuid !== undefined && isMe(userUuid) ? [OWN_RIGHTS] : []),
];
/** Nested spaces follow the one at the top; no space takes access from another project. */
const spacesOf: Rule<{ projectUuid: string }> = ({ projectUuid }) => [
  of(projectUuid, 'listSpaces', 'listSpacesAsCode', ...reach()),
];
const space = (variables: { projectUuid: string; spaceUuid: string }) => [
  of(variables.projectUuid, 'listSpaces', 'listSpacesAsCode', ...reach()),
  of(variables.spaceUuid, 'getSpace', 'spaceGrants'),
];
/** What was in one space is in another, and so are the findings about it. */
const movedContent: Rule<{ projectUuid: string }> = ({ projectUuid }) => [
  of(
    projectUuid,
    'listSpaces',
    'getSpace',
    'listCharts',
    'listDashboards',
    'listChartSummaries',
    'listValidationResults',
  ),
];
const RUNS = later(every('listSchedulerRuns', 'listSchedulerLogs', 'getRunLogs', 'listScheduledJobs'));
/** A change drops what was queued, so the runs as well; after a failure the server switches a scheduler off. */
const scheduler: Rule<{ schedulerUuid: string }> = ({ schedulerUuid }) => [
  naming(schedulerUuid, 'listSchedulers'),
  of(schedulerUuid, 'getScheduler'),
  RUNS,
];
/** What service accounts were granted is told with the role's name. */
const customRole: Rule<{ roleUuid: string }> = ({ roleUuid }) => [
  every('listRoles', 'listServiceAccountProjects', ...reach()),
  of(roleUuid, 'getRole'),
];
const credentials = () => [every('listWarehouseCredentials', 'getProjectCredentials')];
const tokens = () => [every('listPersonalAccessTokens')];

/** What every write makes old, by its generated mutation key. A write without an entry, or a wrong name, does not compile. */
const MAKES_OLD = {
  createInviteLink: () => [MEMBERS],
  updateMemberRole: roleOf,
  upsertOrganizationUserRole: roleOf,
  deleteMember: ({ userUuid }, isMe) =>
    isMe(userUuid) ? EVERYTHING : [MEMBERS, every('listSchedulers'), ...grantsTo(userUuid)],

  // The first members come with it; nothing is granted to it yet.
  createGroup: () => [every('listGroups'), MEMBERS],
  updateGroup: ({ groupUuid, data }) => [
    every('listGroups', 'listSpacesAsCode'),
    of(groupUuid, 'getGroup'),
    ...(data.members ? [MEMBERS, every(...reach())] : []),
  ],
  deleteGroup: ({ groupUuid }) => [
    gone(of(groupUuid, 'getGroup')),
    every('listGroups'),
    MEMBERS,
    ...grantsTo(groupUuid),
  ],
  addGroupMember: membership,
  removeGroupMember: membership,

  createUserAttribute: () => [every('listUserAttributes')],
  updateUserAttribute: () => [every('listUserAttributes')],
  deleteUserAttribute: () => [every('listUserAttributes')],

  upsertProjectUserRole: projectGrant,
  deleteProjectUserRole: projectGrant,
  upsertProjectGroupRole: projectGrant,
  updateProjectGroupRole: projectGrant,
  deleteProjectGroupRole: projectGrant,
  grantProjectAccess: projectGrant,
  updateProjectGrant: projectGrant,
  revokeProjectGrant: projectGrant,
  grantProjectToGroup: projectGrant,
  updateProjectGroupGrant: projectGrant,
  revokeProjectGroupGrant: projectGrant,

  createRole: () => [every('listRoles')],
  duplicateRole: () => [every('listRoles')],
  updateRole: customRole,
  deleteRole: customRole,
  addRoleScopes: customRole,
  removeRoleScope: customRole,

  createSpace: spacesOf,
  updateSpace: space,
  // Its content goes with it, and the deliveries of that.
  deleteSpace: ({ projectUuid, spaceUuid }) => [
    gone(of(spaceUuid, 'getSpace', 'spaceGrants', 'listSpaceAccess', 'spaceAccess', 'getSpaceDeleteImpact')),
    but(spaceUuid, of(projectUuid, 'listSpaces', 'listSpacesAsCode', 'listSchedulers', ...reach())),
  ],
  shareSpaceWithUser: space,
  unshareSpaceWithUser: space,
  shareSpaceWithGroup: space,
  unshareSpaceWithGroup: space,
  // By path, so the uuid of the space is not known.
  upsertSpaceAsCode: ({ projectUuid }) => [
    of(projectUuid, 'listSpaces', 'listSpacesAsCode', 'spaceGrants', ...reach()),
  ],
  setDefaultUserSpaces: spacesOf,

  // The findings change when the job has ended; data/validation.ts follows it.
  validateProject: NOTHING,
  dismissValidationResult: ({ projectUuid }) => [
    of(projectUuid, 'listValidationResults', 'listCharts', 'listDashboards', 'getSpace'),
  ],
  moveContent: movedContent,
  updateDashboards: movedContent,

  updateScheduler: scheduler,
  setSchedulerEnabled: scheduler,
  deleteScheduler: scheduler,
  sendScheduler: scheduler,
  reassignSchedulers: ({ projectUuid }) => [
    of(projectUuid, 'listSchedulers'),
    every('getScheduler', 'getMemberSchedulersSummary'),
  ],
  reassignMemberSchedulers: () => [every('listSchedulers', 'getScheduler', 'getMemberSchedulersSummary')],
  // The settings may be those of any scheduler.
  sendUnsavedScheduler: () => [every('listSchedulers', 'getScheduler'), RUNS],
  // The time zone of a project rewrites the time rules of its schedulers.
  updateSchedulerSettings: ({ projectUuid }) => [
    of(projectUuid, 'getProject', 'listSchedulers'),
    every('getScheduler'),
    RUNS,
  ],

  setActiveColorPalette: () => [every('getOrganization'), later(every('listColorPalettes'))],
  // Its name stands in the shell, with the signed-in person.
  updateOrganization: () => [every('getOrganization'), later(every('getSignedInUser'))],
  updateAllowedEmailDomains: () => [every('getAllowedEmailDomains', 'listJoinableOrganizations')],
  updateOrganizationSettings: () => [every('getOrganizationSettings')],
  updateImpersonation: () => [every('getImpersonation')],
  updateProjectMetadata: ({ projectUuid }) => [of(projectUuid, 'getProject'), every('listProjects')],

  // The secret is shown without waiting.
  rotateServiceAccount: () => [later(every('listServiceAccounts'))],
  deleteServiceAccount: ({ serviceAccountUuid }) => [
    gone(of(serviceAccountUuid, 'listServiceAccountProjects')),
    every('listServiceAccounts'),
  ],
  deleteOauthClient: () => [every('listOauthClients')],
  updateSlackSettings: () => [every('getSlackInstallation')],

  // Neither is in a list that anything reads.
  createSshKeyPair: NOTHING,
  createShareUrl: NOTHING,

  createWarehouseCredentials: credentials,
  updateWarehouseCredentials: credentials,
  deleteWarehouseCredentials: credentials,
  chooseProjectCredentials: ({ projectUuid }) => [
    every('listWarehouseCredentials'),
    of(projectUuid, 'getProjectCredentials'),
  ],
  // The secret is shown without waiting.
  createPersonalAccessToken: () => tokens().map(later),
  rotatePersonalAccessToken: () => tokens().map(later),
  deletePersonalAccessToken: tokens,

  // Names and address stand in the shell and among the members; a new address is not verified.
  updateMyProfile: () => [
    every('getSignedInUser', 'getAccount', 'getEmailStatus', 'listJoinableOrganizations'),
    MEMBERS,
  ],
  // The answer says all there is.
  sendEmailCode: NOTHING,
  // Everything read so far was read without an organization.
  joinOrganization: () => EVERYTHING,
  // data/session.ts empties the cache.
  deleteMyAccount: NOTHING,
  login: NOTHING,
  logout: NOTHING,
} satisfies { readonly [Write in WriteName]: Rule<VariablesOf<Write>> };

/** The variables of a write that decide what it makes old. */
export type AboutOf<Write extends WriteName> = (typeof MAKES_OLD)[Write] extends (
  about: infer About,
  ...rest: never[]
) => unknown
  ? About
  : never;

const isWrite = (name: unknown): name is WriteName => typeof name === 'string' && Object.hasOwn(MAKES_OLD, name);

/** A composed query is of its own name and of the operations that it is made of. */
const isOf = (name: unknown, names: readonly Name[]): boolean =>
  names.includes(name as Name) ||
  (typeof name === 'string' &&
    Object.hasOwn(COMPOSED, name) &&
    COMPOSED[name as ComposedName].some((read) => names.includes(read)));

const picks = (olds: readonly Old[]) => (query: { queryKey: readonly unknown[]; state: { data?: unknown } }) => {
  let text: string | undefined;
  const answer = () => (text ??= JSON.stringify(query.state.data) ?? '');
  const isAbout = (uuid: string) => query.queryKey.includes(uuid, 1);
  return olds.some(
    (old) =>
      isOf(query.queryKey[0], old.names) &&
      (!old.of || isAbout(old.of)) &&
      !(old.but && isAbout(old.but)) &&
      (!old.naming || answer().includes(`"${old.naming}"`)),
  );
};

/** What writes have made old; null for everything. */
export type MadeOld = readonly Old[] | null;

let tellTabs: ((madeOld: MadeOld, me: { organizationUuid: string } | undefined) => void) | undefined;

/** Who is told what each write has made old, to tell the other tabs (other-tabs.ts); undefined for nobody. */
export const onMadeOld = (tell: typeof tellTabs): void => {
  tellTabs = tell;
};

/** Throws away of what this browser has kept what has become old; what names a uuid is not looked for in it. */
const dropOld = (madeOld: MadeOld): void => {
  if (keptFor() === null) return;
  if (!madeOld) return forgetKept();
  const isOld = picks(madeOld.map((old) => ({ ...old, naming: '' })));
  void import('./kept').then(({ dropKept }) => dropKept((queryKey) => isOld({ queryKey, state: {} })), forgetKept);
};

const apply = async (
  queryClient: QueryClient,
  write: WriteName,
  all: readonly unknown[],
  isDone: boolean,
): Promise<void> => {
  if (all.length === 0) return;
  const me = queryClient.getQueryData<{ userUuid: string; organizationUuid: string }>(composedKey('me'));
  const rule: Rule<never> = MAKES_OLD[write];
  const olds = all.map((variables) => rule(variables as never, (userUuid) => me?.userUuid === userUuid));
  const madeOld = olds.includes(EVERYTHING) ? null : olds.flatMap((old) => (old === EVERYTHING ? [] : old));
  dropOld(madeOld);
  if (isDone) tellTabs?.(madeOld, me);
  await readAgain(queryClient, madeOld, isDone);
};

/** Marks as old what writes have made old, without asking for it: what nobody looks at is read again when somebody does. */
export const markOld = (queryClient: QueryClient, madeOld: MadeOld): void => {
  const predicate = madeOld ? picks(madeOld) : () => true;
  void queryClient.invalidateQueries({ predicate, refetchType: 'none' });
  markBegun(queryClient, predicate, 'none');
};

/**
 * A first reading that is under way cannot be begun anew, and its answer, which may be from before the write, would count as fresh: it is
 * marked as old when it has come.
 */
const markBegun = (
  queryClient: QueryClient,
  predicate: (query: Query) => boolean,
  refetchType: 'active' | 'none' = 'active',
): void => {
  const begun = queryClient.getQueryCache().findAll({ predicate, fetchStatus: 'fetching' });
  for (const query of begun) {
    if (query.state.data !== undefined) continue;
    const isSame = (one: Query) => one === query;
    query.promise?.then(() => queryClient.invalidateQueries({ predicate: isSame, refetchType })).catch(() => {});
  }
};

/** Has read again what writes have made old. In: whether what is gone is left alone, as it is not for whoever still shows it. */
export const readAgain = async (queryClient: QueryClient, madeOld: MadeOld, isDone = false): Promise<void> => {
  const again = isDone ? madeOld?.filter((old) => old.how !== 'gone') : madeOld;
  markBegun(queryClient, again ? picks(again) : () => true);
  if (!madeOld) return queryClient.invalidateQueries();
  const by = (how: Old['how']) => picks(madeOld.filter((old) => old.how === how));
  if (isDone) {
    // What a page still shows that is about to be left is not asked for again, nor kept as if it were true.
    queryClient.removeQueries({ predicate: by('gone'), type: 'inactive' });
    void queryClient.invalidateQueries({ predicate: by('gone'), refetchType: 'none' });
  } else void queryClient.invalidateQueries({ predicate: by('gone') });
  void queryClient.invalidateQueries({ predicate: by('later') });
  await queryClient.invalidateQueries({ predicate: by('awaited') });
};

/**
 * Has everything read again that writes have made old, for runs of many writes that call the plain functions. In: the
 * operation, and about what each was. Resolves when the page shows it.
 */
export const madeOld = <Write extends WriteName>(
  queryClient: QueryClient,
  write: Write,
  ...about: AboutOf<Write>[]
): Promise<void> => apply(queryClient, write, about, true);

/** The same for a dialog. */
export const useMadeOld = () => {
  const queryClient = useQueryClient();
  return <Write extends WriteName>(write: Write, ...about: AboutOf<Write>[]): Promise<void> =>
    madeOld(queryClient, write, ...about);
};

/**
 * For a reading that a write is prepared from. Out: a function that waits for the reading and throws what it throws; when that is
 * a conflict or "not found", what is on the screen is out of date, so it is read again as after the write itself.
 */
export const useReadFirst = <Write extends WriteName>(write: Write, about: AboutOf<Write>) => {
  const queryClient = useQueryClient();
  return <T>(reading: Promise<T>): Promise<T> =>
    reading.catch((error: unknown) => {
      if (isFailure(error, 'conflict', 'not-found')) void apply(queryClient, write, [about], false);
      throw error;
    });
};

const lost = new WeakMap<object, () => Promise<void>>();

/** A write whose answer was lost has been found saved: reads again what it made old. In: the failure that it ended with. */
export const foundSaved = async (failure: unknown): Promise<void> => {
  if (typeof failure === 'object' && failure) await lost.get(failure)?.();
};

/**
 * Carries out the table above after a mutation. In: the first part of its key, with what it was called and how it ended. A
 * conflict, or something that is not there any more, shows that what is on the screen is old as well. Resolves when the page shows it.
 */
export const afterWrite = async (
  queryClient: QueryClient,
  write: unknown,
  variables: unknown,
  error: unknown,
): Promise<void> => {
  if (!isWrite(write)) return;
  if (!error) await apply(queryClient, write, [variables], true);
  else if (isFailure(error) && error.outcome === 'unknown')
    lost.set(error, () => apply(queryClient, write, [variables], true));
  else if (isFailure(error, 'conflict', 'not-found')) void apply(queryClient, write, [variables], false);
};
