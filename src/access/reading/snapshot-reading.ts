import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import type { Cost, Meter } from '#/data/call-meter';
import type { Groups } from '#/data/groups';
import type { MemberList } from '#/data/members';
import type { Project } from '#/data/projects';
import type { ProjectGrants } from '#/data/roles';
import type { SpaceDetail } from '#/data/spaces';
import type { Space } from '#/domain/spaces';
import { usePart, type Part, type Piece } from './parts';
import { exactGrants, type ExactGrants } from './space-code';
import {
  carriesGrants,
  codePiece,
  grantsPiece,
  isInCode,
  spacePiece,
  spacesPiece,
  type Unread,
} from './snapshot-pieces';

/** How often the costs are shown, and how often new data is handed out, which rebuilds the model. In milliseconds. */
const TELL = 200;
const HAND_OUT = 1_000;

/** How far the reading has come. `unread` counts the places known of that are not read, `failed` the parts that gave no answer. */
type Reading = Cost & {
  state: 'idle' | 'running' | 'stopped' | 'done';
  read: number;
  all: number;
  unread: Unread;
  failed: number;
  /** When the oldest part was read, in milliseconds; null before anything is. */
  asOf: number | null;
};

/** What has been read of the places of an organization. */
export type ReadPlaces = {
  /** By project. */
  grants: ReadonlyMap<string, ProjectGrants>;
  /** By project. */
  listed: ReadonlyMap<string, readonly Space[]>;
  /** By space: the grants on it, from the one call for a whole project. */
  exact: ReadonlyMap<string, ExactGrants>;
  /** By space: those that were read by themselves. */
  details: ReadonlyMap<string, SpaceDetail>;
};

/** The lists that people and groups are found in by their names. */
export type Holders = { members: MemberList; groups: Groups };

const NONE: readonly never[] = [];
const FREE: Cost = { calls: 0, bytes: 0 };

/**
 * The grants on spaces: in the newer generation one call a project, and the single spaces that it leaves out; else the single
 * spaces. In: the lists of spaces, by project; of which spaces it is wanted.
 */
export const useSpaceParts = (
  listed: ReadonlyMap<string, readonly Space[]>,
  isWanted: (space: Space) => boolean,
  holders: Holders | undefined,
  mode: 'reading' | 'stopped' | 'watching',
) => {
  const codes = usePart(
    useMemo(
      () => [...listed].flatMap(([uuid, spaces]) => (isInCode(spaces) && spaces.some(isWanted) ? codePiece(uuid) : [])),
      [listed, isWanted],
    ),
    mode,
  );
  const exact = useMemo(
    () => (holders ? exactGrants(codes.read, listed, holders.members, holders.groups) : new Map<string, ExactGrants>()),
    [codes.read, listed, holders],
  );
  const carriers = useMemo(
    () => [...listed.values()].flatMap((spaces) => spaces.filter((space) => carriesGrants(space) && isWanted(space))),
    [listed, isWanted],
  );
  const single = useMemo(
    () =>
      carriers.filter(
        ({ uuid, projectUuid }) =>
          !exact.has(uuid) &&
          (!isInCode(listed.get(projectUuid) ?? []) || codes.read.has(projectUuid) || codes.refused.has(projectUuid)),
      ),
    [carriers, exact, listed, codes.read, codes.refused],
  );
  const details = usePart(
    useMemo(() => single.map(spacePiece), [single]),
    mode,
  );
  const unread = useMemo(
    () => carriers.filter(({ uuid }) => !exact.has(uuid) && !details.read.has(uuid) && !details.refused.has(uuid)),
    [carriers, exact, details.read, details.refused],
  );
  return {
    codes,
    exact,
    details,
    /** Spaces whose grants have not been read. */
    unread,
    /** How many calls there are, as far as it is known. */
    all: codes.all + details.all,
  };
};

const isOpen = ({ uuid }: Project, { read, refused }: Part<unknown>): boolean => !read.has(uuid) && !refused.has(uuid);

