import type { AccessDiff, ProjectDecisions, ProjectDifference, SpaceDecisions, SpaceDifference } from '../rules';
import { heldRole } from '#/domain/members';
import { roleName } from '#/domain/roles';
import type { Present, StagedChange } from './staged';
import { listOf } from '#/lib/text';

/** How people and places are called. */
export type AccessNames = {
  person: (userUuid: string) => string;
  group: (groupUuid: string) => string;
  project: (projectUuid: string) => string;
  space: (spaceUuid: string) => string;
  /** Whether a space is inside another one. */
  isNested?: (spaceUuid: string) => boolean;
  /** A role of a project: a system role or the uuid of a custom one. */
  role: (role: string) => string;
};

/** What becomes different for one person in one place, in words. */
export type DifferenceLine = {
  userUuid: string;
  place: { kind: 'project' | 'space'; uuid: string };
  before: string;
  after: string;
  gains: boolean;
  loses: boolean;
  unknown: boolean;
};

/** What somebody is in a project, in words. In: the name of a custom role. */
function projectInWords({ visible, role, customRoles }: ProjectDecisions, nameRole: (role: string) => string): string {
  if (role === 'unknown') return 'not known';
  const names = [...(role === null ? [] : [roleName(role).toLowerCase()]), ...customRoles.map(nameRole)];
  if (names.length === 0) return visible === 'unknown' ? 'not known' : 'no access';
  return listOf(names);
}

/** What somebody may do in a space, in words: "view, edit and manage". */
function spaceInWords({ view, manage, editDashboards, editCharts }: SpaceDecisions): string {
  if ([view, manage, editDashboards, editCharts].includes('unknown')) return 'not known';
  const edit =
    editDashboards && editCharts ? 'edit' : editDashboards ? 'edit dashboards' : editCharts ? 'edit charts' : null;
  const words = [view ? 'view' : null, edit, manage ? 'manage' : null].filter((word) => word !== null);
  return words.length === 0 ? 'no access' : listOf(words);
}

/** All differences as lines: projects first, each place with its people together. */
export function differenceLines(
  { projects, spaces }: AccessDiff,
  nameRole: (role: string) => string,
): DifferenceLine[] {
  return [
    ...projects.map((each) => ({
      ...outcome(each),
      place: { kind: 'project' as const, uuid: each.projectUuid },
      before: projectInWords(each.before, nameRole),
      after: projectInWords(each.after, nameRole),
    })),
    ...spaces.map((each) => ({
      ...outcome(each),
      place: { kind: 'space' as const, uuid: each.spaceUuid },
      before: spaceInWords(each.before),
      after: spaceInWords(each.after),
    })),
  ];
}

function outcome({
  userUuid,
  gains,
  loses,
  unknown,
}: ProjectDifference | SpaceDifference): Pick<DifferenceLine, 'userUuid' | 'gains' | 'loses' | 'unknown'> {
  return { userUuid, gains: gains.length > 0, loses: loses.length > 0, unknown: unknown.length > 0 };
}

/** Differences that belong together, with how many of each kind there are. */
export type DifferenceGroup = { key: string; lines: DifferenceLine[]; gains: number; loses: number; unknown: number };

/** Puts lines together by person or by place, those with losses first. */
export function groupLines(lines: readonly DifferenceLine[], by: 'person' | 'place'): DifferenceGroup[] {
  const groups = new Map<string, DifferenceGroup>();
  for (const line of lines) {
    const key = by === 'person' ? line.userUuid : `${line.place.kind} ${line.place.uuid}`;
    const group = groups.get(key) ?? { key, lines: [], gains: 0, loses: 0, unknown: 0 };
    group.lines.push(line);
    group.gains += Number(line.gains);
    group.loses += Number(line.loses);
    group.unknown += Number(line.unknown);
    groups.set(key, group);
  }
  return [...groups.values()].toSorted((a, b) => b.loses - a.loses || b.gains - a.gains);
}

/** Where a preview is shown: beside a change of one project or one space, or of what counts everywhere. */
export type PreviewAbout = { projectUuid: string } | { spaceUuid: string } | 'everywhere';

/** A title and whom or what it is about; without names the line is left out. */
export type PreviewLine = readonly [title: string, names: readonly string[]];

/** Gains and losses in a few lines. Of several people the people are named, of one person everywhere the places. */
export function previewLines(diff: AccessDiff, about: PreviewAbout, names: AccessNames): PreviewLine[] {
  const people = new Set([...diff.projects, ...diff.spaces].map(({ userUuid }) => userUuid));
  if (about === 'everywhere' && people.size === 1) return byPlace(diff, names);
  return byPerson(diff, about, names);
}

type ProjectChange = 'gone' | 'come' | 'less' | 'more';

function changeOf(
  { gains, loses }: { gains: readonly string[]; loses: readonly string[] },
  visibility: string,
): ProjectChange | null {
  if (loses.includes(visibility)) return 'gone';
  if (gains.includes(visibility)) return 'come';
  if (loses.length > 0) return 'less';
  return gains.length > 0 ? 'more' : null;
}

