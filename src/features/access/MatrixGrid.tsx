import { useCallback } from 'react';
import type { Matrix } from '#/access';
import { groupLink } from '#/features/groups/routes';
import { memberLink } from '#/features/members/routes';
import { Grid } from '#/ui/Grid';
import styles from './Matrix.module.css';
import { CellContent } from './MatrixMark';
import { cellInWords, cellOf, type MatrixColumn, type MatrixRow, type MatrixSort } from './matrixRows';

const rowId = ({ id }: MatrixRow) => id;
const nameOf = ({ id, member, name, email, detail }: MatrixRow) => ({
  to: member ? memberLink(id) : groupLink(id),
  name,
  title: email || name,
  detail,
});

type MatrixGridProps = {
  label: string;
  /** What the rows are: "Group", "Member". */
  rowHeader: string;
  rows: readonly MatrixRow[];
  projects: readonly MatrixColumn[];
  matrix: Matrix;
  nameRole: (role: string) => string;
  sort: { column: MatrixSort; descending: boolean };
  /** The project that is sorted by. */
  sortProject: string | undefined;
  /** By the name without a project. */
  onSort: (project: string | null) => void;
  onOpen: (row: MatrixRow, project: MatrixColumn) => void;
};

/** People or groups and the projects, in each cell the role. Opens a cell, or sorts by a column. */
export const MatrixGrid = ({
  projects,
  matrix,
  nameRole,
  sort,
  sortProject,
  onSort,
  onOpen,
  ...grid
}: MatrixGridProps) => {
  // Twelve projects have room in a window of 1,440 pixels; their names then stand upright.
  const columnWidth = Math.max(75, Math.min(176, Math.floor(910 / projects.length)));
  const draw = useCallback(
    (row: MatrixRow, { uuid }: MatrixColumn) => {
      const cell = cellOf(matrix, row, uuid);
      return {
        content: <CellContent cell={cell} nameRole={nameRole} />,
        words: cellInWords(cell, nameRole),
        kind: cell.source,
      };
    },
    [matrix, nameRole],
  );
  return (
    <Grid
      {...grid}
      rowId={rowId}
      columns={projects}
      nameWidth={250}
      columnWidth={columnWidth}
      uprightHead={columnWidth < 120 ? 128 : undefined}
      className={styles.matrix}
      nameOf={nameOf}
      draw={draw}
      sorted={(project) => {
        const isSorted = project ? sort.column === 'project' && sortProject === project.uuid : sort.column === 'name';
        return isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none';
      }}
      onHead={(project) => onSort(project?.uuid ?? null)}
      onCell={onOpen}
    />
  );
};
