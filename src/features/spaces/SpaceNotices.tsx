import { Link } from '#/ui/Link';
import { MEMBERS_REACHED } from '#/access';
import { roleName } from '#/domain/roles';
import { isPersonal, keepsPersonalSpaces } from '#/domain/spaces';
import { spaceLink } from './routes';
import styles from './SpacePage.module.css';
import type { SpaceData } from './useSpace';

type SpaceNoticesProps = {
  data: SpaceData;
  projectUuid: string;
  showsGrants: boolean;
  /** The page says already that something could not be read, and offers to try again. */
  isFailureTold: boolean;
};

/** What has to be known before the access to a space is read: where it comes from, and what cannot be computed. */
export const SpaceNotices = ({ data, projectUuid, showsGrants, isFailureTold }: SpaceNoticesProps) => {
  const { root, detail, may, granted } = data;
  const direct = granted?.directGrants ?? 'unknown';
  const people =
    direct === 'unknown' ? 'hidden' : direct.some(({ role }) => role === 'unknown') ? 'without role' : 'known';
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
      {data.space && keepsPersonalSpaces(data.space) && (
        <p className={styles.notice}>
          Lightdash made this space to keep the personal spaces of members in.
          {data.space.privacy === 'public' &&
            ' It is open to everybody in the project; each personal one is closed until somebody opens it.'}
        </p>
      )}
      {data.isUnlisted && !isFailureTold && (
        <p className={styles.notice}>
          The list of spaces could not be read, so it is not known for certain who is granted this one directly. Reload
          to try again.
        </p>
      )}
      {showsGrants && detail?.everybody && (
        <p className={styles.notice}>
          Everybody in the project is granted {roleName(detail.everybody).toLowerCase()} here. {MEMBERS_REACHED}
        </p>
      )}
      {showsGrants && detail?.isNewer && granted && people !== 'known' && (
        <p className={styles.notice}>
          {people === 'hidden'
            ? 'Which people hold a grant of their own here is not shown to you: only grants to groups are listed.'
            : 'This server tells who holds these grants, but not the role of all of them.'}
        </p>
      )}
      {detail && may.readProjectAccess !== true && (
        <p className={styles.notice}>
          Roles are shown as the server states them. Only admins see in full where access comes from
          {detail.isNewer && ', and who is listed but holds nothing in the project, and so cannot open the space'}.
        </p>
      )}
    </>
  );
};
