import type * as account from '../api/lightdash/gen/account/account';
import type * as attributes from '../api/lightdash/gen/attributes/attributes';
import type * as content from '../api/lightdash/gen/content/content';
import type * as groups from '../api/lightdash/gen/groups/groups';
import type * as integrations from '../api/lightdash/gen/integrations/integrations';
import type * as members from '../api/lightdash/gen/members/members';
import type * as organization from '../api/lightdash/gen/organization/organization';
import type * as projects from '../api/lightdash/gen/projects/projects';
import type * as roles from '../api/lightdash/gen/roles/roles';
import type * as schedulers from '../api/lightdash/gen/schedulers/schedulers';
import type * as session from '../api/lightdash/gen/session/session';
import type * as spaces from '../api/lightdash/gen/spaces/spaces';
import type * as tokens from '../api/lightdash/gen/tokens/tokens';
import type * as validation from '../api/lightdash/gen/validation/validation';
import type * as credentials from '../api/lightdash/gen/warehouse-credentials/warehouse-credentials';

/** Everything that Orval makes for Lightdash, as a type only: names are checked, nothing is loaded. */
type Generated = typeof account &
  typeof attributes &
  typeof content &
  typeof groups &
  typeof integrations &
  typeof members &
  typeof organization &
  typeof projects &
  typeof roles &
  typeof schedulers &
  typeof session &
  typeof spaces &
  typeof tokens &
  typeof validation &
  typeof credentials;

/** The operations that read. Their generated keys begin with the name. */
export type ReadName = keyof {
  [Key in keyof Generated as Key extends `get${infer Name}QueryKey` ? Uncapitalize<Name> : never]: 1;
};

/** The operations that write. Their generated mutation keys are the name. */
export type WriteName = keyof {
  [Key in keyof Generated as Key extends `get${infer Name}MutationKey` ? Uncapitalize<Name> : never]: 1;
};

type OptionsOf<Write extends WriteName> = `get${Capitalize<Write>}MutationOptions` extends infer Key extends
  keyof Generated
  ? Generated[Key]
  : never;

/** What a write's generated hook is called with. */
export type VariablesOf<Write extends WriteName> =
  OptionsOf<Write> extends (...options: never[]) => {
    mutationFn?: (variables: infer Variables, ...rest: never[]) => unknown;
  }
    ? Variables
    : never;

/**
 * The queries that are no single operation, by the first word of their key, and which operations they are made of: they get
 * old with these. Under a generated key lies what the operation answers and nothing else, so these have keys of their own.
 */
export const COMPOSED = {
  /** The signed-in person, and by which credential the server recognized them. */
  me: ['getSignedInUser'],
  /** All pages of the members, merged. */
  members: ['listMembers'],
  /** The part of them that a first reading has so far. */
  membersSoFar: ['listMembers'],
  /** The custom roles; none where the server has no roles of its own. */
  customRoles: ['listRoles'],
  /** To whom a project is granted: one call to servers with v2 roles, two to others. */
  projectGrants: ['listProjectRoleAssignments', 'listProjectGrants', 'listProjectGroupGrants'],
  /** Which groups the spaces of a project are granted to, one call a space. */
  spaceGroupGrants: ['listSpaces'],
  /** Which spaces of a project are shared with nobody: by their export, or by the list and single spaces. */
  lonelySpaces: ['listSpacesAsCode', 'listSpaces', 'getSpace'],
  /** Privacy and grants of one space, without what the server computes of who reaches it. */
  spaceGrants: [],
  /** All pages of who has access to a space; null where the server has no such list. */
  spaceAccess: ['listSpaceAccess'],
  /** In which project a scheduler is, which only the lists of the projects tell. */
  schedulerProject: ['getScheduler'],
  /** The runs of a project's schedulers: all pages of its log, folded, without addresses. */
  projectRuns: ['listSchedulerRuns', 'listSchedulerLogs'],
  /** The runs of one scheduler, where the server can tell them apart. */
  schedulerRuns: ['listSchedulerRuns', 'listSchedulerLogs'],
  /** How each target of one run fared. */
  runDetails: ['getRunLogs'],
  /** What this person has changed here (journal.ts): no server is asked for it. */
  journal: [],
} as const satisfies Record<string, readonly ReadName[]>;

export type ComposedName = keyof typeof COMPOSED;

/** The key of a composed query. In: its name in COMPOSED, and what it is of. */
export const composedKey = <Name extends ComposedName, Of extends readonly unknown[]>(name: Name, ...of: Of) =>
  [name, ...of] as const;
