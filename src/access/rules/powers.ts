import { roleRank } from '#/domain/roles';
import type { SpaceRole, SystemRole } from '#/domain/access-roles';
import type { Generation } from './snapshot';

/** What somebody can do in a space, apart from finding it in the list. */
export type Powers = {
  view: boolean;
  /** Rename, privacy, grants, delete. */
  manage: boolean;
  editDashboards: boolean;
  editCharts: boolean;
};

/** What powers follow from: T and the scopes of A1 and A2, and what is true of the space. */
export type PowerInput = {
  /** T: the highest system role in the project. */
  projectRole: SystemRole | null;
  scopes: ReadonlySet<string>;
  /** The role of the best row; null without any row. */
  spaceRole: SpaceRole | null;
  isPublic: boolean;
};

const POWERS = ['view', 'manage', 'editDashboards', 'editCharts'] as const satisfies (keyof Powers)[];

const VIEW_PROJECT = 'view:Project';

/** The scopes of which one shows a project (A3, C3). */
const SHOWS_PROJECT: Record<Generation, readonly string[]> = { A: [VIEW_PROJECT], C: [VIEW_PROJECT, 'manage:Project'] };

/** Whether a custom role with these scopes shows the project it is held in. */
export function showsProject(scopes: readonly string[], generation: Generation): boolean {
  return SHOWS_PROJECT[generation].some((scope) => scopes.includes(scope));
}

/** Those that count only in a preview which their holder created (C8). */
export const SELF_SCOPES: readonly string[] = ['manage:Space@self', 'manage:Dashboard@self', 'manage:SavedChart@self'];

/** Those of A8 that give the most: what a custom role whose scopes are not known may have. */
export const ALL_SCOPES: readonly string[] = [
  VIEW_PROJECT,
  'view:Space',
  'manage:Space',
  'manage:Dashboard',
  'manage:SavedChart',
];

/** A8: the powers of the project role, and those of the scopes added to them. */
export function powers(input: PowerInput): Powers {
  const byRole = powersOfRole(input);
  const byScopes = powersOfScopes(input);
  return {
    view: byRole.view || byScopes.view,
    manage: byRole.manage || byScopes.manage,
    editDashboards: byRole.editDashboards || byScopes.editDashboards,
    editCharts: byRole.editCharts || byScopes.editCharts,
  };
}

/** The first table of A8. */
function powersOfRole({ projectRole, spaceRole, isPublic }: Omit<PowerInput, 'scopes'>): Powers {
  const isAdmin = projectRole === 'admin';
  const interacts = projectRole !== null && roleRank(projectRole) >= roleRank('interactive_viewer');
  const edits = projectRole !== null && roleRank(projectRole) >= roleRank('editor');
  const editsContent = isAdmin || (interacts && isEditorOrAdmin(spaceRole));
  return {
    view: isAdmin || (projectRole !== null && spaceRole !== null),
    manage: isAdmin || (interacts && spaceRole === 'admin') || (edits && isPublic),
    editDashboards: editsContent,
    editCharts: editsContent,
  };
}

/** The second table of A8. */
export function powersOfScopes({ scopes, spaceRole, isPublic }: Omit<PowerInput, 'projectRole'>): Powers {
  const isInside = isPublic || spaceRole !== null;
  const manages =
    scopes.has('manage:Space') ||
    (scopes.has('manage:Space@self') && isInside) ||
    (scopes.has('manage:Space@public') && isPublic) ||
    (scopes.has('manage:Space@assigned') && spaceRole === 'admin');
  const edits = (content: string) =>
    scopes.has(`manage:${content}`) ||
    (scopes.has(`manage:${content}@self`) && isInside) ||
    (scopes.has(`manage:${content}@space`) && isEditorOrAdmin(spaceRole));
  return {
    view: manages || (scopes.has('view:Space') && isInside),
    manage: manages,
    editDashboards: edits('Dashboard'),
    editCharts: edits('SavedChart'),
  };
}

/** Whether they are the same. */
export function samePowers(a: Powers, b: Powers): boolean {
  return POWERS.every((power) => a[power] === b[power]);
}

/** Whether there is any. */
export function anyPower(some: Powers): boolean {
  return POWERS.some((power) => some[power]);
}

function isEditorOrAdmin(role: SpaceRole | null): boolean {
  return role === 'editor' || role === 'admin';
}
