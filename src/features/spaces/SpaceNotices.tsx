import { Link } from 'react-router';
import { isDefaultUserSpace } from '#/domain/spaces';
import { spaceLink } from './routes';
import styles from './SpacePage.module.css';
import type { SpaceData } from './useSpace';
import { isPersonal } from './words';

/** What has to be known before the access to a space is read: where it comes from, and what cannot be computed. */
export const SpaceNotices = ({ data, projectUuid }: { data: SpaceData; projectUuid: string }) => {
  const { root, detail, may, rows, me } = data;
  const holdsOnlyMe = rows.every(({ userUuid }) => userUuid === me.userUuid);
  return (
    <>
      {root && (
        <p className={styles.notice}>
          This space takes its visibility and its grants from{' '}
          <Link to={spaceLink(projectUuid, root.uuid, { show: 'grants' })}>
            <bdi>{root.name}</bdi>
          </Link>
          , the space at the top. Change them there.
        </p>
      )}
      {data.space && isPersonal(data.space) && (
        <p className={styles.notice}>
          Lightdash made this space for one member, who holds it as admin. Nobody else has access, but for admins of the
          project and whoever it is granted to.
        </p>
      )}
      {data.space && isDefaultUserSpace(data.space) && !isPersonal(data.space) && (
        <p className={styles.notice}>
          Lightdash made this space to keep the personal spaces of members in. It is open to everybody in the project,
          the personal ones are not.
        </p>
      )}
      {data.isUnlisted && (
        <p className={styles.notice}>
          The list of spaces could not be read, so it is not known for certain who is granted this one directly. Reload
          to try again.
        </p>
      )}
      {detail?.isNewer && (
        <p className={styles.notice}>
          This server has the newer access model, which the console does not compute yet.{' '}
          {holdsOnlyMe ? 'It lists nobody but you here.' : 'Roles are shown as the server states them.'}
        </p>
      )}
      {detail?.isNewer === false && may.readProjectAccess !== true && (
        <p className={styles.notice}>
          Roles are shown as the server states them. Only admins see in full where access comes from.
        </p>
      )}
    </>
  );
};
