import { count, listOf } from '../lib/text';
import { Button } from './Button';
import styles from './UnreadRest.module.css';

/** How many places have not been read. */
export type Unread = { projects: number; spaces: number };

type UnreadRestProps = {
  rest: Unread;
  /** Whether it is being read; `progress` tells how far, where nothing else on the page does. */
  isReading: boolean;
  progress?: { read: number; all: number } | null;
  onRead: () => void;
};

/** Names places: "2 projects and 14 spaces"; empty for none. */
export const placesInWords = ({ projects, spaces }: Unread): string =>
  listOf([...(projects > 0 ? [count(projects, 'project', 'projects')] : []), ...(spaces > 0 ? [count(spaces, 'space', 'spaces')] : [])]);

/** What has not been read although an answer may depend on it, beside that answer, and the way to read it. Nothing where all has. */
export const UnreadRest = ({ rest, isReading, progress = null, onRead }: UnreadRestProps) => {
  const left = placesInWords(rest);
  if (progress) {
    return (
      <p className={styles.rest} role="status">
        Reading the rest, {progress.read.toLocaleString('en-GB')} of {progress.all.toLocaleString('en-GB')}
      </p>
    );
  }
  if (left === '') return null;
  if (isReading) return <p className={styles.rest}>{left} not read yet</p>;
  return (
    <p className={styles.rest}>
      {left} not read ·
      <Button look="quiet" onClick={onRead}>
        Read {rest.projects + rest.spaces === 1 ? 'it' : 'them'}
      </Button>
    </p>
  );
};
