import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { noting, type Change, type Noted } from './journal';
import { useWrite } from './useWrite';

type NotedWriteOptions = Omit<Parameters<typeof useWrite>[0], 'saved'> & {
  change: () => Change;
  /** In: what takes it back; undefined where nothing does. */
  saved: (undo: Noted['undo']) => Promise<void> | void;
};

/** A change made in a dialog, as useWrite makes it, and noted. */
export const useNotedWrite = ({ work, check, saved, change, ...options }: NotedWriteOptions) => {
  const client = useQueryClient();
  const sent = useRef<Noted | null>(null);
  return useWrite({
    ...options,
    work: () => {
      sent.current = noting(client, change());
      return sent.current.run(work);
    },
    ...(check && {
      check: async () => {
        const isSaved = await check();
        sent.current?.found(isSaved);
        return isSaved;
      },
    }),
    saved: () => saved(sent.current?.undo),
  });
};
