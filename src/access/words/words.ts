import { listOf } from '#/lib/text';
import { describeSource, explainEffect, type PathStep, type ProjectAccess, type SpaceAccess } from '../rules';
import type { Member } from '#/domain/members';
import { roleName, type OrganizationRole } from '#/domain/roles';

/**
 * What somebody may do in a space: "View, edit and manage", "View, perhaps more". "Nothing" where nothing is, "Not known" where
 * it depends on what was not read.
 */
export const powersInWords = ({
  view,
  manage,
  editDashboards,
  editCharts,
}: Pick<SpaceAccess, 'view' | 'manage' | 'editDashboards' | 'editCharts'>): string => {
  if (view === 'unknown') return 'Not known';
  const edit =
    editDashboards === true && editCharts === true
      ? 'edit'
      : editDashboards === true
        ? 'edit dashboards'
        : editCharts === true
          ? 'edit charts'
          : null;
  const words = [view ? 'view' : null, edit, manage === true ? 'manage' : null].filter((word) => word !== null);
  if (words.length === 0) return 'Nothing';
  const more = [editDashboards, editCharts, manage].includes('unknown') ? ', perhaps more' : '';
  const phrase = listOf(words) + more;
  return view ? `${phrase[0]?.toUpperCase() ?? ''}${phrase.slice(1)}` : `Can ${phrase}, but does not see it in lists`;
};

/** Whether a step of a path adds to what is given. */
export const isCounting = ({ effect }: PathStep): boolean => effect === 'wins' || effect === 'contributes';

/** What a step of a path does, in words: one that counts is not always needed. */
export const effectInWords = (step: PathStep): string => {
  if (step.effect !== 'contributes')
    return { wins: 'Decides', unknown: 'Not known', none: 'Without effect' }[step.effect];
  if (step.redundant === undefined) return 'Is needed for it';
  return step.redundant === 'enough' ? 'Would be enough by itself' : 'Counts too';
};

/** The steps of a path that give what is given; where none wins by itself, those that contribute. */
export const decisiveSteps = (path: readonly PathStep[]): PathStep[] => {
  const winning = path.filter(({ effect }) => effect === 'wins');
  return winning.length > 0 ? winning : path.filter(({ effect }) => effect === 'contributes');
};

/**
 * The decisive steps, and for a public space also the role in the project by which it is open: publicness alone opens it to
 * nobody (A5).
 */
export const givingSteps = (path: readonly PathStep[]): PathStep[] => {
  const decisive = decisiveSteps(path);
  const isPublic = decisive.some(({ kind }) => kind === 'publicSpace');
  if (!isPublic) return decisive;
  return [
    ...decisive,
    ...path.filter((step) => step.effect === 'contributes' && isOfProject(step) && !decisive.includes(step)),
  ];
};

const PROJECT_SOURCES: ReadonlySet<PathStep['kind']> = new Set([
  'organizationRole',
  'projectGrant',
  'groupProjectGrant',
]);

/** Whether a source gives a role in the project, rather than in the space. */
export const isOfProject = ({ kind }: PathStep): boolean => PROJECT_SOURCES.has(kind);

const decapitalized = (phrase: string): string => phrase.charAt(0).toLowerCase() + phrase.slice(1);

/** Why somebody has access, in a line: "Granted editor here; in Analysts, which is granted editor here". */
export const because = (path: readonly PathStep[]): string => {
  const phrases = decisiveSteps(path).map(describeSource);
  if (phrases.length === 0) return path.some(({ effect }) => effect === 'unknown') ? 'Not known' : '';
  return phrases.map((phrase, place) => (place === 0 ? phrase : decapitalized(phrase))).join('; ');
};

const MANAGING_SCOPES: readonly string[] = ['manage:Space', 'manage:Space@public', 'manage:Space@assigned'];

/** Whether a source lets somebody manage a space by itself: an admin, of the space or its project, or a custom role that may. */
const isManaging = (step: PathStep): boolean => {
  if (!('role' in step)) return false;
  if (typeof step.role === 'string') return step.role === 'admin';
  return step.role.scopes !== 'unknown' && step.role.scopes.some((scope) => MANAGING_SCOPES.includes(scope));
};

