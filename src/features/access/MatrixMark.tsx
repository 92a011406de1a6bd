import type { MatrixCell, MatrixSource } from '#/access';
import { roleRank } from '#/domain/roles';
import styles from './Matrix.module.css';
import { roleInWords, SOURCES } from './matrixRows';

type PillProps = { source: MatrixSource; rank: number | undefined; children: string };

/**
 * A role, in the form of what gives it: filled for a direct grant, outlined for a group, bare for the organization role. The
 * tint deepens with the role and repeats what the word says.
 */
const Pill = ({ source, rank, children }: PillProps) => (
  <bdi className={styles.pill} data-source={source} data-rank={rank}>
    {children}
  </bdi>
);

/** What the forms stand for. */
export const MatrixLegend = ({ isOfGroups }: { isOfGroups: boolean }) => (
  <ul className={styles.legend} aria-label="What the forms stand for">
    {(isOfGroups
      ? (['direct', 'none', 'unknown'] as const)
      : (['organization', 'direct', 'group', 'none', 'unknown'] as const)
    ).map((source) => (
      <li key={source}>
        <span aria-hidden>
          <Pill source={source} rank={roleRank('editor')}>
            {SOURCES[source].sample}
          </Pill>
        </span>
        {isOfGroups && source === 'direct' ? 'Granted to the group' : SOURCES[source].legend}
      </li>
    ))}
  </ul>
);

type CellContentProps = {
  cell: MatrixCell;
  nameRole: (role: string) => string;
  /** Where there is room for every word. */
  isWide?: boolean;
};

/** The role of a cell; where the word is too long for it, the cell's name and its title have it whole. */
export const CellContent = ({ cell, nameRole, isWide = false }: CellContentProps) => {
  const hasRole = cell.role !== null && cell.role !== 'unknown';
  const words = roleInWords(cell, (role) =>
    role === 'interactive_viewer' && !isWide ? 'Interactive' : nameRole(role),
  );
  return (
    <Pill source={cell.source} rank={cell.role === null ? undefined : roleRank(cell.role)}>
      {hasRole || isWide ? words : SOURCES[cell.source].sample}
    </Pill>
  );
};
