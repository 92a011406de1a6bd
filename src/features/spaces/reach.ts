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
import { statusName } from '#/domain/members';
import { roleName, roleRank } from '#/domain/roles';
import { once } from '#/lib/memo';
import { peopleKind, type PeopleRow } from '#/ui/PeopleTable';

/** By what somebody has access. */
const WAYS = ['direct', 'group', 'everybody', 'above', 'public', 'project', 'organization'] as const;
type Way = (typeof WAYS)[number];

const WAY_NAMES: Record<Way, string> = {
  direct: 'Granted here',
  group: 'Through a group granted here',
  everybody: 'Granted to everybody in the project',
  above: 'Granted on a space above',
  public: 'Because the space is public',
  project: 'Through a role in the project',
  organization: 'Through the organization role',
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
export type ReachRow = PeopleRow & { may: readonly May[]; ways: () => readonly Way[] };

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
export const computedRows = (model: AccessModel, everybody: MemberList, spaceUuid: string): ReachRow[] =>
  model.whoCanReach({ spaceUuid }).flatMap((entry): ReachRow[] => {
    const { userUuid, decisions } = entry;
    const member = everybody.byUuid.get(userUuid);
    if (!member || POWERS.every((power) => decisions[power] === false)) return [];
    const answer = once(entry.answer);
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
        idle: once(() =>
          answer()
            .path.filter(
              (step) => step.effect === 'none' && !(step.kind === 'organizationRole' && step.role === 'member'),
            )
            .map(describeSource),
        ),
      },
    ];
  });

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
export const REACH = peopleKind<ReachRow, 'how' | 'may'>({
  filters: {
    how: { name: 'How', options: named(WAY_NAMES, WAYS), of: (row) => row.ways() },
    may: { name: 'Can', options: named(MAY_NAMES, MAY), of: ({ may }) => may },
  },
  csv: [
    { header: 'Can', value: ({ gives }) => gives },
    { header: 'Because of', value: (row) => row.because() },
    { header: 'Limit', value: (row) => row.limit?.() ?? '' },
    { header: 'Sources without effect', value: (row) => row.idle?.().length ?? 0 },
  ],
});
