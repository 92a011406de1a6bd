import type { CustomRole, PathStep, ProjectAccess, SpaceAccess, SpaceRole, Unknown } from './access';
import { decisiveSteps, givingSteps } from './access-words';
import { roleName } from './roles';

/** A piece of a sentence: plain words, or a name to be set apart. */
export type Phrase = string | { name: string };

/** Whom and what a sentence is about. A group stands for somebody who is in it and has nothing else. */
export type Subject = { kind: 'person' | 'group'; name: string };

/** A role as people say it; a custom one by its own name. */
export const anyRoleName = (role: string | CustomRole | SpaceRole | Unknown): string => {
  if (typeof role !== 'string') return role.name ?? 'a custom role';
  return role === 'unknown' ? 'a role that can’t be read' : roleName(role);
};

/**
 * The answer about a project in a sentence, the reason within it: "Ana is Editor in Jaffle because they are in Analysts, which
 * is granted Editor there." In: the answer, who is asked about, what the project is called.
 */
export const projectSentence = (answer: ProjectAccess, subject: Subject, project: string): Phrase[] => {
  const who = whoOf(subject);
  const place = { name: project };
  if (answer.visible === 'unknown') return ['It is not known whether ', ...who, ' can see ', place, '.'];
  if (answer.visible === false) return [...who, ' cannot see ', place, ', because ', ...lackInProject(answer, subject, 'there'), '.'];
  const reason = reasonsOf(givingSteps(answer.path), subject, 'there', 'there');
  if (answer.role === 'unknown') return [...who, ' can see ', place, ', but with which role is not known.'];
  if (answer.role === null) return [...who, ' can see ', place, ...reason, '.'];
  return [...who, ' is ', { name: roleName(answer.role) }, ' in ', place, ...reason, '.'];
};

/**
 * The answer about a space in a sentence: "Ana can edit content in Finance / Board because they are in Analysts, which is
 * granted Editor there." Names the most that is allowed. In: the answer, who is asked about, what the space is called.
 */
export const spaceSentence = (answer: SpaceAccess, subject: Subject, space: string): Phrase[] => {
  const who = whoOf(subject);
  const place = { name: space };
  if (answer.view === 'unknown') return ['It is not known whether ', ...who, ' can open ', place, '.'];
  const most = mostOf(answer);
  if (most === null) return [...who, ' cannot open ', place, ', because ', ...lackInSpace(answer, subject), '.'];
  const there = answer.root && answer.root !== 'unknown' ? ['on ', { name: answer.root.name ?? 'the space at the top' }] : ['there'];
  // Two names beside each other would look like one.
  const verb: Phrase[] = most === 'open' || most === 'manage' ? [`${most} `] : [{ name: most }, ' in '];
  return [...who, ' can ', ...verb, place, ...(answer.view ? [] : [' by its address only']), ...reasonsOf(givingSteps(answer.path), subject, 'in the project', ...there), '.'];
};

const isCustomGrant = (step: PathStep): boolean => (step.kind === 'projectGrant' || step.kind === 'groupProjectGrant') && typeof step.role !== 'string';

/** Why there is nothing in a project: no role, or only custom ones that do not show it (R8). */
const lackInProject = ({ path }: Pick<ProjectAccess, 'path'>, subject: Subject, where: string): Phrase[] =>
  path.some(isCustomGrant) ? [`the custom roles ${where} do not allow it to `, themOf(subject)] : ['nothing gives ', themOf(subject), ` a role ${where}`];

const lackInSpace = (answer: SpaceAccess, subject: Subject): Phrase[] => {
  if (answer.projectRole === null) return lackInProject(answer, subject, 'in its project');
  const isPublic = answer.path.some(({ kind }) => kind === 'publicSpace');
  return isPublic ? ['the role in its project does not allow it'] : ['it is private and nothing grants it to ', themOf(subject)];
};

/** The most that somebody may do in a space, as a verb; null for nothing. */
const mostOf = ({ view, manage, editDashboards, editCharts }: SpaceAccess): string | null => {
  if (manage === true) return 'manage';
  if (editDashboards === true && editCharts === true) return 'edit content';
  if (editDashboards === true) return 'edit dashboards';
  if (editCharts === true) return 'edit charts';
  return view === true ? 'open' : null;
};

const whoOf = ({ kind, name }: Subject): Phrase[] => (kind === 'person' ? [{ name }] : ['Anyone in ', { name }]);

const themOf = ({ kind }: Subject): Phrase => (kind === 'person' ? 'them' : 'the group');

