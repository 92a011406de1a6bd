import type { MemberList } from '#/data/members';
import type { AccessRow } from '#/data/spaces';
import {
  type AccessModel,
  becauseOf,
  decisiveSteps,
  describeSource,
  limits,
  type PathStep,
  powersInWords,
  type SpaceDecisions,
  type SpaceRole,
} from '#/access';
import { heldRole, statusName, type Member } from '#/domain/members';
import { roleName, roleRank } from '#/domain/roles';
import { once } from '#/lib/memo';
import { peopleKind, type PeopleRow } from '#/ui/PeopleTable';

/** By what somebody has access. */
export const WAYS = ['direct', 'group', 'everybody', 'above', 'public', 'project', 'organization'] as const;
export type Way = (typeof WAYS)[number];

const WAY_NAMES: Record<Way, string> = {
  direct: 'Granted here',
  group: 'Through a group granted here',
  everybody: 'Granted to everybody in the project',
  above: 'Granted on a space above',
  public: 'Because the space is public',
  project: 'Through a role in the project',
  organization: 'Through the organization role',
};

/** The same in little room. */
export const WAY_WORDS: Record<Way, string> = {
  direct: 'Granted here',
  group: 'Group granted here',
  everybody: 'Everybody in the project',
  above: 'Granted on a space above',
  public: 'Public space',
  project: 'Role in the project',
  organization: 'Organization role',
};

/** How somebody who reaches a space stands out among those who do. */
export const APART = ['unlike', 'away', 'idle'] as const;
type Apart = (typeof APART)[number];

const APART_NAMES: Record<Apart, string> = {
  unlike: 'Most with their role cannot open it',
  away: 'Cannot sign in',
  idle: 'Holds a grant without effect',
};

/** What is said of people who stand out, after how many they are. */
export const apartInWords = (apart: Apart, isOne: boolean): string =>
  ({
    unlike: isOne ? 'opens it although most with the same role cannot' : 'open it although most with their role cannot',
    away: 'cannot sign in',
    idle: isOne ? 'holds a grant without effect' : 'hold a grant without effect',
  })[apart];

/** A role of which no more than this share opens a space: those who do are few among their like. */
const FEW = 0.1;
/** Of fewer people nothing can be said of what most of them do. */
const MANY = 10;

/** The organization roles of which only few who can sign in open a space. In: who does. */
export const rolesOfFew = (
  members: readonly Pick<Member, 'userUuid' | 'status' | 'role' | 'roleUuid'>[],
  opens: ReadonlySet<string>,
): ReadonlySet<string> => {
  const byRole = new Map<string, { all: number; opening: number }>();
  for (const member of members) {
    if (member.status !== 'active') continue;
    const role = heldRole(member);
    const { all, opening } = byRole.get(role) ?? { all: 0, opening: 0 };
    byRole.set(role, { all: all + 1, opening: opening + Number(opens.has(member.userUuid)) });
  }
  return new Set(
    [...byRole].flatMap(([role, { all, opening }]) => (all >= MANY && opening / all <= FEW ? [role] : [])),
  );
};

const wayOf = (step: PathStep): Way | [] => ('on' in step && step.on ? 'above' : (WAY_OF[step.kind] ?? []));

const WAY_OF: Partial<Record<PathStep['kind'], Way>> = {
  spaceGrant: 'direct',
  groupSpaceGrant: 'group',
  projectMembersGrant: 'everybody',
  publicSpace: 'public',
  projectGrant: 'project',
  groupProjectGrant: 'project',
  organizationRole: 'organization',
};

/** What a row can be filtered by: the most that it allows. */
const MAY = ['view', 'edit', 'manage'] as const;
type May = (typeof MAY)[number];

const MAY_NAMES: Record<May, string> = { view: 'View only', edit: 'Edit content', manage: 'Manage the space' };

/** Somebody who reaches a space. */
export type ReachRow = PeopleRow & { may: readonly May[]; ways: () => readonly Way[]; apart: () => readonly Apart[] };

const ranked = (may: readonly May[]) => ({ may, rank: MAY.findLastIndex((each) => may.includes(each)) });

const mayOf = ({ view, manage, editDashboards, editCharts }: SpaceDecisions) => {
  const edits = editDashboards === true || editCharts === true;
  return ranked([
    ...(view === true && !edits && manage !== true ? (['view'] as const) : []),
    ...(edits ? (['edit'] as const) : []),
    ...(manage === true ? (['manage'] as const) : []),
  ]);
};

const POWERS = ['view', 'manage', 'editDashboards', 'editCharts'] as const;

