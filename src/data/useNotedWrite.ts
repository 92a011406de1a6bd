import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { noting, type Change, type Noted } from './journal';
import { useWrite } from './useWrite';

type NotedWriteOptions = Omit<Parameters<typeof useWrite>[0], 'saved' | 'check'> & {
  check: () => Promise<boolean>;
  change: () => Change;
  /** In: what takes it back; undefined where nothing does. */
  saved: (undo: Noted['undo']) => Promise<void> | void;
};

/** A change made in a dialog, as useWrite makes it, and noted. */
export const useNotedWrite = ({ work, check, saved, change, ...options }: NotedWriteOptions) => {
  const client = useQueryClient();
  const noted = useRef<Noted | null>(null);
  return useWrite({
    ...options,
    work: () => {
      noted.current = noting(client, change());
      return noted.current.run(work);
    },
    check: async () => {
      const isSaved = await check();
      noted.current?.found(isSaved);
      return isSaved;
    },
    saved: () => saved(noted.current?.undo),
  });
};
