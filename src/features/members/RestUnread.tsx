import { useQueryClient } from '@tanstack/react-query';
import type { ApiFailure } from '#/api/core/failure';
import { describeFailure } from '#/api/core/sentences';
import { stoppedAt } from '#/data/members';
import { grouped } from '#/lib/text';
import { Button } from '#/ui/Button';
import { FailureAlert } from '#/ui/FailureAlert';

type RestUnreadProps = { read: number; total: number; error: ApiFailure; onRetry: () => void };

/** Why not everybody could be read, above those who have been, and how to go on from there. */
export const RestUnread = ({ read, total, error, onRetry }: RestUnreadProps) => {
  const goesOn = stoppedAt(useQueryClient()) !== undefined;
  const { message, ...problem } = describeFailure(error);
  return (
    <FailureAlert
      problem={{
        ...problem,
        title: `${grouped(read)} of ${grouped(total)} members have been read`,
        message: `${problem.title}: ${message}`,
      }}
      action={<Button onClick={onRetry}>{goesOn ? 'Go on reading' : 'Read again'}</Button>}
    />
  );
};