/** Everything that becomes different for one person. */
function byPlace(diff: AccessDiff, names: AccessNames): PreviewLine[] {
  const projects = sorted(diff.projects, 'visible', (each) => withRole(names.project(each.projectUuid), each, names));
  const spaces = sorted(diff.spaces, 'view', ({ spaceUuid }) => names.space(spaceUuid));
  return [
    ['Will no longer reach', projects.gone],
    ['Will reach', projects.come],
    ['Will be allowed less in', projects.less],
    ['Will be allowed more in', projects.more],
    ['Will no longer open the spaces', spaces.gone],
    ['Will be able to open the spaces', spaces.come],
    ['Will be allowed less in the spaces', spaces.less],
    ['Will be allowed more in the spaces', spaces.more],
  ];
}

function byPerson(diff: AccessDiff, about: PreviewAbout, names: AccessNames): PreviewLine[] {
  const isOneSpace = about !== 'everywhere' && 'spaceUuid' in about;
  const where = about === 'everywhere' ? 'a project' : 'the project';
  const nameIn = (each: ProjectDifference) =>
    about === 'everywhere' ? names.person(each.userUuid) : withRole(names.person(each.userUuid), each, names);
  const projects = sorted(diff.projects, 'visible', nameIn);
  const reachChanges = new Set(
    diff.projects
      .filter((each) => ['gone', 'come'].includes(changeOf(each, 'visible') ?? ''))
      .map(({ userUuid }) => userUuid),
  );
  // Nested spaces follow the one at the top: about one space, only the space itself is listed.
  const inSpaces = diff.spaces.filter(({ userUuid, spaceUuid }) =>
    isOneSpace ? spaceUuid === about.spaceUuid : !reachChanges.has(userUuid),
  );
  const spaces = sorted(inSpaces, 'view', ({ userUuid }) => names.person(userUuid));
  const [open, allowed] = isOneSpace
    ? ['it', 'in it']
    : about === 'everywhere'
      ? ['a space', 'in a space']
      : ['a space of it', 'in a space of it'];
  return [
    [`Will no longer reach ${where}`, projects.gone],
    [`Will reach ${where}`, projects.come],
    ['Will be allowed less', projects.less],
    ['Will be allowed more', projects.more],
    [`Will no longer open ${open}`, spaces.gone],
    [`Will be able to open ${open}`, spaces.come],
    [`Will be allowed less ${allowed}`, spaces.less],
    [`Will be allowed more ${allowed}`, spaces.more],
  ];
}

function sorted<D extends ProjectDifference | SpaceDifference>(
  differences: readonly D[],
  visibility: string,
  nameOf: (difference: D) => string,
): Record<ProjectChange, string[]> {
  const sets: Record<ProjectChange, Set<string>> = {
    gone: new Set(),
    come: new Set(),
    less: new Set(),
    more: new Set(),
  };
  for (const each of differences) {
    const change = changeOf(each, visibility);
    if (change) sets[change].add(nameOf(each));
  }
  return { gone: [...sets.gone], come: [...sets.come], less: [...sets.less], more: [...sets.more] };
}

function withRole(name: string, { after, gains, loses }: ProjectDifference, names: AccessNames): string {
  if (loses.includes('visible')) return name;
  const role = projectInWords(after, names.role);
  return gains.length > 0 ? `${name} (${role})` : `${name} (${role} remains)`;
}

/** A staged change in words: whom or what it is about, and what happens. In: how it is now. */
export function stagedInWords(
  change: StagedChange,
  present: Present,
  names: AccessNames,
): { label: string; detail: string } {
  switch (change.kind) {
    case 'organizationRole':
      return {
        label: names.person(change.userUuid),
        detail: `${fromTo(present, heldRole(change), names.role)} in the organization`,
      };
    case 'groupMember':
      return {
        label: names.person(change.userUuid),
        detail: `${change.isMember ? 'joins' : 'leaves'} ${names.group(change.groupUuid)}`,
      };
    case 'projectGrant':
      return {
        label: holderName(change.holder, names),
        detail: `${fromTo(present, change.role, names.role)} in ${names.project(change.projectUuid)}`,
      };
    case 'spaceGrant':
      return {
        label: holderName(change.holder, names),
        detail: `${fromTo(present, change.role, roleName)} on ${names.space(change.spaceUuid)}`,
      };
    case 'projectMembersGrant':
      return {
        label: 'Everybody in the project',
        detail: `${fromTo(present, change.role, roleName)} on ${names.space(change.spaceUuid)}`,
      };
    case 'memberRemoved':
      return { label: names.person(change.userUuid), detail: 'is removed from the organization, with all they hold' };
    case 'groupDeleted':
      return { label: names.group(change.groupUuid), detail: 'is deleted, with all its grants' };
    case 'spacePrivacy':
      return {
        label: names.space(change.spaceUuid),
        detail: privacyInWords(change, names.isNested?.(change.spaceUuid)),
      };
  }
}

/** Closing copies what is granted above (C11), which opening does not take back. */
function privacyInWords({ isPrivate }: { isPrivate: boolean }, isNested: boolean | undefined): string {
  if (!isNested) return isPrivate ? 'becomes private' : 'becomes public';
  return isPrivate ? 'stops inheriting; grants from above are written onto it, for good' : 'inherits access from above';
}

function holderName({ kind, uuid }: { kind: 'user' | 'group'; uuid: string }, names: AccessNames): string {
  return kind === 'user' ? names.person(uuid) : names.group(uuid);
}

function fromTo(from: Present, to: string | null, nameRole: (role: string) => string): string {
  const word = (role: Present) =>
    role === 'unknown' ? 'not known' : typeof role === 'string' ? nameRole(role) : 'no grant';
  return `${word(from)} → ${word(to)}`;
}