/** What is not read. In: the projects, their grants (null: not for us), the lists of their spaces, and the spaces not read. */
export const unreadOf = (
  projects: readonly Project[],
  grants: Part<ProjectGrants> | null,
  listed: Part<readonly Space[]>,
  spaces: readonly Space[],
): Unread => {
  const withoutGrants = new Set(grants ? projects.filter((project) => isOpen(project, grants)) : []);
  return {
    projects: withoutGrants.size,
    unlisted: projects.filter((project) => isOpen(project, listed) && !withoutGrants.has(project)).length,
    spaces: spaces.length,
  };
};

/** Hands out what has been read once a second, and at once at the end. */
const useHandedOut = <T>(value: T, isFlowing: boolean): T => {
  const [held, setHeld] = useState(value);
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  useEffect(() => {
    if (!isFlowing) return;
    const timer = setInterval(() => setHeld(latest.current), HAND_OUT);
    return () => clearInterval(timer);
  }, [isFlowing]);
  if (!isFlowing && held !== value) setHeld(value);
  return isFlowing ? held : value;
};

/** What was fetched since the present run began; the first begins with the meter. */
const useCost = (meter: RefObject<Meter | null>, isRunning: boolean): Cost => {
  const [cost, setCost] = useState(FREE);
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isRunning) return;
    const before = isFirst.current ? FREE : (meter.current?.read() ?? FREE);
    isFirst.current = false;
    const tell = () => {
      const { calls, bytes } = meter.current?.read() ?? before;
      setCost({ calls: calls - before.calls, bytes: bytes - before.bytes });
    };
    const timer = setInterval(tell, TELL);
    return () => {
      clearInterval(timer);
      tell();
    };
  }, [isRunning, meter]);
  return cost;
};

const ALL = () => true;

/**
 * Reads grants and spaces of all projects into the cache, as far as they are missing there; what a write makes old is read
 * again. In: the projects (undefined: wait), whether grants may be read, everybody and all groups, and what counts calls. Out:
 * how far it is, what has come, and how to stop, go on and begin again from nothing.
 */
export const useSnapshotReading = (
  projects: readonly Project[] | undefined,
  readsGrants: boolean,
  holders: Holders | undefined,
  meter: RefObject<Meter | null>,
) => {
  const [isStopped, setStopped] = useState(false);
  const mode = isStopped ? 'stopped' : 'reading';
  const list: readonly Project[] = projects ?? NONE;
  const grants = usePart(
    useMemo<readonly Piece<ProjectGrants>[]>(() => (readsGrants ? list.map(grantsPiece) : NONE), [list, readsGrants]),
    mode,
  );
  const listed = usePart(
    useMemo(() => list.map(spacesPiece), [list]),
    mode,
  );
  const { codes, exact, details, unread, all } = useSpaceParts(listed.read, ALL, holders, mode);
  const parts = [grants, listed, codes, details];
  const isRunning = !isStopped && parts.some(({ isFetching }) => isFetching);

  const places = useMemo<ReadPlaces>(
    () => ({ grants: grants.read, listed: listed.read, exact, details: details.read }),
    [grants.read, listed.read, exact, details.read],
  );
  const moments = parts.flatMap(({ asOf }) => asOf ?? []);
  const reading: Reading = {
    state: projects === undefined ? 'idle' : isStopped ? 'stopped' : isRunning ? 'running' : 'done',
    read: parts.reduce((sum, { settled }) => sum + settled, 0),
    all: list.length * (readsGrants ? 2 : 1) + all,
    unread: unreadOf(list, readsGrants ? grants : null, listed, unread),
    failed: parts.reduce((sum, { failed }) => sum + failed, 0),
    asOf: moments.length > 0 ? Math.min(...moments) : null,
    ...useCost(meter, isRunning),
  };

  return {
    reading,
    places: useHandedOut(places, isRunning),
    stop: useCallback(() => setStopped(true), []),
    resume: () => {
      setStopped(false);
      for (const { retry } of parts) retry();
    },
    /** Reads everything again, also what is in the cache. */
    again: () => {
      setStopped(false);
      for (const { again } of parts) again();
    },
  };
};
