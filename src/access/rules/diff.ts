import { roleRank } from '#/domain/roles';
import type { ProjectDecisions, SpaceDecisions } from './answers';
import { applyChanges, unreadChanges, type AccessChange, type UnreadChange } from './changes';
import { buildAccessModel, type AccessModel } from './model';
import type { Place, ProjectPlace, SpacePlace } from './places';
import { scopeOf, type AccessScope } from './scope';
import type { AccessMember } from './snapshot';
import { peopleOf } from './snapshot-index';
import { UNKNOWN } from '#/domain/unknown';

const POWERS = ['listed', 'view', 'manage', 'editDashboards', 'editCharts'] as const;

export type ProjectDecision = 'visible' | 'role' | 'customRoles';
export type SpaceDecision = (typeof POWERS)[number];

/** What becomes different for one person in one place. */
type Difference<Decisions, Decision> = {
  userUuid: string;
  before: Decisions;
  after: Decisions;
  gains: Decision[];
  loses: Decision[];
  /** What may become different: it depends on something that has not been read. */
  unknown: Decision[];
};

/** A role that becomes a higher or a lower one is in `gains` or `loses`; with custom roles it can be both. */
export type ProjectDifference = Difference<ProjectDecisions, ProjectDecision> & ProjectPlace;
export type SpaceDifference = Difference<SpaceDecisions, SpaceDecision> & SpacePlace;

/** What becomes different between two models; who and what stays as it is, is not in it. */
export type AccessDiff = {
  projects: ProjectDifference[];
  spaces: SpaceDifference[];
  /** The people who gain anything, who lose anything, and of whom something is unknown; somebody may be in all three. */
  gaining: string[];
  losing: string[];
  unknown: string[];
};

/** What a what-if leads to. */
export type ChangePreview = {
  /** The model after the changes. */
  after: AccessModel;
  diff: AccessDiff;
  /** The changes whose effect is not known, because what they change has not been read; they are not in `diff`. */
  unread: UnreadChange[];
};

/**
 * Who gains and who loses what between two models, exactly. In: what is to be compared, say `scopeOf` the changes; everyone
 * everywhere where it is missing. Unknown is reported only where something that was read differs and an answer depends on what
 * was not, such as the role of a direct grant on a space (A6): what is unknown before and after for the same reasons stays
 * the same. Throws nothing.
 */
export function diffAccess(before: AccessModel, after: AccessModel, scope?: AccessScope): AccessDiff {
  const projects: ProjectDifference[] = [];
  const spaces: SpaceDifference[] = [];
  const hasOtherScopes = customRolesOf(before) !== customRolesOf(after);
  const isOpen = (userUuid: string, place: Place) =>
    hasOtherScopes || before.evidence(userUuid, place) !== after.evidence(userUuid, place);

  for (const projectUuid of placesIn(before, after, scope, 'projects', ({ snapshot }) =>
    snapshot.projects.map((each) => each.projectUuid),
  )) {
    const place = { projectUuid };
    const compare = (userUuid: string, was: ProjectDecisions, is: ProjectDecisions) => {
      const found = compareProjects(was, is, () => isOpen(userUuid, place));
      if (found) projects.push({ userUuid, projectUuid, ...found });
    };
    const { everyone, some } = peopleIn(before, after, scope, scope?.projects.get(projectUuid), place);
    if (everyone) compareAll(everyone, before.decideAll(place), after.decideAll(place), compare);
    for (const userUuid of some) compare(userUuid, before.decide(userUuid, place), after.decide(userUuid, place));
  }
  for (const spaceUuid of placesIn(before, after, scope, 'spaces', ({ snapshot }) =>
    snapshot.spaces.map((each) => each.spaceUuid),
  )) {
    const place = { spaceUuid };
    const compare = (userUuid: string, was: SpaceDecisions, is: SpaceDecisions) => {
      const found = compareSpaces(was, is, () => isOpen(userUuid, place));
      if (found) spaces.push({ userUuid, spaceUuid, ...found });
    };
    const { everyone, some } = peopleIn(before, after, scope, scope?.spaces.get(spaceUuid), place);
    if (everyone) compareAll(everyone, before.decideAll(place), after.decideAll(place), compare);
    for (const userUuid of some) compare(userUuid, before.decide(userUuid, place), after.decide(userUuid, place));
  }

  const people = (of: 'gains' | 'loses' | 'unknown') => [
    ...new Set([...projects, ...spaces].filter((each) => each[of].length > 0).map(({ userUuid }) => userUuid)),
  ];
  return { projects, spaces, gaining: people('gains'), losing: people('loses'), unknown: people('unknown') };
}

/** What would become different by some changes, and what is not known of that. In: the model of what is now. Throws nothing. */
export function previewChanges(model: AccessModel, changes: readonly AccessChange[]): ChangePreview {
  const after = buildAccessModel(applyChanges(model.snapshot, changes));
  return {
    after,
    diff: diffAccess(model, after, scopeOf(model, changes)),
    unread: unreadChanges(model.snapshot, changes),
  };
}