/** In a public space whoever edits in the project manages it too (A8). */
const editsInProject = (step: PathStep): boolean =>
  isOfProject(step) &&
  'role' in step &&
  typeof step.role === 'string' &&
  ['editor', 'developer', 'admin'].includes(step.role);

type Managed = Pick<SpaceAccess, 'path' | 'manage'>;

/** By what somebody manages a space, where what is named already does not let them; empty where it does, or they do not. */
const managedBy = ({ path, manage }: Managed, named: readonly PathStep[]): string => {
  if (manage !== true || named.some(isManaging)) return '';
  const counting = path.filter(isCounting);
  const isPublic = counting.some(({ kind }) => kind === 'publicSpace');
  const manager = counting.find(isManaging) ?? (isPublic ? counting.find(editsInProject) : undefined);
  if (!manager || named.includes(manager)) return '';
  return `; manages it by: ${decapitalized(describeSource(manager))}${isManaging(manager) ? '' : ', as the space is public'}`;
};

/**
 * Why somebody can do in a space what they can, in a line. Where what opens it does not let them manage it, what does is named
 * as well: "Granted viewer here; manages it by: editor in the organization, as the space is public".
 */
export const becauseOf = (answer: Managed): string =>
  because(answer.path) + managedBy(answer, decisiveSteps(answer.path));

/** The same about a project or a space, with the role that makes use of a public space: "Public; viewer in the organization". */
export const becauseInShort = (answer: Pick<ProjectAccess, 'path'> | Managed): string => {
  const { path } = answer;
  const giving = givingSteps(path);
  const [first, ...others] = giving;
  const line =
    first?.kind === 'publicSpace'
      ? ['Public', ...others.map((step) => decapitalized(describeSource(step)))].join('; ')
      : because(path);
  return 'manage' in answer
    ? line + managedBy(answer, first?.kind === 'publicSpace' ? giving : decisiveSteps(path))
    : line;
};

/** What keeps the deciding sources from giving all they say: a role in the space that is more than the project allows. */
export const limits = (path: readonly PathStep[]): string =>
  [...new Set(decisiveSteps(path).map(explainEffect))].filter(Boolean).join('; ');

/** By what somebody has access, for a filter; `unknown` where it is not known for certain. */
export const WAYS = ['direct', 'group', 'public', 'project', 'organization', 'unknown'] as const;
export type Way = (typeof WAYS)[number];

const WAY_NAMES: Record<Way, string> = {
  direct: 'Granted there',
  group: 'Through a group granted there',
  public: 'Because the space is public',
  project: 'Through a role in its project',
  organization: 'Through the organization role',
  unknown: 'Not known',
};

/** A way of having access in words. */
export const wayName = (way: Way): string => WAY_NAMES[way];

const IN_SPACE: Record<PathStep['kind'], Way | null> = {
  spaceGrant: 'direct',
  groupSpaceGrant: 'group',
  publicSpace: 'public',
  projectMembersGrant: 'project',
  projectGrant: 'project',
  groupProjectGrant: 'project',
  organizationRole: 'organization',
  nestedGrant: null,
};

/** By what somebody has access to a project or a space, each way once. */
export const waysOf = (path: readonly PathStep[], place: 'project' | 'space'): Way[] => {
  const ways = givingSteps(path).map(({ kind }): Way | null => {
    if (place === 'project' && kind === 'projectGrant') return 'direct';
    if (place === 'project' && kind === 'groupProjectGrant') return 'group';
    return IN_SPACE[kind];
  });
  return [...new Set(ways.filter((way) => way !== null))];
};

/** What somebody who is no admin does not see of access, as a sentence; null for an admin. In: who they are. */
export const partialSentence = ({ role, roleUuid }: Pick<Member, 'role' | 'roleUuid'>): string | null =>
  role === 'admin'
    ? null
    : `Seen ${roleUuid ? 'with a custom role' : `as ${article(role)} ${roleName(role).toLowerCase()}`}: ${role === 'member' ? 'projects and ' : ''}private spaces you are not in are missing, and so are the grants on projects.`;

const article = (role: OrganizationRole): string => (/^[aeiou]/.test(role) ? 'an' : 'a');

/** Whom a grant to everybody in the project reaches, and whom not (C5). */
export const MEMBERS_REACHED =
  'That reaches people with a role of their own in the project or in the organization; not those who are in by a group alone, nor by a custom role of the organization.';
