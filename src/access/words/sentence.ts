import type { CustomRole, GroupRef, PathStep, ProjectAccess, SpaceAccess, SpaceRole, Unknown } from '../rules';
import { decisiveSteps, givingSteps, isOfProject } from './words';
import { count } from '#/lib/text';
import { roleName } from '#/domain/roles';

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
  if (answer.visible === 'unknown')
    return ['It is not known whether ', ...whoOf(subject, 'anyone in '), ' can see ', place, '.'];
  if (answer.visible === false)
    return [...who, ' cannot see ', place, ', because ', ...lackInProject(answer, subject, 'there'), '.'];
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
  if (answer.view === 'unknown')
    return ['It is not known whether ', ...whoOf(subject, 'anyone in '), ' can open ', place, '.'];
  const most = mostOf(answer);
  if (most === null) return [...who, ' cannot open ', place, ', because ', ...lackInSpace(answer, subject), '.'];
  const root = rootOf(answer);
  const there = root === null ? ['there'] : ['on ', { name: root }];
  // Two names beside each other would look like one.
  const verb: Phrase[] = most === 'open' || most === 'manage' ? [`${most} `] : [{ name: most }, ' in '];
  return [
    ...who,
    ' can ',
    ...verb,
    place,
    ...(answer.view ? [] : [' by its address only']),
    ...reasonsOf(givingSteps(answer.path), subject, 'in the project', ...there),
    '.',
  ];
};

const isCustomGrant = (step: PathStep): boolean =>
  (step.kind === 'projectGrant' || step.kind === 'groupProjectGrant') && typeof step.role !== 'string';

/** Why there is nothing in a project: no role, or only custom ones that do not show it (A8). */
const lackInProject = ({ path }: Pick<ProjectAccess, 'path'>, subject: Subject, where: string): Phrase[] =>
  path.some(isCustomGrant)
    ? [`the custom roles ${where} do not allow it to `, themOf(subject)]
    : ['nothing gives ', themOf(subject), ` a role ${where}`];

const lackInSpace = (answer: SpaceAccess, subject: Subject): Phrase[] => {
  if (answer.projectRole === null) return lackInProject(answer, subject, 'in its project');
  const isPublic = answer.path.some(({ kind }) => kind === 'publicSpace');
  return isPublic
    ? ['the role in its project does not allow it']
    : ['it is private and nothing grants it to ', themOf(subject)];
};

/** The most that somebody may do in a space, as a verb; null for nothing. */
const mostOf = ({ view, manage, editDashboards, editCharts }: SpaceAccess): string | null => {
  if (manage === true) return 'manage';
  if (editDashboards === true && editCharts === true) return 'edit content';
  if (editDashboards === true) return 'edit dashboards';
  if (editCharts === true) return 'edit charts';
  return view === true ? 'open' : null;
};

const whoOf = ({ kind, name }: Subject, anyoneIn = 'Anyone in '): Phrase[] =>
  kind === 'person' ? [{ name }] : [anyoneIn, { name }];

const themOf = ({ kind }: Subject): Phrase => (kind === 'person' ? 'them' : 'the group');

/** "because …", with every source that gives it; empty where none is known. "And" joins only what is needed together. */
const reasonsOf = (steps: readonly PathStep[], subject: Subject, inProject: string, ...onSpace: Phrase[]): Phrase[] => {
  const clauses = (some: readonly PathStep[]) => some.map((step) => reasonOf(step, subject, inProject, onSpace));
  const reasons = (some: readonly PathStep[]): Phrase[] => {
    const [first, ...others] = some.filter(isRedundant);
    const together = first ? some.filter((step) => step === first || !isRedundant(step)) : some;
    return [
      ...joined(clauses(together)),
      ...clauses(others).flatMap((clause) => [', and equally because ', ...clause]),
    ];
  };
  const publicSpace = steps.find(({ kind }) => kind === 'publicSpace');
  if (!publicSpace) return steps.length === 0 ? [] : [' because ', ...reasons(steps)];
  // The role that makes use of publicness belongs to it, and not to the grants beside it.
  const grants = steps.filter((step) => step !== publicSpace && !isOfProject(step));
  const ofPublic = [' because ', ...reasons([publicSpace, ...steps.filter(isOfProject)])];
  return grants.length === 0 ? ofPublic : [' because ', ...reasons(grants), ', and', ...ofPublic];
};

const isRedundant = (step: PathStep): boolean => 'redundant' in step && step.redundant !== undefined;

/** Clauses as one phrase: "a, b and c". One that ends with "which …" is closed by a comma. */
const joined = (clauses: readonly Phrase[][]): Phrase[] => {
  const isLong = clauses
    .slice(0, -1)
    .some((clause) => clause.some((phrase) => typeof phrase === 'string' && phrase.includes(', which ')));
  const last = isLong ? ', and ' : ' and ';
  return clauses.flatMap((clause, place) => [
    ...(place === 0 ? [] : [place === clauses.length - 1 ? last : ', ']),
    ...clause,
  ]);
};

