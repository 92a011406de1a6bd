import type { SpaceRow } from '#/domain/spaces';

/** The head of a project in the tree. `size`: how many of its spaces are listed. */
export type ProjectRow = { kind: 'project'; uuid: string; name: string; size: number; isOpen: boolean };

/** A space in the tree. `isOpen`: whether what is inside it is shown; null where nothing is, or nothing can be folded. */
export type SpaceTreeRow = SpaceRow & { kind: 'space'; isOpen: boolean | null };

export type TreeRow = ProjectRow | SpaceTreeRow;

/**
 * The rows of the tree: each project before its spaces, and of what is folded nothing below it. In: the spaces in tree order, the
 * projects and spaces that are folded, or null where all stand open and none can be folded, as among the matches of a search.
 */
export const treeOf = (rows: readonly SpaceRow[], folded: ReadonlySet<string> | null): TreeRow[] => {
  const sizes = new Map<string, number>();
  const listed = new Set(rows.map(({ uuid }) => uuid));
  const parents = new Set(rows.map(({ parentUuid }) => parentUuid));
  for (const { projectUuid } of rows) sizes.set(projectUuid, (sizes.get(projectUuid) ?? 0) + 1);
  return rows.flatMap((row): TreeRow[] => {
    const { uuid, projectUuid, projectName } = row;
    const isFolded = folded?.has(projectUuid) ?? false;
    const head: TreeRow[] = row.isFirst
      ? [
          {
            kind: 'project',
            uuid: projectUuid,
            name: projectName,
            size: sizes.get(projectUuid) ?? 0,
            isOpen: !isFolded,
          },
        ]
      : [];
    const isHidden = isFolded || row.ancestors.some((above) => listed.has(above.uuid) && folded?.has(above.uuid));
    const isOpen = folded && parents.has(uuid) ? !folded.has(uuid) : null;
    return isHidden ? head : [...head, { ...row, kind: 'space', isOpen }];
  });
};
