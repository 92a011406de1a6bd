import { useMemo, useState } from 'react';
import { catalogFieldsQuery } from '#/data/catalog';
import { useProjects } from '#/data/projects';
import { useEachProject } from '#/data/useEachProject';
import { askingFor, askingInWords } from '#/domain/attribute-needs';
import { count } from '#/lib/text';
import { Button } from '#/ui/Button';
import lists from '#/ui/FactList.module.css';

const SHOWN = 10;

/**
 * Which explores ask for an attribute, a call for each project: at once where there is one project, else when it is wanted. In: the name of
 * the attribute.
 */
export const AskedBy = ({ attribute }: { attribute: string }) => {
  const { data: known, isError, refetch } = useProjects();
  const [isWanted, setWanted] = useState(false);
  const isAsked = isWanted || known?.length === 1;
  const { projects, read, forbidden, failed, done, retry } = useEachProject(catalogFieldsQuery, isAsked);
  const asking = useMemo(
    () =>
      projects.flatMap(({ uuid, name }) =>
        askingFor(read.get(uuid) ?? [], attribute).map((each) =>
          askingInWords(each, projects.length > 1 ? name : null),
        ),
      ),
    [projects, read, attribute],
  );
  if (known?.length === 0) return 'You can open no project, so which explores require it is not known.';
  if (!isAsked)
    return (
      <div>
        {isError && !known ? 'The projects could not be read, so which explores require it is not known. ' : null}
        {!known && !isError && 'Reading the projects.'}
        {known && 'Which explores require it has not been read yet. '}
        {(known ?? isError) && (
          <Button look="quiet" onClick={() => (known ? setWanted(true) : void refetch())}>
            {known ? `Look through the explores (${count(known.length, 'call', 'calls')})` : 'Try again'}
          </Button>
        )}
      </div>
    );
  const unread = failed + forbidden;
  return (
    <div role="status">
      {asking.length > 0 && (
        <>
          Asked for by {count(asking.length, 'explore', 'explores')}; nobody has a value of it any more then:
          <ul className={lists.facts}>
            {asking.slice(0, SHOWN).map((each) => (
              <li key={each}>
                <bdi>{each}</bdi>
              </li>
            ))}
            {asking.length > SHOWN && <li>and {count(asking.length - SHOWN, 'other', 'others')}</li>}
          </ul>
        </>
      )}
      {done && asking.length === 0 && read.size > 0 && 'Asked for by no explore that you can see. '}
      {!done && `Reading the explores: ${read.size} of ${count(projects.length, 'project', 'projects')}. `}
      {done && unread > 0 && (
        <>
          Of {count(unread, 'project', 'projects')} it is not known: the explores could not be read.{' '}
          {failed > 0 && (
            <Button look="quiet" onClick={retry}>
              Try again
            </Button>
          )}
        </>
      )}
      <div className={lists.reading}>
        Lightdash lists what your own values open: what requires a value that you do not have is not known here.
      </div>
    </div>
  );
};
