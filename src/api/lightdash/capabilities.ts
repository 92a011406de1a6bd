import { isRecord } from '../core/envelope';
import { isFailure } from '../core/failure';
import { currentHome } from '../core/home';
import { NEWER_OPERATIONS, type OperationName } from './gen/operations';
import { notices } from './notices';

/**
 * What the shape of answers shows: `inheritance`, each space says whether it inherits access, instead of being private or public;
 * `organizationRoles`, custom roles have a level and can be given in the organization; `licence`, the server has a valid one.
 */
type Habit = 'inheritance' | 'organizationRoles' | 'licence';

/** What a server may be able to do: one operation, or something that the shape of its answers shows. */
type Feature = OperationName | Habit;

/** How an operation fared when it was called last; a failure that says nothing of the server is none of these. */
type Seen = 'works' | 'absent' | 'licence' | 'switched-off' | 'session-only';

/** What has been learned about one server. `seen`: by operation, as `METHOD /path` with `…` for uuids, replaced when it changes. `isNewer`: it is of the generation of 1.219. */
type Learned = { features: Map<Feature, boolean>; isNewer: boolean | undefined; seen: ReadonlyMap<string, Seen> };

export type Features = ReadonlyMap<Feature, boolean>;

/** By the console that learned it, identified by the signal that ends it: the next one may have another server. */
const learnedByConsole = new WeakMap<AbortSignal, Learned>();
const listeners = new Set<() => void>();

const learnedHere = (): Learned => {
  const { ended } = currentHome();
  const known = learnedByConsole.get(ended) ?? { features: new Map(), isNewer: undefined, seen: new Map() };
  learnedByConsole.set(ended, known);
  return known;
};

/** An operation that was called, without the uuids of things. */
const calledName = (method: string, path: string): string =>
  `${method.toUpperCase()} ${path.replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/gi, '…')}`;

const seenBy = (ended: { data: unknown } | { error: unknown }): Seen | null => {
  if ('data' in ended) return 'works';
  if (!isFailure(ended.error)) return null;
  if (ended.error.kind === 'no-such-operation') return 'absent';
  if (ended.error.kind === 'session-only') return 'session-only';
  if (ended.error.kind !== 'not-available') return null;
  return ended.error.detail === 'licence' ? 'licence' : 'switched-off';
};

const patternOf = (operation: string) =>
  new RegExp(`^${operation.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`);

const NEWER = NEWER_OPERATIONS.map((operation) => ({ operation, pattern: patternOf(operation) }));

const firstOf = (data: unknown): unknown =>
  Array.isArray(data) ? data[0] : isRecord(data) ? firstOf(data.data) : undefined;

const RUNS = 'GET /api/v1/schedulers/{projectUuid}/runs';

/** Schedulers have had a slug for as long as runs: a server whose schedulers have none need not be asked for those. */
const learnFromScheduler = (features: Learned['features'], scheduler: unknown): void => {
  const isScheduler = isRecord(scheduler) && 'schedulerUuid' in scheduler && 'cron' in scheduler;
  if (isScheduler && !features.has(RUNS)) features.set(RUNS, 'slug' in scheduler);
};

/** A row with the new field shows that the server has it; one without counts only as long as nothing else is known. */
const learnRoles = (features: Learned['features'], isThere: boolean): void => {
  if (isThere || !features.has('organizationRoles')) features.set('organizationRoles', isThere);
};

/** Reads what the form of an answer says. In: its path and data. */
const learnFromShape = (learned: Learned, path: string, data: unknown): void => {
  const { features } = learned;
  if (path === '/api/v1/health' && isRecord(data) && isRecord(data.license)) {
    learned.isNewer = true;
    features.set('licence', data.license.valid === true);
  }
  if (/^\/api\/v1\/projects\/[^/]+\/spaces(\/[^/]+)?$/.test(path)) {
    const space = Array.isArray(data) ? data[0] : data;
    if (!isRecord(space)) return;
    if ('inheritsFromOrgOrProject' in space) learned.isNewer = true;
    else if ('isPrivate' in space) learned.isNewer = false;
    if ('inheritParentPermissions' in space || 'isPrivate' in space)
      features.set('inheritance', 'inheritParentPermissions' in space);
  }
  const first = firstOf(data);
  learnFromScheduler(features, isRecord(data) && 'schedulerUuid' in data ? data : first);
  if (!isRecord(first)) return;
  if (/^\/api\/v2\/orgs\/[^/]+\/roles$/.test(path)) learnRoles(features, 'level' in first);
  if (path === '/api/v1/org/users') learnRoles(features, 'hasMultipleRoles' in first);
};

