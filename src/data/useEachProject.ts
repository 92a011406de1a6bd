import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { isFailure } from '../api/core/failure';
import { runPool } from '../lib/pool';
import { projectsQuery, type Project } from './projects';

/**
 * What was read of each project so far. `forbidden` counts projects whose answer was 403, `failed` those that gave none;
 * `failure` is why the first of them did not.
 */
export type EachProject<T> = {
  projects: readonly Project[];
  read: ReadonlyMap<string, T>;
  forbidden: number;
  failed: number;
  failure: unknown;
  done: boolean;
  error: Error | null;
  /** Goes through the projects once more, after something was changed or failed; what was read stays until it is replaced. */
  again: () => void;
};

const IN_FLIGHT = 6;
const NO_PROJECTS: readonly Project[] = [];

type Progress<T> = Pick<EachProject<T>, 'read' | 'forbidden' | 'failed' | 'failure' | 'done'>;
const nothing = { read: new Map<string, never>(), forbidden: 0, failed: 0, failure: null, done: false };

/**
 * Reads something project by project, six in flight, and hands out what has come so far; stops when the caller unmounts.
 * In: how to read one project through the cache, its identity stable (module level or useCallback); `enabled` to wait.
 */
export const useEachProject = <T>(
  read: (queryClient: QueryClient, projectUuid: string) => Promise<T>,
  enabled = true,
): EachProject<T> => {
  const queryClient = useQueryClient();
  const { data: projects, error, refetch } = useQuery({ ...projectsQuery, enabled });
  const [progress, setProgress] = useState<Progress<T>>(nothing);
  /** What a reading begins with, and which way of reading it came by; a new one begins another reading. */
  const [former, setFormer] = useState({ read, values: progress.read });

  useEffect(() => {
    if (!projects || !enabled) return;
    const stop = new AbortController();
    const sum = {
      read: new Map(former.read === read ? former.values : []),
      forbidden: 0,
      failed: 0,
      failure: null as unknown,
    };
    const tell = (done: boolean) => {
      if (!stop.signal.aborted) setProgress({ ...sum, read: new Map(sum.read), done });
    };
    const one = async (project: Project) => {
      try {
        sum.read.set(project.uuid, await read(queryClient, project.uuid));
      } catch (reason) {
        if (isFailure(reason, 'forbidden')) sum.forbidden++;
        else {
          sum.failed++;
          sum.failure ??= reason;
        }
      }
      tell(false);
    };
    void runPool(projects, one, { limit: IN_FLIGHT, signal: stop.signal }).then(() => tell(true));
    return () => stop.abort();
  }, [projects, enabled, read, queryClient, former]);

  const again = () => {
    if (error) void refetch();
    setFormer({ read, values: progress.read });
  };
  return { projects: projects ?? NO_PROJECTS, ...progress, error, again };
};
