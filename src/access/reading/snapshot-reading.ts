import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { isFailure } from '#/api/core/failure';
import type { Space } from '#/domain/spaces';
import { runPool } from '#/lib/pool';
import type { Cost, Meter } from '#/data/call-meter';
import type { Project } from '#/data/projects';
import { keyOf, mayBePiece, readPiece, stateOf, unreadIn, type Piece, type Unread } from './snapshot-pieces';
import { spacesQuery } from '#/data/spaces';

const IN_FLIGHT = 6;
/** How often progress is told, and how often what has come is handed out, for which the rules are laid out anew. In milliseconds. */
const TELL = 200;
const HAND_OUT = 1_000;

/** How far the reading has come. `unread` counts the places known of that are not read, `failed` the parts that gave no answer. */
export type Reading = Cost & {
  state: 'idle' | 'running' | 'stopped' | 'done';
  read: number;
  all: number;
  unread: Unread;
  failed: number;
  /** When the oldest part was read, in milliseconds; null before anything is. */
  asOf: number | null;
};

const FREE: Cost = { calls: 0, bytes: 0 };
const NOT_YET: Reading = {
  state: 'idle',
  read: 0,
  all: 0,
  unread: { projects: 0, unlisted: 0, spaces: 0 },
  failed: 0,
  asOf: null,
  ...FREE,
};

/** Up to 0.2110 only a space at the top carries grants (A4); in the newer generation, where it says whether it inherits, each does. */
const carriesGrants = ({ parentUuid, inherits }: Space): boolean => parentUuid === null || inherits !== null;

type Run = { controller: AbortController; state: 'running' | 'over' | 'stopped'; isDirty: boolean };

/** A set in place of another, unless they are equal: then what hangs on it is not made anew. */
const replaced = (before: ReadonlySet<string>, after: ReadonlySet<string>): ReadonlySet<string> =>
  before.size === after.size && [...after].every((key) => before.has(key)) ? before : after;

/**
 * Reads grants and spaces of all projects into the cache, six in flight, beginning with what is missing there; goes on when
 * something that was read is written to. In: the projects (undefined: wait), whether grants may be read, and what counts
 * calls. Out: how far it is, `has` for what has come, and how to stop, go on and begin again from nothing.
 */
export const useSnapshotReading = (
  projects: readonly Project[] | undefined,
  readsGrants: boolean,
  meter: RefObject<Meter | null>,
) => {
  const queryClient = useQueryClient();
  const [reading, setReading] = useState<Reading>(NOT_YET);
  /** What is handed out, by key. What is not has no observer, so that its coming draws nothing. */
  const [held, setHeld] = useState<ReadonlySet<string>>(new Set());
  const run = useRef<Run | null>(null);
  /** What was read before this moment is not good enough. */
  const since = useRef(0);

  const read = useCallback(async (): Promise<boolean> => {
    if (!projects) return false;
    const isFirst = run.current === null;
    run.current?.controller.abort();
    const mine: Run = { controller: new AbortController(), state: 'running', isDirty: false };
    run.current = mine;
    const { signal } = mine.controller;
    const before = isFirst ? FREE : (meter.current?.read() ?? FREE);
    const pieces = projects.flatMap(({ uuid: projectUuid }): Piece[] => [
      ...(readsGrants ? [{ kind: 'grants', projectUuid } as const] : []),
      { kind: 'spaces', projectUuid },
    ]);
    const sum = { read: 0, failed: 0 };
    /** What is still to be read, and what gave no answer. */
    const open = new Set(pieces);
    let told = 0;
    let handedOut = 0;

    const tell = (state: Reading['state']) => {
      const now = Date.now();
      if (run.current !== mine || (state === 'running' && now - told < TELL)) return;
      told = now;
      if (state !== 'running' || now - handedOut >= HAND_OUT) {
        handedOut = now;
        const come = new Set(
          pieces
            .map(keyOf)
            .flatMap((key) => (queryClient.getQueryData(key) === undefined ? [] : [JSON.stringify(key)])),
        );
        setHeld((former) => replaced(former, come));
      }
      const spent = meter.current?.read() ?? before;
      const moments = pieces.flatMap((piece) => queryClient.getQueryState(keyOf(piece))?.dataUpdatedAt || []);
      setReading({
        state,
        ...sum,
        all: pieces.length,
        unread: unreadIn([...open]),
        calls: spent.calls - before.calls,
        bytes: spent.bytes - before.bytes,
        asOf: moments.length > 0 ? Math.min(...moments) : null,
      });
    };
    const one = async (piece: Piece) => {
      const isMissing = stateOf(queryClient, piece, since.current) === 'missing';
      // What may not be read is unknown to the rules; what could not be read is told besides.
      const hasAnswer =
        !isMissing ||
        (await readPiece(queryClient, piece).then(
          () => true,
          (error: unknown) => isFailure(error, 'forbidden', 'not-found'),
        ));
      if (hasAnswer) open.delete(piece);
      else sum.failed += 1;
      sum.read += 1;
      tell('running');
    };

    tell('running');
    await runPool([...pieces], one, { limit: IN_FLIGHT, signal });
    const roots = projects.flatMap(
      ({ uuid }) => queryClient.getQueryData(spacesQuery(uuid).queryKey)?.filter(carriesGrants) ?? [],
    );
    const ofSpaces = roots.map(({ uuid: spaceUuid, projectUuid }): Piece => ({
      kind: 'space',
      spaceUuid,
      projectUuid,
    }));
    pieces.push(...ofSpaces);
    for (const piece of ofSpaces) open.add(piece);
    await runPool(ofSpaces, one, { limit: IN_FLIGHT, signal });
    if (mine.state === 'running') mine.state = 'over';
    tell(signal.aborted ? 'stopped' : 'done');
    return mine.isDirty && !signal.aborted;
  }, [projects, readsGrants, queryClient, meter]);

  /** Reads until nothing was written meanwhile. */
  const settle = useCallback(async () => {
    while (await read());
  }, [read]);

  useEffect(() => {
    if (run.current?.state !== 'stopped') void settle();
    return () => run.current?.controller.abort();
  }, [settle]);

  useEffect(() => {
    let isAwaited = false;
    return queryClient.getQueryCache().subscribe((event) => {
      const present = run.current;
      if (event.type !== 'updated' || event.action.type !== 'invalidate' || !mayBePiece(event.query.queryKey)) return;
      if (!present || present.state === 'stopped' || isAwaited) return;
      if (present.state === 'running') {
        present.isDirty = true;
        return;
      }
      isAwaited = true;
      // One write makes many pieces old in one go.
      queueMicrotask(() => {
        isAwaited = false;
        void settle();
      });
    });
  }, [queryClient, settle]);

  return {
    reading,
    has: useCallback((piece: Piece) => held.has(JSON.stringify(keyOf(piece))), [held]),
    stop: () => {
      if (run.current?.state !== 'running') return;
      run.current.state = 'stopped';
      run.current.controller.abort();
      setReading((now) => ({ ...now, state: 'stopped' }));
    },
    resume: () => void settle(),
    /** Everything once more, whatever the cache has. */
    again: () => {
      since.current = Date.now();
      void settle();
    },
  };
};
