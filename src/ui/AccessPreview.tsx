import type { ReactNode } from 'react';
import type { ChangePreview } from '../domain/access';
import { previewLines, type AccessNames, type PreviewAbout } from '../domain/what-if-words';
import { count, listOf } from '../lib/text';
import styles from './AccessPreview.module.css';
import { Button } from './Button';
import { Effect } from './Effect';

type AccessPreviewProps = {
  /** Where the changes are made. */
  about: PreviewAbout;
  /** null while it is read. */
  preview: ChangePreview | null;
  names: AccessNames;
  /** How many people the changes are for; null where they are for everybody there. */
  concerned: number | null;
  isReading: boolean;
  /** What the changes may touch besides and has not been read. */
  rest: { projects: number; spaces: number };
  progress: { read: number; all: number } | null;
  readRest: () => void;
  /** The person may not see who holds what. */
  isRefused: boolean;
  /** What else there is to say of the outcome. */
  children?: ReactNode;
};

const restInWords = ({ projects, spaces }: AccessPreviewProps['rest']): string =>
  listOf([...(projects > 0 ? [count(projects, 'project', 'projects')] : []), ...(spaces > 0 ? [count(spaces, 'space', 'spaces')] : [])]);

/**
 * Who gains and who loses by a change, in a few lines beside the form that makes it. What has not been read is named, and can
 * be; whoever is in a hurry saves without it.
 */
export const AccessPreview = ({ about, preview, names, concerned, isReading, rest, progress, readRest, isRefused, children }: AccessPreviewProps) => {
  if (isRefused) return <p>Who gains or loses by it only admins can see.</p>;
  if (!preview) return <p role="status">{isReading ? 'Reading who this concerns.' : 'Who this concerns could not be read.'}</p>;
  const { diff, unread } = preview;
  const different = new Set([...diff.projects, ...diff.spaces].map(({ userUuid }) => userUuid));
  const others = concerned === null ? 0 : concerned - different.size;
  const left = restInWords(rest);
  return (
    <div className={styles.preview}>
      <Effect
        lines={previewLines(diff, about, names)}
        idle={
          concerned === 0
            ? 'This changes nothing for anybody: it concerns nobody.'
            : `${left === '' ? 'This' : 'As far as it has been read, this'} changes nothing for anybody: they have as much or more through other roles and grants.`
        }
        others={others > 0 ? `For ${count(others, 'other person', 'others')} nothing changes: other roles and grants give as much.` : null}
        unknown={new Set([...diff.unknown, ...unread.flatMap(({ change }) => ('userUuid' in change ? [change.userUuid] : []))]).size}
      >
        {children}
      </Effect>
      {progress && (
        <p className={styles.rest} role="status">
          Reading the rest, {progress.read.toLocaleString('en-GB')} of {progress.all.toLocaleString('en-GB')}
        </p>
      )}
      {!progress && left !== '' && (
        <p className={styles.rest}>
          {left} not read ·{' '}
          <Button look="quiet" onClick={readRest}>
            Read {rest.projects + rest.spaces === 1 ? 'it' : 'them'}
          </Button>
        </p>
      )}
    </div>
  );
};
