import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { noting, type Change, type Noted } from './journal';
import { useWrite } from './useWrite';

type NotedWriteOptions = Omit<Parameters<typeof useWrite>[0], 'saved'> & {
  change: () => Change;
  /** In: what takes it back; undefined where nothing does. */
  saved: (undo: Noted['undo']) => Promise<void> | void;
};

/** A change made in a dialog, as useWrite makes it, and noted. What becomes of it is asked and said of what was sent, not of what is typed since. */
export const useNotedWrite = ({ work, check, saved, change, ...options }: NotedWriteOptions) => {
  const client = useQueryClient();
  const sent = useRef<(Pick<NotedWriteOptions, 'check' | 'saved'> & { noted: Noted }) | null>(null);
  return useWrite({
    ...options,
    work: () => {
      const noted = noting(client, change());
      sent.current = { noted, saved, ...(check && { check }) };
      return noted.run(work);
    },
    ...(check && {
      check: async () => {
        if (!sent.current?.check) return false;
        const isSaved = await sent.current.check();
        sent.current.noted.found(isSaved);
        return isSaved;
      },
    }),
    saved: () => sent.current?.saved(sent.current.noted.undo),
  });
};
