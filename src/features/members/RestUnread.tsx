import type { ApiFailure } from '#/api/core/failure';
import { describeFailure } from '#/api/core/sentences';
import { Button } from '#/ui/Button';
import { FailureAlert } from '#/ui/FailureAlert';

type RestUnreadProps = { read: number; total: number; error: ApiFailure; onRetry: () => void };

/** Why not everybody could be read, above those who have been, and how to go on from there. */
const RestUnread = ({ read, total, error, onRetry }: RestUnreadProps) => {
  const { message, ...problem } = describeFailure(error);
  return (
    <FailureAlert
      problem={{
        ...problem,
        title: `${read.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')} members have been read`,
        message: `${problem.title}: ${message}`,
      }}
      action={<Button onClick={onRetry}>Go on reading</Button>}
    />
  );
};

export default RestUnread;
