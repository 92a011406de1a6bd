import { count, grouped, listOf } from '../lib/text';
import { Button } from './Button';
import styles from './UnreadRest.module.css';

/** How many places have not been read: projects, projects of which only the spaces are not listed, and single spaces. */
export type Unread = { projects: number; unlisted: number; spaces: number };

export type UnreadRestProps = {
  rest: Unread;
  /** Whether it is being read; `progress` tells how far, where nothing else on the page does. */
  isReading: boolean;
  progress?: { read: number; all: number } | null;
  onRead: () => void;
};

/** Names places: "2 projects and 14 spaces", "the spaces of 3 projects"; empty for none. */
export const placesInWords = ({ projects, unlisted, spaces }: Unread): string =>
  listOf([
    ...(projects > 0 ? [count(projects, 'project', 'projects')] : []),
    ...(unlisted > 0 ? [`the spaces of ${count(unlisted, 'project', 'projects')}`] : []),
    ...(spaces > 0 ? [count(spaces, 'space', 'spaces')] : []),
  ]);

/** What has not been read although an answer may depend on it, beside that answer, and the way to read it. Nothing where all has. */
export const UnreadRest = ({ rest, isReading, progress = null, onRead }: UnreadRestProps) => {
  const left = placesInWords(rest);
  if (progress) {
    return (
      <p className={styles.rest} role="status">
        Reading the rest, {grouped(progress.read)} of {grouped(progress.all)}
      </p>
    );
  }
  if (left === '') return null;
  const said = `${left.charAt(0).toUpperCase()}${left.slice(1)}`;
  if (isReading) return <p className={styles.rest}>{said} not read yet</p>;
  return (
    <p className={styles.rest}>
      {said} not read ·
      <Button look="quiet" onClick={onRead}>
        Read {rest.unlisted === 0 && rest.projects + rest.spaces === 1 ? 'it' : 'them'}
      </Button>
    </p>
  );
};
