import {
  useQueries,
  type DefaultError,
  type QueryKey,
  type UseQueryOptions,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import { isFailure } from '../api/core/failure';
import { BACKGROUND } from '../api/core/semaphore';
import { useProjects, type Project } from './projects';

/**
 * What was read of each project so far. `forbidden` counts projects whose answer was 403, `failed` those that gave none;
 * `failure` is why the first of them did not. `error`: the projects themselves could not be read.
 */
export type EachProject<T> = {
  projects: readonly Project[];
  read: ReadonlyMap<string, T>;
  forbidden: number;
  failed: number;
  failure: unknown;
  done: boolean;
  error: Error | null;
  /** Asks once more for what could not be read. */
  retry: () => void;
};

const NO_PROJECTS: readonly Project[] = [];

/**
 * Reads one thing of every project, one call each in the background, and hands out what has come so far; what has been read is
 * kept up to date. In: the query of one project, which gets the options of its request, its identity stable (module level or
 * useCallback); `enabled` to wait.
 */
export const useEachProject = <Wire, T, Key extends QueryKey>(
  queryOf: (projectUuid: string, request: typeof BACKGROUND) => UseQueryOptions<Wire, DefaultError, T, Key>,
  enabled = true,
): EachProject<T> => {
  const { data, error, refetch } = useProjects(enabled);
  // A later reading that fails takes nothing away from them.
  const isKnown = data !== undefined;
  const projects = data ?? NO_PROJECTS;
  const combine = useCallback(
    (results: UseQueryResult<unknown>[]) => {
      const read = new Map<string, T>();
      const failures: { failure: unknown; refetch: () => unknown }[] = [];
      let forbidden = 0;
      for (const [i, result] of results.entries()) {
        const project = projects[i];
        if (result.data !== undefined && project) read.set(project.uuid, result.data as T);
        else if (isFailure(result.error, 'forbidden')) forbidden++;
        else if (result.error) failures.push({ failure: result.error, refetch: result.refetch });
      }
      const done = results.length === projects.length && results.every(({ isPending }) => !isPending);
      return { read, forbidden, failures, done };
    },
    [projects],
  );
  const { read, forbidden, failures, done } = useQueries({
    // What is inferred for a query of unknown type is of no use: combine says of what it is.
    queries: projects.map(({ uuid }) => ({ ...queryOf(uuid, BACKGROUND), enabled }) as unknown as UseQueryOptions),
    combine,
  });
  return {
    projects,
    read,
    forbidden,
    failed: failures.length,
    failure: failures[0]?.failure ?? null,
    done: isKnown && done,
    error: isKnown ? null : error,
    retry: () => {
      if (error) void refetch();
      for (const each of failures) void each.refetch();
    },
  };
};
