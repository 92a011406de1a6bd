import { useGroupSpaces } from '#/data/group-spaces';
import { roleName } from '#/domain/roles';
import { readingInWords } from '#/lib/reading';
import { count, grouped } from '#/lib/text';
import lists from '#/ui/FactList.module.css';

const SHOWN = 8;

/** The space grants that go with a group, named as far as they have been read: items of the list of what is lost. */
export const SpaceGrantsGone = ({ groupUuid, mayRead }: { groupUuid: string; mayRead: boolean }) => {
  const reading = useGroupSpaces(groupUuid, mayRead);
  const { spaces, unread, done, error, failed, forbidden } = reading;
  const missing = failed + forbidden;
  if (!mayRead) return <li>Any grants of spaces</li>;
  return (
    <>
      {spaces.slice(0, SHOWN).map(({ spaceUuid, spaceName, role, project }) => (
        <li key={spaceUuid}>
          {roleName(role)} on the space <bdi>{spaceName}</bdi> in <bdi>{project.name}</bdi>
        </li>
      ))}
      {spaces.length > SHOWN && <li>{count(spaces.length - SHOWN, 'more space grant', 'more space grants')}</li>}
      {done && spaces.length === 0 && missing + unread === 0 && <li>No space grants</li>}
      {!done && !error && (
        <li className={lists.reading}>
          Space grants{spaces.length > 0 && `, ${grouped(spaces.length)} found so far`}. {readingInWords(reading)}
        </li>
      )}
      {((done && missing + unread > 0) || error) && (
        <li className={lists.reading}>Space grants that could not be read</li>
      )}
    </>
  );
};
