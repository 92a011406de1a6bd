import type { MatrixCell, MatrixSource } from '#/access';
import styles from './Matrix.module.css';
import { roleInWords, SOURCES } from './matrixRows';

/** What gives a role, as a letter in a shape: told apart without colour. The words stand beside it or in the cell's name. */
const Mark = ({ source }: { source: MatrixSource }) => (
  <span className={styles.mark} data-source={source} aria-hidden>
    {SOURCES[source].mark}
  </span>
);

/** What the marks stand for. */
export const MatrixLegend = ({ isOfGroups }: { isOfGroups: boolean }) => (
  <ul className={styles.legend} aria-label="What the marks stand for">
    {(isOfGroups
      ? (['direct', 'none', 'unknown'] as const)
      : (['organization', 'direct', 'group', 'none', 'unknown'] as const)
    ).map((source) => (
      <li key={source}>
        <Mark source={source} />
        {isOfGroups && source === 'direct' ? 'Granted to the group' : SOURCES[source].legend}
      </li>
    ))}
  </ul>
);

/** The mark and the role of a cell. */
export const CellContent = ({ cell, nameRole }: { cell: MatrixCell; nameRole: (role: string) => string }) => (
  <>
    <Mark source={cell.source} />
    {cell.role !== null && cell.role !== 'unknown' && <bdi>{roleInWords(cell, nameRole)}</bdi>}
  </>
);