const reasonOf = (step: PathStep, { kind }: Subject, inProject: string, onSpace: readonly Phrase[]): Phrase[] => {
  const granted = (group: { name?: string | undefined } | null, role: Phrase, where: readonly Phrase[]): Phrase[] => {
    if (group === null) return ['they are granted ', role, ' ', ...where];
    if (kind === 'group') return ['it is granted ', role, ' ', ...where];
    return ['they are in ', { name: group.name ?? 'a group' }, ', which is granted ', role, ' ', ...where];
  };
  switch (step.kind) {
    case 'organizationRole':
      return ['they are ', { name: anyRoleName(step.role) }, ' in the organization'];
    case 'projectGrant':
      return granted(null, { name: anyRoleName(step.role) }, [inProject]);
    case 'groupProjectGrant':
      return granted(step.group, { name: anyRoleName(step.role) }, [inProject]);
    case 'spaceGrant':
      return granted(null, { name: anyRoleName(step.role) }, above(step.on) ?? onSpace);
    case 'groupSpaceGrant':
      return granted(step.group, { name: anyRoleName(step.role) }, above(step.on) ?? onSpace);
    case 'projectMembersGrant':
      return [
        'everybody in the project is granted ',
        { name: anyRoleName(step.role) },
        ' ',
        ...(above(step.on) ?? onSpace),
      ];
    case 'publicSpace':
      return ['the space is public'];
    case 'nestedGrant':
      return [];
  }
};

const above = (on: { name?: string | undefined } | undefined): Phrase[] | null =>
  on ? ['on ', { name: on.name ?? 'a space above it' }] : null;

/** In generation A: the space that a nested one takes everything from, by name; null where it is its own. */
const rootOf = ({ root, generation }: Pick<SpaceAccess, 'root' | 'generation'>): string | null =>
  generation === 'A' && root !== null && root !== 'unknown' ? (root.name ?? 'the space at the top') : null;

/** A stop on the way from a person to a place: what it is, its name, and what leads to it from the one before. */
export type Stop = {
  kind: 'person' | 'group' | 'organization' | 'project' | 'space';
  what: string;
  name: string;
  by: string | null;
};

/** What the places of an answer are called; `space` is null for an answer about a project. */
export type PlaceNames = { organization: string; project: string; space: string | null };

const groupWords = (group: GroupRef | null): string =>
  group ? `Group · ${count(group.size, 'person', 'people')}` : 'Group';

const spaceWords = (answer: ProjectAccess | SpaceAccess, { project }: PlaceNames): string => {
  const isPrivate = 'isPrivate' in answer ? answer.isPrivate : 'unknown';
  return `${isPrivate === 'unknown' ? 'Space' : isPrivate ? 'Private space' : 'Public space'} · ${project}`;
};

const groupOf = (step: PathStep | undefined): GroupRef | null => (step && 'group' in step ? step.group : null);

const stop = (kind: Stop['kind'], what: string, name: string, by: string | null): Stop => ({ kind, what, name, by });

/** The stop at which a source lies, and in between the group that holds it. */
const stopsOf = (step: PathStep, answer: ProjectAccess | SpaceAccess, subject: Subject, names: PlaceNames): Stop[] => {
  const by = 'role' in step ? anyRoleName(step.role) : null;
  const group = subject.kind === 'person' ? groupOf(step) : null;
  const stops = group ? [stop('group', groupWords(group), group.name ?? 'A group', 'member')] : [];
  if (step.kind === 'organizationRole') return [...stops, stop('organization', 'Organization', names.organization, by)];
  if (step.kind === 'projectGrant' || step.kind === 'groupProjectGrant')
    return [...stops, stop('project', 'Project', names.project, by)];
  if (step.kind === 'projectMembersGrant') return [...stops, stop('project', 'Project', names.project, 'in it')];
  return [...stops, stop('space', spaceWords(answer, names), spaceAbove(step, answer) ?? names.space ?? '', by)];
};

/** The space above the one in question on which a source lies, by name; null where it lies on that itself. */
const spaceAbove = (step: PathStep, answer: ProjectAccess | SpaceAccess): string | null => {
  if ('on' in step && step.on) return step.on.name ?? 'A space above it';
  return 'root' in answer ? rootOf(answer) : null;
};

/** The way by which one step of an answer gives access. */
const chainOf = (answer: ProjectAccess | SpaceAccess, step: PathStep, subject: Subject, names: PlaceNames): Stop[] => {
  // Publicness begins with the role that makes use of it.
  const first = step.kind === 'publicSpace' ? givingSteps(answer.path).find(isOfProject) : step;
  const person =
    subject.kind === 'person'
      ? stop('person', 'Person', subject.name, null)
      : stop('group', groupWords(groupOf(first)), subject.name, null);
  const stops = first ? [person, ...stopsOf(first, answer, subject, names)] : [person];
  const last = stops.at(-1);
  if (names.space === null)
    return last?.kind === 'project' ? stops : [...stops, stop('project', 'Project', names.project, 'in it')];
  if (last?.kind === 'space' && first && spaceAbove(first, answer) === null) return stops;
  const leads = step.kind === 'publicSpace' ? 'public' : last?.kind === 'space' ? 'nested in it' : 'in it';
  return [
    ...stops,
    stop(
      'space',
      spaceWords(answer, names),
      names.space,
      first?.kind === 'projectMembersGrant' ? anyRoleName(first.role) : leads,
    ),
  ];
};

/**
 * The ways by which the deciding sources give access, each as stops: Ana, member, Analysts, Editor, Finance / Board. In: the
 * answer, who is asked about, and what is known of the places. Out: none where nothing decides.
 */
export const chainsOf = (answer: ProjectAccess | SpaceAccess, subject: Subject, names: PlaceNames): Stop[][] =>
  decisiveSteps(answer.path).map((step) => chainOf(answer, step, subject, names));

/** The same of the sources that were considered and give nothing, though something is held by them. */
export const unusedChainsOf = (answer: ProjectAccess | SpaceAccess, subject: Subject, names: PlaceNames): Stop[][] =>
  answer.path
    .filter(({ kind, effect }) => effect === 'none' && kind !== 'organizationRole' && kind !== 'publicSpace')
    .map((step) => chainOf(answer, step, subject, names));
