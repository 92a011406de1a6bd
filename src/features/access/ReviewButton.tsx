import { useEffect, useRef, useState } from 'react';
import { partialSentence } from '#/access';
import { useRoleNames } from '#/data/role-names';
import { Button } from '#/ui/Button';
import { toast } from '#/ui/toast';
import type { MatrixData } from './useMatrix';

/** Exports every project for an auditor, in one archive; says how far it is, as that can take a while. */
export const ReviewButton = ({ data: { me, model, everybody, projects, each } }: { data: MatrixData }) => {
  const nameRole = useRoleNames();
  const [done, setDone] = useState<number | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const isUnread = !model || !everybody || !each.done || each.failed + each.forbidden > 0;
  const reason = isUnread
    ? 'The grants of all projects have to be read first.'
    : projects.length === 0
      ? 'There is nothing to review.'
      : undefined;
  const start = async () => {
    if (!model || !everybody || done !== null) return;
    const { signal } = (stop.current = new AbortController());
    setDone(0);
    try {
      const { exportReviews } = await import('./exports');
      await exportReviews({
        model,
        members: everybody.byUuid,
        nameRole,
        projects,
        partial: partialSentence(me),
        onProgress: setDone,
        signal,
      });
    } catch {
      toast({
        title: 'The review was not exported',
        message: 'The console could not load or make it. Try again.',
        bad: true,
      });
    }
    setDone(null);
  };
  return (
    <Button
      onClick={() => void start()}
      reason={reason}
      title="One file a project in an archive: everybody with the whole path, for an auditor"
    >
      {done === null ? 'Export review' : `Preparing, ${done} of ${projects.length}`}
    </Button>
  );
};
