/**
 * How long the access rules take over an organization of 10,000 members, 50 projects and 500 spaces.
 *
 *     npx tsx scripts/access-bench.ts
 *
 * Each question is also answered by a plain loop over the same data, in the same run: a loop that asks the rules about each
 * person alone, or searches the lists of the snapshot. The ratio says more than the milliseconds, for machines differ.
 */
import { cpus, loadavg } from 'node:os';
import {
  buildAccessModel,
  diffAccess,
  previewChanges,
  type AccessChange,
  type AccessModel,
  type AccessSnapshot,
} from '../src/access/rules';
import { ORGANIZATION_ROLES, PROJECT_ROLES } from '../src/domain/roles';
import { isStarted } from './run';

const SIZE = { members: 10_000, groups: 200, projects: 50, spaces: 500 };
const SPACE_ROLES = ['viewer', 'editor', 'admin'] as const;
const RUNS = 15;

/** Numbers that look random and are the same in each run (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const uuid = (kind: string, number: number) => `${kind}-0000-4000-8000-${String(number).padStart(12, '0')}`;
const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

/** An organization in which every combination of grants occurs; a third of the spaces are nested. */
export function organization(size: typeof SIZE, generation: 'A' | 'C'): AccessSnapshot {
  const below = numbers(size.members);
  const pick = <T>(values: readonly [T, ...T[]] | readonly T[]): T => values[below(values.length)] as T;
  const some = (kind: string, all: number, count: number) => [...new Set(times(count, () => uuid(kind, below(all))))];
  const role = () => (below(8) === 0 ? uuid('role', below(8)) : pick(PROJECT_ROLES));
  return {
    generation,
    members: times(size.members, (n) => ({
      userUuid: uuid('user', n),
      role: below(2) === 0 ? 'member' : pick(ORGANIZATION_ROLES.slice(0, 5)),
      status: below(20) === 0 ? 'pending' : 'active',
      groupUuids: some('group', size.groups, below(7)),
    })),
    groups: times(size.groups, (n) => ({ groupUuid: uuid('group', n), name: `Group ${n}` })),
    customRoles: times(8, (n) => ({
      roleUuid: uuid('role', n),
      name: `Role ${n}`,
      scopes: [
        'view:Project',
        'view:Space',
        'manage:Space@public',
        'manage:Dashboard@space',
        'manage:SavedChart',
      ].slice(0, n % 6),
    })),
    projects: times(size.projects, (n) => ({
      projectUuid: uuid('project', n),
      userGrants: some('user', size.members, 400).map((userUuid) => ({ userUuid, role: role() })),
      groupGrants: some('group', size.groups, 20).map((groupUuid) => ({ groupUuid, role: role() })),
    })),
    spaces: times(size.spaces, (n) => ({
      spaceUuid: uuid('space', n),
      name: `Space ${n}`,
      projectUuid: uuid('project', n % size.projects),
      parentSpaceUuid:
        n >= (size.spaces * 2) / 3
          ? uuid('space', n - Math.floor(size.spaces / 2 / size.projects) * size.projects)
          : null,
      isPrivate: below(2) === 0,
      inheritsParent: below(2) === 0,
      directGrants: some('user', size.members, 60).map((userUuid) => ({ userUuid, role: pick(SPACE_ROLES) })),
      groupGrants: some('group', size.groups, 8).map((groupUuid) => ({ groupUuid, role: pick(SPACE_ROLES) })),
    })),
  };
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** In milliseconds: by the clock, and what all threads of the process worked, which a busy machine does not make longer. */
type Times = { clock: number; fastest: number; work: number };

/** Medians of some runs, each over what `prepare` makes anew. */
function measure<T>(runs: number, prepare: () => T, run: (input: T) => unknown): Times {
  const taken = times(runs, () => {
    const input = prepare();
    const usage = process.cpuUsage();
    const start = performance.now();
    run(input);
    const clock = performance.now() - start;
    const { user: own, system } = process.cpuUsage(usage);
    return { clock, work: (own + system) / 1_000 };
  });
  const clocks = taken.map(({ clock }) => clock);
  return { clock: median(clocks), fastest: Math.min(...clocks), work: median(taken.map(({ work }) => work)) };
}

type Question = {
  name: string;
  /** The most it may take, in milliseconds; null where nothing is demanded. */
  target: number | null;
  /** What each run starts from, made without being measured. */
  prepare: () => AccessModel;
  run: (model: AccessModel) => unknown;
  plain: (model: AccessModel) => unknown;
  /** How many runs of the plain loop: those that take seconds are run once. */
  plainRuns?: number;
};

/** Somebody and some places in the midst of an organization. */
const chosen = ({ members, groups, projects, spaces }: typeof SIZE) => ({
  user: uuid('user', Math.floor(members / 2)),
  group: uuid('group', Math.floor(groups / 2)),
  project: uuid('project', Math.floor(projects / 2)),
  space: uuid('space', Math.floor(spaces / 4)),
  otherSpace: uuid('space', Math.floor(spaces / 2)),
});

/** What-ifs, from the narrowest to the widest. */
const whatIfs = ({ user, group, project, space }: ReturnType<typeof chosen>): [string, AccessChange][] => [
  [
    'a grant on a space to a person',
    { kind: 'spaceGrant', spaceUuid: space, holder: { kind: 'user', uuid: user }, role: 'viewer' },
  ],
  [
    'a grant on a space to a group',
    { kind: 'spaceGrant', spaceUuid: space, holder: { kind: 'group', uuid: group }, role: 'viewer' },
  ],
  [
    'a grant in a project to a group',
    { kind: 'projectGrant', projectUuid: project, holder: { kind: 'group', uuid: group }, role: 'editor' },
  ],
  ['a member removed', { kind: 'memberRemoved', userUuid: user }],
  ['a group deleted', { kind: 'groupDeleted', groupUuid: group }],
  ['a space made private', { kind: 'spacePrivacy', spaceUuid: space, isPrivate: true }],
];

function questions(snapshot: AccessSnapshot, size: typeof SIZE): Question[] {
  const places = chosen(size);
  const { user, space, otherSpace, project } = places;
  const everybody = snapshot.members.map(({ userUuid }) => userUuid);
  // Other objects with the same content: what is remembered of a list, a project or a space must not help.
  const copied = (): AccessSnapshot => ({
    ...snapshot,
    members: [...snapshot.members],
    projects: snapshot.projects.map((each) => ({ ...each })),
    spaces: snapshot.spaces.map((each) => ({ ...each })),
  });
  const fresh = () => buildAccessModel(copied());
  const warm = fresh();
  // A model of which only the snapshot counts: that one has not been sorted out.
  const unbuilt = () => ({ ...warm, snapshot: copied() });
  const isReached = (model: AccessModel, userUuid: string, spaceUuid: string) => {
    const { view, manage, editDashboards, editCharts } = model.space(userUuid, spaceUuid);
    return [view, manage, editDashboards, editCharts].some((decision) => decision !== false);
  };
  const whoPlainly = (model: AccessModel) => everybody.filter((userUuid) => isReached(model, userUuid, space));
  const shown = snapshot.projects.slice(0, 20);
  return [
    {
      name: 'building the model',
      target: 500,
      prepare: unbuilt,
      run: (model) => buildAccessModel(model.snapshot),
      plain: () => touchEverything(snapshot),
    },
    {
      name: 'building it and sorting out the grants of all places',
      target: 500,
      prepare: unbuilt,
      run: (model) => buildAccessModel(model.snapshot).reachOf(user),
      plain: () => touchEverything(snapshot),
    },
    {
      name: 'one answer with its path, the first of a model',
      target: 1,
      prepare: fresh,
      run: (model) => model.space(user, space),
      plain: () => searchGrants(snapshot, user, space),
    },
    {
      name: 'one answer with its path',
      target: 1,
      prepare: () => warm,
      run: (model) => model.space(user, space),
      plain: () => searchGrants(snapshot, user, space),
    },
    {
      name: 'everyone who reaches one space, the first question of a model',
      target: 20,
      prepare: fresh,
      run: (model) => model.whoCanReach({ spaceUuid: space }),
      plain: whoPlainly,
    },
    {
      name: 'everyone who reaches another space',
      target: 20,
      prepare: () => {
        const model = fresh();
        model.whoCanReach({ spaceUuid: otherSpace });
        return model;
      },
      run: (model) => model.whoCanReach({ spaceUuid: space }),
      plain: whoPlainly,
    },
    {
      name: 'the same again',
      target: 20,
      prepare: () => warm,
      run: (model) => model.whoCanReach({ spaceUuid: space }),
      plain: whoPlainly,
    },
    {
      name: 'everything one person reaches',
      target: null,
      prepare: () => warm,
      run: (model) => model.reachOf(user),
      plain: (model) => snapshot.spaces.filter(({ spaceUuid }) => isReached(model, user, spaceUuid)),
    },
    {
      name: `matrix: 40 members × ${shown.length} projects`,
      target: null,
      prepare: fresh,
      run: (model) => everybody.slice(0, 40).map((userUuid) => shown.map((each) => model.decide(userUuid, each))),
      plain: (model) =>
        everybody.slice(0, 40).map((userUuid) => shown.map(({ projectUuid }) => model.project(userUuid, projectUuid))),
    },
    {
      name: `matrix: all ${size.members} members × ${size.projects} projects`,
      target: null,
      prepare: fresh,
      run: (model) => snapshot.projects.map((each) => everybody.map((userUuid) => model.decide(userUuid, each))),
      plain: (model) =>
        snapshot.projects.map(({ projectUuid }) =>
          everybody.map((userUuid) => model.project(userUuid, projectUuid).role),
        ),
      plainRuns: 1,
    },
    ...whatIfs(places).map(([name, change]) => ({
      name: `what if: ${name}`,
      target: null,
      prepare: () => warm,
      run: (model: AccessModel) => previewChanges(model, [change]),
      plain: (model: AccessModel) => everyoneIn(model, previewChanges(model, [change]).after, project, space),
      plainRuns: 1,
    })),
  ];
}

/** A comparison that does not ask what a change can touch: one space and one project, everybody. */
function everyoneIn(model: AccessModel, after: AccessModel, project: string, space: string): unknown {
  return diffAccess(model, after, {
    everywhere: new Set(),
    projects: new Map([[project, 'everyone']]),
    spaces: new Map([[space, 'everyone']]),
  });
}

/** A plain loop over all that a snapshot holds. */
function touchEverything({ members, projects, spaces }: AccessSnapshot): number {
  let length = 0;
  for (const { userUuid, groupUuids } of members)
    for (const groupUuid of groupUuids) length += userUuid.length + groupUuid.length;
  const grants = [
    ...projects.flatMap(({ userGrants, groupGrants }) => [userGrants, groupGrants]),
    ...spaces.flatMap(({ directGrants, groupGrants }) => [directGrants, groupGrants]),
  ];
  for (const some of grants) if (some !== 'unknown') for (const { role } of some) length += role.length;
  return length;
}

/** What a loop without any index has to do before it can decide: find the person, the place and the grants in the lists. */
function searchGrants(snapshot: AccessSnapshot, userUuid: string, spaceUuid: string): unknown[] {
  const member = snapshot.members.find((each) => each.userUuid === userUuid);
  const found = snapshot.spaces.find((each) => each.spaceUuid === spaceUuid);
  const around = snapshot.projects.find(({ projectUuid }) => projectUuid === found?.projectUuid);
  const own = member && member.groupUuids !== 'unknown' ? member.groupUuids : [];
  return [around?.userGrants, around?.groupGrants, found?.directGrants, found?.groupGrants].flatMap((grants) =>
    !grants || grants === 'unknown'
      ? []
      : grants.filter((grant) => ('userUuid' in grant ? grant.userUuid === userUuid : own.includes(grant.groupUuid))),
  );
}

/** Whether a target is met; by the clock it may be missed only because others are at work on the machine. */
function verdict({ clock, work }: Times, target: number | null): string {
  if (target === null) return '';
  if (clock <= target) return `, target ${target} ms: met`;
  return work <= target ? `, target ${target} ms: missed by the clock only` : `, target ${target} ms: MISSED`;
}

/** Asks every question of one generation and tells how long each took. Out: whether every target was met. */
export function bench(size: typeof SIZE, generation: 'A' | 'C', runs: number, say: (line: string) => void): boolean {
  let isMet = true;
  for (const { name, target, prepare, run, plain, plainRuns = 3 } of questions(organization(size, generation), size)) {
    // The first runs only warm the machine up, and are not counted.
    measure(Math.min(runs, 5), prepare, run);
    const taken = measure(runs, prepare, run);
    const loop = measure(plainRuns, prepare, plain);
    const ratio = loop.clock / taken.clock;
    say(
      `${name.padEnd(62)} ${taken.clock.toFixed(3)} ms (fastest ${taken.fastest.toFixed(3)}, work ${taken.work.toFixed(3)})` +
        `${verdict(taken, target)}; plain loop ${loop.clock.toFixed(3)} ms: ${ratio.toFixed(ratio < 10 ? 2 : 0)} times as long`,
    );
    if (target !== null && taken.clock > target && taken.work > target) isMet = false;
  }
  return isMet;
}

function main(): void {
  console.log(
    `${Object.entries(SIZE)
      .map(([what, count]) => `${count} ${what}`)
      .join(', ')}; Node ${process.version}, ` +
      `${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, load ${loadavg()[0]?.toFixed(1)}; medians of ${RUNS} runs`,
  );
  for (const generation of ['A', 'C'] as const) {
    console.log(`\nRules of the ${generation} generation`);
    if (!bench(SIZE, generation, RUNS, console.log)) process.exitCode = 1;
  }
}

if (isStarted(import.meta.filename)) main();
