import { once } from '#/lib/memo';
import type { PersonReach, ProjectAccess, ReachedProject, ReachedSpace, SpaceAccess } from '../rules';
import { becauseInShort, limits, powersInWords, waysOf, type Way } from './words';
import { heldRole, statusName, type Member, type MemberStatus } from '#/domain/members';
import { roleName, roleRank } from '#/domain/roles';

/** What a row of either list says about the access itself. What takes the path is made when it is first asked for. */
type AccessRow = {
  /** The role in a project, what may be done in a space. */
  gives: string;
  /** How much that is, for sorting. */
  rank: number;
  /** False where it depends on what has not been read whether there is any access. */
  isKnown: boolean;
  because: () => string;
  ways: () => readonly Way[];
  answer: () => ProjectAccess | SpaceAccess;
};

/** A project or a space that somebody reaches. `inside` is the project of a space. */
export type PlaceRow = AccessRow & {
  id: string;
  kind: 'project' | 'space';
  projectUuid: string;
  spaceUuid: string | null;
  name: string;
  inside: string;
};

/**
 * Somebody who reaches a project or a space. `state` is a word about somebody who cannot sign in; `status` is null and `role`
 * empty for whom only a grant names.
 */
export type PersonRow = AccessRow & {
  userUuid: string;
  name: string;
  email: string;
  status: MemberStatus | null;
  state: string;
  role: string;
};

type PlaceNames = {
  project: (uuid: string) => string;
  space: (uuid: string) => string;
  projectOf: (spaceUuid: string) => string | undefined;
};

const NOT_KNOWN: readonly Way[] = ['unknown'];

/** That somebody has access can be certain although it is not known by which of two ways. */
const orNotKnown = (ways: readonly Way[]): readonly Way[] => (ways.length > 0 ? ways : NOT_KNOWN);

const inProject = (entry: ReachedProject): AccessRow => {
  const { visible, role } = entry.decisions;
  const isKnown = visible === true;
  const answer = once(entry.answer);
  return {
    gives: !isKnown
      ? 'Not known whether'
      : role === 'unknown'
        ? 'Sees it; role not known'
        : role === null
          ? 'Custom role'
          : roleName(role),
    rank: !isKnown || role === 'unknown' ? -1 : role === null ? 0.5 : roleRank(role),
    isKnown,
    because: once(() => becauseInShort(answer())),
    ways: once(() => (isKnown ? orNotKnown(waysOf(answer().path, 'project')) : NOT_KNOWN)),
    answer,
  };
};

const inSpace = (entry: ReachedSpace): AccessRow => {
  const { view, editCharts, editDashboards, manage } = entry.decisions;
  const powers = [view, editCharts, editDashboards, manage];
  const isKnown = powers.includes(true);
  const answer = once(entry.answer);
  return {
    gives: powersInWords(entry.decisions),
    rank: powers.filter((power) => power === true).length,
    isKnown,
    because: once(() =>
      [becauseInShort(answer()), view === true ? limits(answer().path) : ''].filter(Boolean).join('. '),
    ),
    ways: once(() => (isKnown ? orNotKnown(waysOf(answer().path, 'space')) : NOT_KNOWN)),
    answer,
  };
};

/** Everything that somebody reaches, as rows with the reason in short. In: what the rules found, and what places are called. */
export const placeRows = ({ projects, spaces }: PersonReach, names: PlaceNames): PlaceRow[] => [
  ...projects.map((entry): PlaceRow => {
    const { projectUuid } = entry;
    return {
      id: projectUuid,
      kind: 'project',
      projectUuid,
      spaceUuid: null,
      name: names.project(projectUuid),
      inside: '',
      ...inProject(entry),
    };
  }),
  ...spaces.map((entry): PlaceRow => {
    const { spaceUuid } = entry;
    const projectUuid = names.projectOf(spaceUuid) ?? '';
    return {
      id: spaceUuid,
      kind: 'space',
      projectUuid,
      spaceUuid,
      name: names.space(spaceUuid),
      inside: names.project(projectUuid),
      ...inSpace(entry),
    };
  }),
];

/**
 * Everybody who reaches a place, as rows with the reason in short. In: what the rules found, who everybody is, and
 * what roles are called.
 */
export const personRows = (
  entries: readonly (ReachedProject | ReachedSpace)[],
  members: ReadonlyMap<string, Member>,
  nameRole: (role: string) => string,
): PersonRow[] =>
  entries.map((entry): PersonRow => {
    const { userUuid } = entry;
    const member = members.get(userUuid);
    const access = 'spaceUuid' in entry ? inSpace(entry) : inProject(entry);
    return {
      userUuid,
      name: member?.name ?? 'A person who is not listed',
      email: member?.email ?? '',
      status: member?.status ?? null,
      state: !member || member.status === 'active' ? '' : statusName(member.status),
      role: member ? nameRole(heldRole(member)) : '',
      ...access,
    };
  });