function placesIn(
  before: AccessModel,
  after: AccessModel,
  scope: AccessScope | undefined,
  kind: 'projects' | 'spaces',
  all: (model: AccessModel) => string[],
): Iterable<string> {
  // Nothing is known of a place that has not been read; the changes that concern it are in `unread`.
  const known = new Set([...all(before), ...all(after)]);
  return scope && scope.everywhere.size === 0 ? [...scope[kind].keys()].filter((uuid) => known.has(uuid)) : known;
}

/** Who is compared in a place: all members of both models, where these are the same list, and some people by uuid. */
type Compare = { everyone: readonly AccessMember[] | null; some: Iterable<string> };

function peopleIn(
  before: AccessModel,
  after: AccessModel,
  scope: AccessScope | undefined,
  inPlace: ReadonlySet<string> | 'everyone' | undefined,
  place: Place,
): Compare {
  const { members } = before.snapshot;
  const unreadHolders = [...before.unreadHoldersIn(place), ...after.unreadHoldersIn(place)];
  if (!scope || inPlace === 'everyone') {
    if (members === after.snapshot.members) return { everyone: members, some: new Set(unreadHolders) };
    const all = [...members, ...after.snapshot.members].map(({ userUuid }) => userUuid);
    return { everyone: null, some: new Set([...all, ...unreadHolders]) };
  }
  const people = new Set(unreadHolders);
  // Of somebody who has not been read, and whom no grant names, nothing is known.
  const models = [before, after].map(({ snapshot }) => peopleOf(snapshot.members).members);
  for (const users of [scope.everywhere, inPlace ?? []]) {
    for (const userUuid of users) if (models.some((known) => known.has(userUuid))) people.add(userUuid);
  }
  return { everyone: null, some: people };
}

function compareAll<Decisions>(
  people: readonly AccessMember[],
  before: readonly Decisions[],
  after: readonly Decisions[],
  compare: (userUuid: string, was: Decisions, is: Decisions) => void,
): void {
  for (const [number, { userUuid }] of people.entries()) {
    const was = before[number];
    const is = after[number];
    if (was !== undefined && is !== undefined) compare(userUuid, was, is);
  }
}

type Compared<Decisions, Decision> = Omit<Difference<Decisions, Decision>, 'userUuid'>;

function compareProjects(
  before: ProjectDecisions,
  after: ProjectDecisions,
  isOpen: () => boolean,
): Compared<ProjectDecisions, ProjectDecision> | null {
  const compared: Compared<ProjectDecisions, ProjectDecision> = { before, after, gains: [], loses: [], unknown: [] };
  settle(compared, 'visible', before.visible, after.visible, isOpen, Number);
  settle(compared, 'role', before.role, after.role, isOpen, (role) => roleRank(role ?? ''));
  // To an admin of the project a custom role gives nothing (A8).
  if (before.role !== 'admin' && !after.customRoles.every((role) => before.customRoles.includes(role)))
    compared.gains.push('customRoles');
  if (after.role !== 'admin' && !before.customRoles.every((role) => after.customRoles.includes(role)))
    compared.loses.push('customRoles');
  return isSame(compared) ? null : compared;
}

function compareSpaces(
  before: SpaceDecisions,
  after: SpaceDecisions,
  isOpen: () => boolean,
): Compared<SpaceDecisions, SpaceDecision> | null {
  const compared: Compared<SpaceDecisions, SpaceDecision> = { before, after, gains: [], loses: [], unknown: [] };
  for (const power of POWERS) settle(compared, power, before[power], after[power], isOpen, Number);
  return isSame(compared) ? null : compared;
}

/** Puts one decision where it belongs. In: whether what is unknown may differ, and how much a known value is. */
function settle<Decision, Value>(
  compared: Pick<Difference<unknown, Decision>, 'gains' | 'loses' | 'unknown'>,
  decision: Decision,
  before: Value | typeof UNKNOWN,
  after: Value | typeof UNKNOWN,
  isOpen: () => boolean,
  measure: (value: Value) => number,
): void {
  if (before === UNKNOWN || after === UNKNOWN) {
    if (before !== after || isOpen()) compared.unknown.push(decision);
    return;
  }
  const difference = measure(after) - measure(before);
  if (difference > 0) compared.gains.push(decision);
  if (difference < 0) compared.loses.push(decision);
}

function isSame({ gains, loses, unknown }: Compared<unknown, unknown>): boolean {
  return gains.length === 0 && loses.length === 0 && unknown.length === 0;
}

function customRolesOf({ snapshot }: AccessModel): string {
  return JSON.stringify(snapshot.customRoles.map(({ roleUuid, scopes }) => [roleUuid, scopes]));
}
