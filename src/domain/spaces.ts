import { optionsOf, sortRows, sortedBy, type ListRules } from '../lib/rows';
import type { SpaceRole } from './access-roles';

/** Who may open a space without a grant on it: `unknown` where servers between 0.2110 and 1.219 do not say it of a nested one. */
const SPACE_PRIVACIES = ['public', 'private', 'unknown'] as const;
export type SpacePrivacy = (typeof SPACE_PRIVACIES)[number];

/**
 * One's own row in the access list of a space, as far as permissions ask for it. `mayHoldMore`: there may be others, of higher roles
 * (docs/lightdash/spaces.md#p8).
 */
export type OwnRow = { userUuid: string; role: SpaceRole; mayHoldMore?: boolean };

/** A space as lists know it. */
export type Space = {
  uuid: string;
  projectUuid: string;
  name: string;
  /** null: at the top of its project. */
  parentUuid: string | null;
  privacy: SpacePrivacy;
  /** Whether what is granted above it counts here; null where the server's version has nested spaces always inherit. */
  inherits: boolean | null;
  /** Whether it and all above it inherit; null or missing before 1.219. */
  inheritsFromProject?: boolean | null;
  /** Since 1.219: what the members of the project are granted here; null for nothing. */
  everybody?: SpaceRole | null;
  /** The slugs from the top to this one, as lists write them: the only name by which it is found in spaces as code. */
  path?: string;
  charts: number;
  dashboards: number;
  /**
   * Who holds a grant of their own; on a nested space of generation A those of the space at the top (A6). Since spaces inherit: who
   * is reached by a grant on it, once for each (C9).
   */
  grantedUserUuids: readonly string[];
  ownRows: readonly OwnRow[];
};

/** The path of a space as spaces as code spell it: its steps, in which lists write `_` for `-`, by slashes (C9). */
export const codePathOf = ({ path }: { path?: string | undefined }): string | undefined =>
  path?.replaceAll('.', '/').replaceAll('_', '-');

/** A space with its place in the tree. `ancestors` begin with the space at the top. */
export type PlacedSpace = Space & { projectName: string; ancestors: readonly Space[]; children: number };

/**
 * A row of the list: how far it stands in, the names of those above it that are not shown above it, and whether it is the
 * first of its project in the tree.
 */
export type SpaceRow = PlacedSpace & { depth: number; context: string; isFirst: boolean };

export type SpaceColumn = 'name' | 'project' | 'privacy' | 'inherits' | 'charts' | 'dashboards' | 'granted';

/**
 * Puts the spaces of all projects into tree order: projects by name, below each its spaces by name, below each space those
 * in it. A space whose parent is not among them (it may not be shown to the person) stands at the top.
 */
export function placeSpaces(
  spaces: readonly Space[],
  projects: readonly { uuid: string; name: string }[],
  descending = false,
): PlacedSpace[] {
  const known = new Set(spaces.map(({ uuid }) => uuid));
  const below = new Map<string, Space[]>();
  for (const space of sortRows(spaces, ({ name }) => name, descending)) {
    const { projectUuid, parentUuid } = space;
    const under = parentUuid !== null && known.has(parentUuid) ? parentUuid : projectUuid;
    const siblings = below.get(under);
    if (siblings) siblings.push(space);
    else below.set(under, [space]);
  }
  const placed: PlacedSpace[] = [];
  const walk = (under: string, projectName: string, ancestors: readonly Space[]) => {
    for (const space of below.get(under) ?? []) {
      placed.push({ ...space, projectName, ancestors, children: below.get(space.uuid)?.length ?? 0 });
      walk(space.uuid, projectName, [...ancestors, space]);
    }
  };
  for (const { uuid, name } of sortRows(projects, (project) => project.name, descending)) walk(uuid, name, []);
  return placed;
}

/** The names from the top down to the parent: "Finance / Board"; empty at the top. */
export const pathOf = ({ ancestors }: Pick<PlacedSpace, 'ancestors'>): string =>
  ancestors.map(({ name }) => name).join(' / ');

/** Whether each space says for itself if it takes access from above, nested ones too (since 1.219): up to 0.2110 the top decides. */
export const hasOwnInheritance = ({ inherits }: Pick<Space, 'inherits'>): boolean => inherits !== null;

/** Whether nothing from above reaches a space: on 1.219 it does not inherit, before that the space at the top is private. */
export const isClosed = ({ privacy, inherits }: Pick<Space, 'privacy' | 'inherits'>): boolean =>
  inherits === null ? privacy === 'private' : !inherits;

export const isNested = ({ parentUuid }: Pick<Space, 'parentUuid'>): boolean => parentUuid !== null;

/**
 * Whether a space is granted to the members of its project, by itself or from above as far as it inherits (C5): then it is private
 * for others only. In: the space with those above it, the one at the top first.
 */
export const isGrantedToMembers = (space: Pick<PlacedSpace, 'inherits' | 'everybody' | 'ancestors'>): boolean => {
  const upwards = [space, ...space.ancestors.toReversed()];
  const end = upwards.findIndex(({ inherits }) => inherits !== true);
  return upwards.slice(0, end === -1 ? undefined : end + 1).some(({ everybody }) => (everybody ?? null) !== null);
};

/** The space at the top that keeps the personal spaces of a project's members: 1.219 tells that by the path alone (P13). */
export const keepsPersonalSpaces = ({ path }: Pick<Space, 'path'>): boolean => path === 'default_user_spaces';

