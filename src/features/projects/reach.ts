import type { MemberList } from '#/data/members';
import type { AccessModel, PathStep, ProjectAccess } from '#/access/rules';
import { anyRoleName } from '#/access/words/sentence';
import { statusName, type Member } from '#/domain/members';
import { roleName } from '#/domain/roles';
import { once } from '#/lib/once';

/** By what somebody reaches a project. */
type Via = 'direct' | 'group' | 'organization';

export const VIA_NAMES: Record<Via, string> = {
  direct: 'Granted here',
  group: 'Through a group',
  organization: 'Through the organization role',
};
const VIA_OF: Readonly<Record<string, Via>> = {
  projectGrant: 'direct',
  groupProjectGrant: 'group',
  organizationRole: 'organization',
};

export const SIGN_IN = { can: 'Can sign in', cannot: 'Cannot sign in' } as const;

/** Somebody who reaches a project. What takes the path is made when it is first asked for. */
export type ReachRow = Member & {
  /** The effective system role, or null where only custom roles give access. */
  effective: string | null;
  /** Whether they reach the project for certain, with whatever role. */
  isKnown: boolean;
  /** Whether it is open if they reach it, or with which role. */
  isOpen: boolean;
  /** A word about somebody who cannot sign in. */
  state: string;
  via: () => readonly Via[];
  answer: () => ProjectAccess;
};

/** Everybody of the organization who reaches a project, or may for all that is known. */
export const reachRows = (model: AccessModel, everybody: MemberList, projectUuid: string): ReachRow[] =>
  model.whoCanReach({ projectUuid }).flatMap((entry): ReachRow[] => {
    const member = everybody.byUuid.get(entry.userUuid);
    if (!member) return [];
    const { visible, role } = entry.decisions;
    const answer = once(entry.answer);
    return [
      {
        ...member,
        effective: role === 'unknown' ? null : role,
        isKnown: visible === true,
        isOpen: visible !== true || role === 'unknown',
        state: member.status === 'active' ? '' : statusName(member.status),
        via: once(() => [
          ...new Set(answer().path.flatMap((step) => (step.effect === 'none' ? [] : (VIA_OF[step.kind] ?? [])))),
        ]),
        answer,
      },
    ];
  });

/** The effective role in words. */
export const effectiveRole = ({ isOpen, effective }: ReachRow): string =>
  isOpen ? 'Not known' : effective ? roleName(effective) : 'Custom role';

const nameOf = (role: Parameters<typeof anyRoleName>[0]): string =>
  typeof role === 'string' ? roleName(role).toLowerCase() : anyRoleName(role);

const sourceName = (step: PathStep): string => {
  if (step.kind === 'organizationRole') return `organization role ${roleName(step.role).toLowerCase()}`;
  if (step.kind === 'projectGrant') return `granted here as ${nameOf(step.role)}`;
  if (step.kind === 'groupProjectGrant') return `${step.group.name ?? 'a group'}, granted ${nameOf(step.role)}`;
  return '';
};

/** What gives the effective role, as a phrase: "Granted here as editor; Analysts, granted editor". */
export const winningSources = (row: ReachRow): string => {
  const text = row
    .answer()
    .path.filter(({ effect }) => effect === 'wins')
    .map(sourceName)
    .filter(Boolean)
    .join('; ');
  return text === '' ? 'Not known' : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
};

/** What gives nothing besides, each as a phrase. */
export const idleSources = (row: ReachRow): string[] =>
  row
    .answer()
    .path.filter((step) => step.effect === 'none' && !(step.kind === 'organizationRole' && step.role === 'member'))
    .map(sourceName);