/**
 * Learns from an answer what the server can do; it learns from refusals and from the shape of data, never from version numbers. In: the
 * request, and how it ended. To be called before the request is sent: what comes back is kept for the console that asked.
 */
export const learnFrom = (method: string, path: string): ((ended: { data: unknown } | { error: unknown }) => void) => {
  const learned = learnedHere();
  return (ended) => {
    const asked = `${method.toUpperCase()} ${path}`;
    const called = calledName(method, path);
    const seen = seenBy(ended);
    if (seen && learned.seen.get(called) !== seen) learned.seen = new Map(learned.seen).set(called, seen);
    const newer = NEWER.find(({ pattern }) => pattern.test(asked))?.operation;
    if ('data' in ended) {
      if (method.toUpperCase() === 'GET') learnFromShape(learned, path, ended.data);
      if (newer) learned.features.set(newer, true);
    } else if (newer && isFailure(ended.error, 'no-such-operation', 'forbidden', 'not-available'))
      learned.features.set(newer, !isFailure(ended.error, 'no-such-operation'));
    for (const listener of listeners) listener();
  };
};

/** Whether the server can do something: true, false, or undefined as long as that is not known. */
export const supports = (feature: Feature): boolean | undefined => {
  const { features, isNewer } = learnedHere();
  const known = features.get(feature);
  if (known !== undefined) return known;
  return NEWER.some(({ operation }) => operation === feature) || feature === 'inheritance' ? isNewer : undefined;
};

/** How operations fared so far, what the server can do, and whether it is of the generation of 1.219; undefined where that is not known. */
export const learnedSoFar = (): Readonly<Pick<Learned, 'seen' | 'isNewer'>> & { features: Features } => learnedHere();

/** Adds what another tab has learned of the same server. */
export const takeOver = ({ isNewer, features }: Pick<Learned, 'isNewer'> & { features: Features }): void => {
  const learned = learnedHere();
  learned.isNewer ??= isNewer;
  for (const [feature, can] of features) learned.features.set(feature, can);
  for (const listener of listeners) listener();
};

/** The entry of what was seen or announced that is about an operation. In: entries by `METHOD /path`, `…` for uuids. */
export const aboutOperation = <T>(entries: ReadonlyMap<string, T>, operation: OperationName): T | undefined => {
  const exact = entries.get(operation.replace(/\{[^}]+\}/g, '…'));
  if (exact !== undefined) return exact;
  const pattern = patternOf(operation);
  for (const [called, entry] of entries) if (pattern.test(called)) return entry;
  return undefined;
};

/** Calls the listener whenever something was learned. Out: a function that ends that. */
export const subscribeToCapabilities = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Whether the server announced an end of an operation that has passed. */
export const isPastSunset = (operation: OperationName, now = Date.now()): boolean => {
  const pattern = patternOf(operation);
  return notices
    .current()
    .some(({ method, path, until }) => until && Date.parse(until) < now && pattern.test(`${method} ${path}`));
};

/** One way to a result: the operation it needs, those that a server has or lacks together with it, and what makes the calls. */
export type Route<T> = { operation: OperationName; together?: readonly OperationName[]; run: () => Promise<T> };

/** The way for servers that lack the newer operation. Without an operation of its own it is used for those only. */
type OlderRoute<T> = { operation?: OperationName; run: () => Promise<T> };

/** Takes a route, or the other one where the server lacks the operation of the first. */
const walk = async <T>({ operation, together = [], run }: Route<T>, otherwise: () => Promise<T>): Promise<T> => {
  if (supports(operation) === false) return otherwise();
  const { features } = learnedHere();
  try {
    return await run();
  } catch (error) {
    if (!isFailure(error, 'no-such-operation')) throw error;
    const needed = [operation, ...together];
    // A route of several calls may lack another of them: then this says nothing about its operation.
    if (needed.some((each) => patternOf(each).test(`${error.method} ${error.path}`)))
      for (const each of needed) features.set(each, false);
    return otherwise();
  }
};

/**
 * The result of the new route, or of the old one where the server does not have the operation of the new one; that is asked for
 * once a console. A route whose end has passed is never the first choice while the other's has not. Throws ApiFailure of the
 * route that was taken.
 */
export const firstThat = <T>(newer: Route<T>, { operation, run }: OlderRoute<T>): Promise<T> =>
  operation && isPastSunset(newer.operation) && !isPastSunset(operation)
    ? walk({ operation, run }, newer.run)
    : walk(newer, run);