/** The personal space of one member, as long as its owner has not opened it; those made inside it are like any other. */
export const isPersonal = ({ path, inherits }: Pick<Space, 'inherits' | 'path'>): boolean =>
  inherits === false && path !== undefined && /^default_user_spaces\.[^.]+$/.test(path);

/** How many people are granted a space: up to 0.2110 directly; where spaces inherit the list names also those whom a grant on it reaches. */
export const peopleGranted = ({ grantedUserUuids }: Pick<Space, 'grantedUserUuids'>): number =>
  new Set(grantedUserUuids).size;

/**
 * Private spaces with grants of their own, to at most one person: whether a group is granted too, only the single read tells.
 * Personal ones are meant to be so.
 */
export const seeminglyLonely = (spaces: readonly Space[]): Space[] =>
  spaces.filter(
    (space) =>
      space.privacy === 'private' &&
      (hasOwnInheritance(space) ? isClosed(space) && !space.everybody && !isPersonal(space) : !isNested(space)) &&
      peopleGranted(space) <= 1,
  );

/** Nothing in the space itself; what is in spaces below it does not count. */
const isEmpty = ({ charts, dashboards }: Pick<Space, 'charts' | 'dashboards'>): boolean => charts + dashboards === 0;

/**
 * Where access to a space is decided: in itself, in the one at the top of it (generation A, A4), or in the one above it and
 * itself (generation B). In words of the caller; `from` is the space to go to, null when it cannot be seen.
 */
export type AccessOrigin<S> = { kind: 'own' } | { kind: 'top' | 'parent'; from: S | null };

/** Where access to a space is decided. In: the space with those above it, the one at the top first. */
export function accessOrigin<S>(
  space: Pick<Space, 'parentUuid' | 'inherits'>,
  ancestors: readonly S[],
): AccessOrigin<S> {
  if (!isNested(space) || space.inherits === false) return { kind: 'own' };
  if (space.inherits) return { kind: 'parent', from: ancestors.at(-1) ?? null };
  return { kind: 'top', from: ancestors[0] ?? null };
}

const PRIVACY_NAMES: Record<SpacePrivacy, string> = { public: 'Public', private: 'Private', unknown: 'Not stated' };

/** The privacy in a word. */
export const privacyName = (privacy: SpacePrivacy): string => PRIVACY_NAMES[privacy];

const flatSort = sortedBy<PlacedSpace, SpaceColumn>({
  name: ({ name }) => name,
  project: ({ projectName }) => projectName,
  privacy: ({ privacy }) => SPACE_PRIVACIES.indexOf(privacy),
  inherits: (space) => Number(accessOrigin(space, space.ancestors).kind !== 'own'),
  charts: ({ charts }) => charts,
  dashboards: ({ dashboards }) => dashboards,
  granted: peopleGranted,
});

/**
 * What the list of spaces is searched by, sorted by and narrowed by. By name it keeps the order of the tree: its rows come in
 * that, of the same direction as the view.
 */
export const SPACE_RULES = {
  textOf: (space: PlacedSpace) => `${pathOf(space)} ${space.name}`,
  sorts: flatSort.sorts,
  sort: (rows, by) => (by.column === 'name' ? [...rows] : flatSort.sort(rows, by)),
  filters: {
    project: { name: 'Project', of: ({ projectUuid }) => [projectUuid] },
    privacy: { name: 'Visibility', options: optionsOf(SPACE_PRIVACIES, privacyName), of: ({ privacy }) => [privacy] },
    level: {
      name: 'Level',
      isRare: true,
      options: [
        { value: 'top', label: 'At the top' },
        { value: 'nested', label: 'Inside another space' },
      ],
      of: (space) => [isNested(space) ? 'nested' : 'top'],
    },
    content: {
      name: 'Content',
      isRare: true,
      options: [
        { value: 'empty', label: 'Empty' },
        { value: 'some', label: 'With charts or dashboards' },
      ],
      of: (space) => [isEmpty(space) ? 'empty' : 'some'],
    },
  },
} satisfies ListRules<PlacedSpace, 'project' | 'privacy' | 'level' | 'content', SpaceColumn>;

/**
 * The rows of the list: in the tree each space stands in below the one above it, where that is listed; what is not listed above
 * it, and everything in a flat list, is said in its path. In: the spaces that are listed, and whether they are in tree order.
 */
export function treeRows(found: readonly PlacedSpace[], isTree: boolean): SpaceRow[] {
  const depths = new Map<string, number>();
  return found.map((space, place) => {
    const above = space.ancestors.at(-1);
    const depthAbove = isTree && above ? depths.get(above.uuid) : undefined;
    const depth = depthAbove === undefined ? 0 : depthAbove + 1;
    depths.set(space.uuid, depth);
    return {
      ...space,
      depth,
      context: depth > 0 ? '' : pathOf(space),
      isFirst: !isTree || found[place - 1]?.projectUuid !== space.projectUuid,
    };
  });
}

/** What goes with a space that is deleted: all spaces below it, and the charts and dashboards of all of them. */
export function withDescendants(
  spaceUuid: string,
  placed: readonly PlacedSpace[],
): { spaces: number; charts: number; dashboards: number } {
  const gone = placed.filter(
    ({ uuid, ancestors }) => uuid === spaceUuid || ancestors.some((ancestor) => ancestor.uuid === spaceUuid),
  );
  const sum = (of: (space: Space) => number) => gone.reduce((total, space) => total + of(space), 0);
  return {
    spaces: gone.filter(({ uuid }) => uuid !== spaceUuid).length,
    charts: sum(({ charts }) => charts),
    dashboards: sum(({ dashboards }) => dashboards),
  };
}