/** Everybody who can do anything in a space, or of whom it is not known, by the access rules. */
export const computedRows = (model: AccessModel, everybody: MemberList, spaceUuid: string): ReachRow[] => {
  const reached = model.whoCanReach({ spaceUuid });
  const opening = reached.flatMap(({ userUuid, decisions }) => (decisions.view === true ? [userUuid] : []));
  const few = rolesOfFew(everybody.members, new Set(opening));
  return reached.flatMap((entry): ReachRow[] => {
    const { userUuid, decisions } = entry;
    const member = everybody.byUuid.get(userUuid);
    if (!member || POWERS.every((power) => decisions[power] === false)) return [];
    const answer = once(entry.answer);
    const idle = once(() =>
      answer()
        .path.filter((step) => step.effect === 'none' && !(step.kind === 'organizationRole' && step.role === 'member'))
        .map(describeSource),
    );
    return [
      {
        userUuid,
        name: member.name,
        email: member.email,
        state: member.status === 'active' ? '' : statusName(member.status),
        gives: powersInWords(decisions),
        ...mayOf(decisions),
        // Some edit by its address what they cannot open (A8).
        isKnown: POWERS.some((power) => decisions[power] === true),
        because: once(() => becauseOf(answer())),
        limit: once(() => (decisions.view === true ? limits(answer().path) : '')),
        ways: once(() => [...new Set(decisiveSteps(answer().path).flatMap(wayOf))]),
        idle,
        apart: once(() => [
          ...(decisions.view === true && few.has(heldRole(member)) ? (['unlike'] as const) : []),
          ...(member.status === 'active' ? [] : (['away'] as const)),
          ...(answer().path.some(isIdleGrant) ? (['idle'] as const) : []),
        ]),
      },
    ];
  });
};

/** A grant on a space that gives its holder nothing, whether they hold it themselves or by a group. */
const isIdleGrant = ({ kind, effect }: PathStep): boolean =>
  effect === 'none' && (kind === 'spaceGrant' || kind === 'groupSpaceGrant');

const FROM: Readonly<Record<string, Way>> = {
  organization: 'organization',
  project: 'project',
  group: 'project',
  space_group: 'group',
  parent_space: 'above',
};

const MAY_OF: Record<SpaceRole, May> = { viewer: 'view', editor: 'edit', admin: 'manage' };

/**
 * The server's own list, one row a person, the best one (A7, C7): before the rules can be computed, and for persons for whom they
 * cannot. In: the rows; whether spaces of the server inherit: then a direct grant in a row may also be a group's, or the one to
 * everybody in the project, and who holds nothing in the project cannot open the space although it is listed.
 */
export const statedRows = (rows: readonly AccessRow[], isNewer = false): ReachRow[] => {
  const best = new Map<string, AccessRow>();
  for (const row of rows) {
    const known = best.get(row.userUuid);
    if (!known || roleRank(row.role) > roleRank(known.role)) best.set(row.userUuid, row);
  }
  return [...best.values()].map((row): ReachRow => {
    const { userUuid, name, email, role } = row;
    const ways = isNewer ? newerWays(row) : olderWays(row);
    return {
      userUuid,
      name,
      email,
      state: '',
      gives: roleName(role),
      ...ranked([MAY_OF[role]]),
      isKnown: true,
      because: () => (isNewer ? newerBecause(row) : ways.map((way) => WAY_NAMES[way]).join('; ')),
      ways: () => ways,
      apart: () => [],
    };
  });
};

const olderWays = ({ hasDirectAccess, inheritedFrom }: AccessRow): readonly Way[] => {
  if (hasDirectAccess) return ['direct'];
  const from = FROM[inheritedFrom ?? ''];
  return from ? [from] : [];
};

const newerWays = ({ hasDirectAccess, inheritedFrom }: AccessRow): readonly Way[] => {
  if (inheritedFrom === 'parent_space') return ['above'];
  if (hasDirectAccess)
    return inheritedFrom === 'space_group' ? ['group', 'everybody'] : ['direct', 'group', 'everybody'];
  const from = FROM[inheritedFrom ?? ''];
  return from ? [from] : [];
};

/** What a row says for certain. */
const newerBecause = (row: AccessRow): string => {
  const { hasDirectAccess, inheritedFrom, inheritedRole } = row;
  const only = inheritedFrom === 'space_group' || inheritedFrom === 'parent_space';
  const grant =
    inheritedFrom === 'parent_space'
      ? 'Granted on a space above, to them or a group'
      : hasDirectAccess
        ? inheritedFrom === 'space_group'
          ? 'Granted here to a group or to everybody in the project'
          : 'Granted here, to them or a group'
        : '';
  const role = inheritedRole ? `${roleName(inheritedRole)} ${ROLE_FROM[inheritedFrom ?? ''] ?? ''}`.trim() : '';
  return [grant, ...(only || grant !== '' ? [] : [role])].filter(Boolean).join('; ');
};

const ROLE_FROM: Readonly<Record<string, string>> = {
  organization: 'in the organization',
  project: 'in the project',
  group: 'in the project, by a group',
};

const named = <Name extends string>(names: Readonly<Record<Name, string>>, order: readonly Name[]) =>
  order.map((value) => ({ value, label: names[value] }));

/** The list of everyone who reaches a space. */
export const REACH = peopleKind<ReachRow, 'how' | 'may' | 'apart'>({
  filters: {
    how: { name: 'How', options: named(WAY_NAMES, WAYS), of: (row) => row.ways() },
    may: { name: 'Can', options: named(MAY_NAMES, MAY), of: ({ may }) => may },
    apart: { name: 'Stands out', options: named(APART_NAMES, APART), of: (row) => row.apart() },
  },
  csv: [
    { header: 'Can', value: ({ gives }) => gives },
    { header: 'Because of', value: (row) => row.because() },
    { header: 'Limit', value: (row) => row.limit?.() ?? '' },
    { header: 'Sources without effect', value: (row) => row.idle?.().length ?? 0 },
  ],
});
