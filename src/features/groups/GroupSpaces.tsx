import { useState } from 'react';
import { Link } from '#/ui/Link';
import { useGroupSpaces } from '#/data/group-spaces';
import { roleName } from '#/domain/roles';
import { spaceLink } from '#/features/spaces/routes';
import { readingInWords } from '#/lib/reading';
import { count } from '#/lib/text';
import { Button } from '#/ui/Button';
import details from '#/ui/Details.module.css';
import styles from './GroupPage.module.css';

/** The spaces granted to a group. Lightdash shows them space by space only, so they are read on demand. */
export const GroupSpaces = ({ groupUuid }: { groupUuid: string }) => {
  const [isAsked, setAsked] = useState(false);
  const reading = useGroupSpaces(groupUuid, isAsked);
  const { spaces, unread, done, error } = reading;
  const missing = reading.failed + reading.forbidden;

  return (
    <section className={styles.section} aria-labelledby="spaces">
      <div className={styles.head}>
        <h2 id="spaces">Spaces {done && <span>{spaces.length}</span>}</h2>
        {isAsked && !done && !error && (
          <Button look="quiet" onClick={() => setAsked(false)}>
            Stop
          </Button>
        )}
        {!isAsked && (
          <Button look="quiet" onClick={() => setAsked(true)}>
            Find spaces
          </Button>
        )}
      </div>
      <ul>
        {spaces.map(({ spaceUuid, spaceName, role, project }) => (
          <li key={spaceUuid}>
            <Link to={spaceLink(project.uuid, spaceUuid)} title={`${spaceName} in ${project.name}`}>
              <bdi>{spaceName}</bdi>
              <small className={styles.where}>
                <bdi>{project.name}</bdi>
              </small>
            </Link>
            <span className={styles.role}>{roleName(role)}</span>
          </li>
        ))}
      </ul>
      <p className={details.note} role="status">
        {!isAsked && 'Spaces granted to the group are looked up in every project; that takes one call for each space.'}
        {isAsked && !done && !error && readingInWords(reading)}
        {done && spaces.length === 0 && missing + unread === 0 && 'No space is granted to this group.'}
        {done && missing > 0 && ` ${count(missing, 'project', 'projects')} could not be read.`}
        {done && unread > 0 && ` ${count(unread, 'space', 'spaces')} could not be read.`}
        {isAsked && error && 'The projects could not be read; reload to try again.'}
      </p>
      {done && missing > 0 && <Button onClick={reading.retry}>Try again</Button>}
    </section>
  );
};
