import { Link } from 'react-router';
import {
  hasOwnInheritance,
  peopleGranted,
  accessOrigin,
  isNested,
  privacyName,
  type SpaceRow,
  type SpacePrivacy,
} from '#/domain/spaces';
import { count } from '#/lib/text';
import { Icon } from '#/ui/icons';
import cells from '#/ui/NarrowCell.module.css';
import { spaceLink } from './routes';
import styles from './spaces.module.css';
import { describePrivacy, originName } from './words';

const INDENT = 20;

/** The name of a space, as far in as it stands in the tree, after the names above it that are not shown. */
export const SpaceNameCell = ({ space, indent = INDENT }: { space: SpaceRow; indent?: number }) => (
  <span
    className={styles.name}
    style={{ paddingInlineStart: Math.max(0, space.depth - 1) * indent + (space.depth > 0 ? 4 : 0) }}
  >
    {space.depth > 0 && <span className={styles.branch} aria-hidden />}
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
export const PrivacyCell = ({ privacy }: { privacy: SpacePrivacy }) => (
  <span className={styles.privacy} title={describePrivacy(privacy)}>
    {privacyName(privacy)}
    {privacy === 'private' && <Icon name="lock" size={13} />}
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
  <span className={value === 0 ? styles.faint : undefined}>{value.toLocaleString('en-GB')}</span>
);

/** How many people are granted a space. A nested one up to 0.2110 shows those of the one it takes its access from. */
export const GrantedCell = ({ space }: { space: SpaceRow }) =>
  isNested(space) && space.inherits === null ? (
    <span className={styles.faint} title={`The grants are those of the space at the top. ${originName(space)}.`}>
      {peopleGranted(space).toLocaleString('en-GB')}
    </span>
  ) : (
    <span
      title={hasOwnInheritance(space) ? 'Whom grants on this space reach, by a group or the project too.' : undefined}
    >
      <NumberCell value={peopleGranted(space)} />
    </span>
  );

/** A space where there is room for one column. */
export const NarrowCell = ({ space }: { space: SpaceRow }) => (
  <div className={cells.narrow}>
    <div>
      <SpaceNameCell space={space} indent={12} />
      <PrivacyCell privacy={space.privacy} />
    </div>
    <div style={{ paddingInlineStart: space.depth * 12 }}>
      <bdi>{space.projectName}</bdi>
      <span>
        {count(space.charts, 'chart', 'charts')} · {count(space.dashboards, 'dashboard', 'dashboards')}
      </span>
    </div>
  </div>
);
