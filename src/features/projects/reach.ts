import type { MemberList } from '#/data/members';
import { type AccessModel, anyRoleName, type PathStep, type ProjectAccess } from '#/access';
import { heldRole, statusName } from '#/domain/members';
import { ORGANIZATION_ROLES, roleName, roleRank } from '#/domain/roles';
import { once } from '#/lib/memo';
import { peopleKind, type PeopleRow } from '#/ui/PeopleTable';

/** By what somebody reaches a project. */
type Via = 'direct' | 'group' | 'organization';

const VIA_NAMES: Record<Via, string> = {
  direct: 'Granted here',
  group: 'Through a group',
  organization: 'Through the organization role',
};
const VIA_OF: Readonly<Record<string, Via>> = {
  projectGrant: 'direct',
  groupProjectGrant: 'group',
  organizationRole: 'organization',
};

/** Somebody who reaches a project. */
export type ReachRow = PeopleRow & {
  /** Their role in the organization, and what it is called. */
  role: string;
  roleName: string;
  /** The effective system role, or null where only custom roles give access. */
  effective: string | null;
  /** Whether it is open if they reach it, or with which role. */
  isOpen: boolean;
  via: () => readonly Via[];
  answer: () => ProjectAccess;
};

export const nameOf = (role: Parameters<typeof anyRoleName>[0]): string =>
  typeof role === 'string' ? roleName(role).toLowerCase() : anyRoleName(role);

const sourceName = (step: PathStep): string => {
  if (step.kind === 'organizationRole') return `organization role ${nameOf(step.role)}`;
  if (step.kind === 'projectGrant') return `granted here as ${nameOf(step.role)}`;
  if (step.kind === 'groupProjectGrant') return `${step.group.name ?? 'a group'}, granted ${nameOf(step.role)}`;
  return '';
};

/** What gives the effective role, as a phrase: "Granted here as editor; Analysts, granted editor". */
const winningSources = ({ path }: ProjectAccess): string => {
  const text = path
    .filter(({ effect }) => effect === 'wins')
    .map(sourceName)
    .filter(Boolean)
    .join('; ');
  return text === '' ? 'Not known' : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
};

const idleSources = ({ path }: ProjectAccess): string[] =>
  path
    .filter((step) => step.effect === 'none' && !(step.kind === 'organizationRole' && step.role === 'member'))
    .map(sourceName);

/** Everybody of the organization who reaches a project, or may for all that is known. */
export const reachRows = (
  model: AccessModel,
  everybody: MemberList,
  projectUuid: string,
  nameRole: (role: string) => string,
): ReachRow[] =>
  model.whoCanReach({ projectUuid }).flatMap((entry): ReachRow[] => {
    const member = everybody.byUuid.get(entry.userUuid);
    if (!member) return [];
    const { visible, role } = entry.decisions;
    const effective = role === 'unknown' ? null : role;
    const isOpen = visible !== true || role === 'unknown';
    const answer = once(entry.answer);
    return [
      {
        userUuid: member.userUuid,
        name: member.name,
        email: member.email,
        role: heldRole(member),
        roleName: nameRole(heldRole(member)),
        effective,
        gives: isOpen ? 'Not known' : effective ? roleName(effective) : 'Custom role',
        rank: roleRank(effective ?? ''),
        isKnown: visible === true,
        isOpen,
        state: member.status === 'active' ? '' : statusName(member.status),
        because: once(() => winningSources(answer())),
        idle: once(() => idleSources(answer())),
        via: once(() => [
          ...new Set(answer().path.flatMap((step) => (step.effect === 'none' ? [] : (VIA_OF[step.kind] ?? [])))),
        ]),
        answer,
      },
    ];
  });

const named = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

/** The list of everyone who reaches a project. */
export const REACH = peopleKind<ReachRow, 'via' | 'role' | 'signIn'>({
  filters: {
    via: { name: 'How', options: named(VIA_NAMES), of: (row) => row.via() },
    role: {
      name: 'Effective role',
      options: ORGANIZATION_ROLES.filter((role) => role !== 'member').map((role) => ({
        value: role,
        label: roleName(role),
      })),
      of: ({ effective }) => [effective ?? ''],
    },
    signIn: {
      name: 'Sign-in',
      options: named({ can: 'Can sign in', cannot: 'Cannot sign in' }),
      of: ({ state }) => [state === '' ? 'can' : 'cannot'],
    },
  },
  role: { name: (row) => row.roleName, rank: ({ role }) => roleRank(role) },
  csv: [
    { header: 'Effective role', value: ({ gives }) => gives },
    { header: 'Because of', value: (row) => row.because() },
    { header: 'Without effect', value: (row) => row.idle?.().join('; ') ?? '' },
    { header: 'Organization role', value: (row) => row.roleName },
  ],
});
