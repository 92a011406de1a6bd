import type { ReactNode } from 'react';
import type { ChangePreview } from '../rules';
import { previewLines, type AccessNames, type PreviewAbout } from '../what-if/words';
import { count } from '#/lib/text';
import styles from './AccessPreview.module.css';
import { Effect } from '#/ui/Effect';
import { placesInWords, UnreadRest, type Unread } from '#/ui/UnreadRest';

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
  rest: Unread;
  progress: { read: number; all: number } | null;
  readRest: () => void;
  /** The person may not see who holds what. */
  isRefused: boolean;
  /** What else there is to say of the outcome. */
  children?: ReactNode;
};

/** What is said where nobody gains or loses. In: how many are concerned, whether anything has been read, whether all has. */
const noEffectInWords = (
  about: PreviewAbout,
  concerned: number | null,
  isAnyRead: boolean,
  isAllRead: boolean,
): string => {
  if (concerned === 0) return 'This changes nothing for anybody: it concerns nobody.';
  if (!isAnyRead && !isAllRead) return 'What this leads to is not known: no project has been read yet.';
  const isOfSpace = about !== 'everywhere' && 'spaceUuid' in about;
  const why = isOfSpace
    ? 'other roles and grants give as much or more, or without a role in the project it opens nothing'
    : 'they have as much or more through other roles and grants';
  return `${isAllRead ? 'This' : 'As far as it has been read, this'} changes nothing for anybody: ${why}.`;
};

/**
 * Who gains and who loses by a change, in a few lines beside the form that makes it. What has not been read is named, and can
 * be read on demand; saving does not wait for it.
 */
export const AccessPreview = ({
  about,
  preview,
  names,
  concerned,
  isReading,
  rest,
  progress,
  readRest,
  isRefused,
  children,
}: AccessPreviewProps) => {
  if (isRefused) return <p>Who gains or loses by it only admins can see.</p>;
  if (!preview)
    return <p role="status">{isReading ? 'Reading who this concerns.' : 'Who this concerns could not be read.'}</p>;
  const { diff, unread, after } = preview;
  const different = new Set([...diff.projects, ...diff.spaces].map(({ userUuid }) => userUuid));
  const others = concerned === null ? 0 : concerned - different.size;
  const isAllRead = placesInWords(rest) === '';
  return (
    <div className={styles.preview}>
      <Effect
        lines={previewLines(diff, about, names)}
        none={noEffectInWords(about, concerned, after.snapshot.projects.length > 0, isAllRead)}
        others={
          others > 0
            ? `For ${count(others, 'other person', 'others')} nothing changes${isAllRead ? '' : ' as far as it has been read'}.`
            : null
        }
        unknown={
          new Set([...diff.unknown, ...unread.flatMap(({ change }) => ('userUuid' in change ? [change.userUuid] : []))])
            .size
        }
      >
        {children}
      </Effect>
      <UnreadRest rest={rest} isReading={false} progress={progress} onRead={readRest} />
    </div>
  );
};