/** "because …", with every source that gives it; empty where none is known. */
const reasonsOf = (steps: readonly PathStep[], subject: Subject, inProject: string, ...onSpace: Phrase[]): Phrase[] => {
  // Publicness is said first: the role that makes use of it follows.
  const ordered = steps.toSorted((a, b) => Number(b.kind === 'publicSpace') - Number(a.kind === 'publicSpace'));
  return ordered.flatMap((step, place) => [place === 0 ? ' because ' : ' and ', ...reasonOf(step, subject, inProject, onSpace)]);
};

const reasonOf = (step: PathStep, { kind }: Subject, inProject: string, onSpace: readonly Phrase[]): Phrase[] => {
  const granted = (group: { name?: string | undefined } | null, role: Phrase, where: readonly Phrase[]): Phrase[] => {
    if (group === null) return ['they are granted ', role, ' ', ...where];
    if (kind === 'group') return ['it is granted ', role, ' ', ...where];
    return ['they are in ', { name: group.name ?? 'a group' }, ', which is granted ', role, ' ', ...where];
  };
  switch (step.kind) {
    case 'organizationRole':
      return ['they are ', { name: roleName(step.role) }, ' in the organization'];
    case 'projectGrant':
      return granted(null, { name: anyRoleName(step.role) }, [inProject]);
    case 'groupProjectGrant':
      return granted(step.group, { name: anyRoleName(step.role) }, [inProject]);
    case 'spaceGrant':
      return granted(null, { name: anyRoleName(step.role) }, above(step.on) ?? onSpace);
    case 'groupSpaceGrant':
      return granted(step.group, { name: anyRoleName(step.role) }, above(step.on) ?? onSpace);
    case 'projectMembersGrant':
      return ['everybody in the project is granted ', { name: anyRoleName(step.role) }, ' ', ...(above(step.on) ?? onSpace)];
    case 'publicSpace':
      return ['the space is public'];
    case 'nestedGrant':
      return [];
  }
};

const above = (on: { name?: string | undefined } | undefined): Phrase[] | null => (on ? ['on ', { name: on.name ?? 'a space above it' }] : null);

/** A stop on the way from a person to a place: what it is, its name, and what leads to it from the one before. */
export type Stop = { kind: 'Person' | 'Group' | 'Organization' | 'Project' | 'Space'; name: string; by: string | null };

/** What the places of an answer are called; `space` is null for an answer about a project. */
export type PlaceNames = { organization: string; project: string; space: string | null };

/** The way by which one step of an answer gives access. */
const chainOf = (answer: ProjectAccess | SpaceAccess, step: PathStep, subject: Subject, names: PlaceNames): Stop[] => {
  const stops: Stop[] = [{ kind: subject.kind === 'person' ? 'Person' : 'Group', name: subject.name, by: null }];
  // Publicness begins with the role that makes use of it.
  const first = step.kind === 'publicSpace' ? givingSteps(answer.path).find((each) => each !== step && each.kind !== 'publicSpace') : step;
  const root = 'root' in answer && answer.root && answer.root !== 'unknown' ? (answer.root.name ?? 'The space at the top') : null;
  if (first && 'group' in first && first.group && subject.kind === 'person') stops.push({ kind: 'Group', name: first.group.name ?? 'A group', by: 'member' });
  const by = first && 'role' in first ? anyRoleName(first.role) : null;
  if (first?.kind === 'organizationRole') stops.push({ kind: 'Organization', name: names.organization, by });
  if (first?.kind === 'projectGrant' || first?.kind === 'groupProjectGrant') stops.push({ kind: 'Project', name: names.project, by });
  if (first?.kind === 'spaceGrant' || first?.kind === 'groupSpaceGrant') stops.push({ kind: 'Space', name: root ?? names.space ?? '', by });
  if (first?.kind === 'projectMembersGrant') stops.push({ kind: 'Project', name: names.project, by: 'in it' });
  const last = stops.at(-1);
  const target: Pick<Stop, 'kind' | 'name'> = names.space === null ? { kind: 'Project', name: names.project } : { kind: 'Space', name: names.space };
  if (last?.kind === 'Space' ? root === null : last?.kind === target.kind) return stops;
  const leads = step.kind === 'publicSpace' ? 'public' : last?.kind === 'Space' ? 'nested in it' : 'in it';
  return [...stops, { ...target, by: first?.kind === 'projectMembersGrant' ? anyRoleName(first.role) : leads }];
};

/**
 * The ways by which the deciding sources give access, each as stops: Ana, member, Analysts, Editor, Finance / Board. In: the
 * answer, who is asked about, and what the places are called. Out: none where nothing decides.
 */
export const chainsOf = (answer: ProjectAccess | SpaceAccess, subject: Subject, names: PlaceNames): Stop[][] =>
  decisiveSteps(answer.path).map((step) => chainOf(answer, step, subject, names));
