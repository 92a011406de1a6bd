import { Link } from '#/ui/Link';
import {
  hasOwnInheritance,
  peopleGranted,
  accessOrigin,
  isGrantedToMembers,
  isNested,
  privacyName,
  type PlacedSpace,
  type SpaceRow,
} from '#/domain/spaces';
import { count, grouped } from '#/lib/text';
import { Icon } from '#/ui/icons';
import cells from '#/ui/NarrowCell.module.css';
import { spaceLink } from './routes';
import styles from './spaces.module.css';
import type { ProjectRow, SpaceTreeRow, TreeRow } from './tree';
import { describePrivacy, originName } from './words';

const INDENT = 20;

type OnFold = ((row: TreeRow, isOpen: boolean) => void) | null;

/** Shows or hides what lies in a row of the tree; its place is kept where there is nothing to fold. */
const Fold = ({ row, onFold }: { row: TreeRow; onFold: OnFold }) =>
  row.isOpen !== null && onFold ? (
    <button
      type="button"
      tabIndex={-1}
      className={styles.fold}
      aria-expanded={row.isOpen}
      aria-label={`What is in ${row.name}`}
      onClick={() => onFold(row, !row.isOpen)}
    >
      <Icon name="down" size={14} />
    </button>
  ) : (
    <span className={styles.fold} />
  );

/** A project above its spaces. */
export const ProjectHead = ({ row, onFold }: { row: ProjectRow; onFold: OnFold }) => (
  <span className={styles.project}>
    <Fold row={row} onFold={onFold} />
    <Icon name="projects" size={14} />
    <bdi>{row.name}</bdi>
    <small>{count(row.size, 'space', 'spaces')}</small>
  </span>
);

type SpaceCell = { space: SpaceTreeRow; indent?: number; onFold: OnFold };

/** The name of a space, as far in as it stands in the tree, after the names above it that are not shown. */
export const SpaceNameCell = ({ space, indent = INDENT, onFold }: SpaceCell) => (
  <span className={styles.name} style={{ paddingInlineStart: space.depth * indent }}>
    {(onFold !== null || space.depth > 0) && <Fold row={space} onFold={onFold} />}
    {space.context !== '' && (
      <span className={styles.context} title={space.context}>
        <bdi>{space.context}</bdi> /
      </span>
    )}
    <Link to={spaceLink(space.projectUuid, space.uuid)} tabIndex={-1} title={space.name}>
      {space.depth > 0 && <span className="visually-hidden">Level {space.depth + 1}: </span>}
      <bdi>{space.name}</bdi>
    </Link>
  </span>
);

/** Private or public, with a lock beside the word. */
export const PrivacyCell = ({ space }: { space: PlacedSpace }) => (
  <span className={styles.privacy} title={describePrivacy(space.privacy, isGrantedToMembers(space))}>
    {privacyName(space.privacy)}
    {space.privacy === 'private' && <Icon name="lock" size={13} />}
  </span>
);

/** Where the space takes its access from. */
export const OriginCell = ({ space }: { space: SpaceRow }) => (
  <bdi
    className={accessOrigin(space, space.ancestors).kind === 'own' ? styles.faint : styles.soft}
    title={originName(space)}
  >
    {originName(space)}
  </bdi>
);

export const NumberCell = ({ value }: { value: number }) => (
  <span className={value === 0 ? styles.faint : undefined}>{grouped(value)}</span>
);

/** How many people are granted a space. A nested one up to 0.2110 shows those of the one it takes its access from. */
export const GrantedCell = ({ space }: { space: SpaceRow }) =>
  isNested(space) && space.inherits === null ? (
    <span className={styles.faint} title={`The grants are those of the space at the top. ${originName(space)}.`}>
      {grouped(peopleGranted(space))}
    </span>
  ) : (
    <span
      title={hasOwnInheritance(space) ? 'Whom grants on this space reach, by a group or the project too.' : undefined}
    >
      <NumberCell value={peopleGranted(space)} />
    </span>
  );

/** A space where there is room for one column. */
export const NarrowCell = ({ space, onFold }: Omit<SpaceCell, 'indent'>) => (
  <div className={cells.narrow}>
    <div>
      <SpaceNameCell space={space} indent={12} onFold={onFold} />
      <PrivacyCell space={space} />
    </div>
    <div style={{ paddingInlineStart: space.depth * 12 }}>
      <bdi>{space.projectName}</bdi>
      <span>
        {count(space.charts, 'chart', 'charts')} · {count(space.dashboards, 'dashboard', 'dashboards')}
      </span>
    </div>
  </div>
);
