import type { MemberList } from '#/data/members';
import type { AccessRow } from '#/data/spaces';
import type { AccessModel, PathStep, SpaceAccess, SpaceDecisions, SpaceRole } from '#/access/rules';
import { becauseOf, decisiveSteps, limits, powersInWords } from '#/access/words/words';
import { statusName } from '#/domain/members';
import { roleName, roleRank } from '#/domain/roles';
import { once } from '#/lib/once';

/** By what somebody has access. */
export const WAYS = ['direct', 'group', 'public', 'project', 'organization'] as const;
export type Way = (typeof WAYS)[number];

const WAY_NAMES: Record<Way, string> = {
  direct: 'Granted here',
  group: 'Through a group granted here',
  public: 'Because the space is public',
  project: 'Through a role in the project',
  organization: 'Through the organization role',
};

export const wayName = (way: Way): string => WAY_NAMES[way];

const WAY_OF: Partial<Record<PathStep['kind'], Way>> = {
  spaceGrant: 'direct',
  groupSpaceGrant: 'group',
  publicSpace: 'public',
  projectGrant: 'project',
  groupProjectGrant: 'project',
  organizationRole: 'organization',
};

/** What a row can be filtered by: the most that it allows. */
export const MAY = ['view', 'edit', 'manage'] as const;
export type May = (typeof MAY)[number];

const MAY_NAMES: Record<May, string> = { view: 'View only', edit: 'Edit content', manage: 'Manage the space' };
export const mayName = (may: May): string => MAY_NAMES[may];

/** Somebody who reaches a space. What takes the path is made when it is first asked for. */
export type ReachRow = {
  userUuid: string;
  name: string;
  email: string;
  /** A word about somebody who cannot sign in. */
  state: string;
  can: string;
  may: readonly May[];
  /** False where it depends on what was not read whether they reach it at all. */
  isKnown: boolean;
  because: () => string;
  /** Why they can do less than the role there says; empty where they cannot. */
  limit: () => string;
  ways: () => readonly Way[];
  /** How many sources are without effect. */
  idle: () => number;
  /** null where the server's own list is all there is. */
  answer: () => SpaceAccess | null;
};

const mayOf = ({ view, manage, editDashboards, editCharts }: SpaceDecisions): May[] => {
  const edits = editDashboards === true || editCharts === true;
  return [
    ...(view === true && !edits && manage !== true ? (['view'] as const) : []),
    ...(edits ? (['edit'] as const) : []),
    ...(manage === true ? (['manage'] as const) : []),
  ];
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
        can: powersInWords(decisions),
        may: mayOf(decisions),
        // Some edit by its address what they cannot open (oracle, R8).
        isKnown: POWERS.some((power) => decisions[power] === true),
        because: once(() => becauseOf(answer())),
        limit: once(() => (decisions.view === true ? limits(answer().path) : '')),
        ways: once(() => [...new Set(decisiveSteps(answer().path).flatMap(({ kind }) => WAY_OF[kind] ?? []))]),
        idle: once(
          () =>
            answer().path.filter(
              (step) => step.effect === 'none' && !(step.kind === 'organizationRole' && step.role === 'member'),
            ).length,
        ),
        answer,
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

/** The server's own list, one row a person, the best one (oracle, R7): for servers and persons for which no rules can be computed. */
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
      can: roleName(role),
      may: [MAY_OF[role]],
      isKnown: true,
      because: () => ways.map(wayName).join('; '),
      limit: () => '',
      ways: () => ways,
      idle: () => 0,
      answer: () => null,
    };
  });
};
