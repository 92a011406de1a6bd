import { describeFailure } from '#/api/core/sentences';
import { partialSentence } from '#/domain/access-words';
import { ReadingBar } from '#/ui/ReadingBar';
import { UnreadRest } from '#/ui/UnreadRest';
import type { Access } from './useAccess';

/** How far the organization has been read, at the head of each view that asks about all of it. */
export const SnapshotBar = ({ access }: { access: Access }) => (
  <ReadingBar
    reading={access.reading}
    problem={access.error && describeFailure(access.error)}
    partial={partialSentence(access.me.role)}
    onRetry={access.retry}
    onStop={access.stop}
    onResume={access.resume}
    onAgain={access.again}
  />
);

/** What of the organization has not been read, beside an answer about all of it. */
export const SnapshotRest = ({ access: { reading, resume } }: { access: Access }) => <UnreadRest rest={reading.unread} isReading={reading.state === 'running'} onRead={resume} />;
