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
const WAYS = ['direct', 'group', 'public', 'project', 'organization'] as const;
type Way = (typeof WAYS)[number];

const WAY_NAMES: Record<Way, string> = {
  direct: 'Granted here',
  group: 'Through a group granted here',
  public: 'Because the space is public',
  project: 'Through a role in the project',
  organization: 'Through the organization role',
};

const WAY_OF: Partial<Record<PathStep['kind'], Way>> = {
  spaceGrant: 'direct',
  groupSpaceGrant: 'group',
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
        ways: once(() => [...new Set(decisiveSteps(answer().path).flatMap(({ kind }) => WAY_OF[kind] ?? []))]),
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
};

const MAY_OF: Record<SpaceRole, May> = { viewer: 'view', editor: 'edit', admin: 'manage' };

/** The server's own list, one row a person, the best one (A7): for servers and persons for which no rules can be computed. */
export const statedRows = (rows: readonly AccessRow[]): ReachRow[] => {
  const best = new Map<string, AccessRow>();
  for (const row of rows) {
    const known = best.get(row.userUuid);
    if (!known || roleRank(row.role) > roleRank(known.role)) best.set(row.userUuid, row);
  }
  return [...best.values()].map(({ userUuid, name, email, role, hasDirectAccess, inheritedFrom }): ReachRow => {
    const from = FROM[inheritedFrom ?? ''];
    const ways: Way[] = [
      ...(hasDirectAccess ? (['direct'] as const) : []),
      ...(!hasDirectAccess && from ? [from] : []),
    ];
    return {
      userUuid,
      name,
      email,
      state: '',
      gives: roleName(role),
      ...ranked([MAY_OF[role]]),
      isKnown: true,
      because: () => ways.map((way) => WAY_NAMES[way]).join('; '),
      ways: () => ways,
    };
  });
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
