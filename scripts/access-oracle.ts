/**
 * Compares the access rules with what a real server decided.
 *
 *     npx tsx scripts/access-oracle.ts ../shared/oracle/snapshot.json ../shared/oracle/decisions.json
 *
 * Compared are all decisions, one for each person and project and for each person and space, and the access rows that
 * the server showed of every member in every space (R6). `unknown` counts as a disagreement: the server knew.
 *
 * Also, for each of those decisions: that its explanation has a winner exactly where there is access, that this winner gives
 * the role that was decided, and that without all the sources which the explanation names nothing is left.
 */
import { readFileSync } from 'node:fs';
import {
  applyChanges,
  buildAccessModel,
  directGrantRole,
  removalOf,
  type AccessModel,
  type AccessSnapshot,
  type ProjectAccess,
  type SpaceAccess,
  type SpaceRole,
  type SpaceRow,
  type SystemRole,
} from '../src/access/rules';
import { memberStatus } from '../src/domain/members';
import type { OrganizationRole } from '../src/domain/roles';
import { isStarted } from './run';

/** Everything in the files is by index: a member is the number of a row, and so is a group, project, space or role. */
type Index = number;

/** [role, hasDirectAccess, inheritedRole, inheritedFrom, projectRole] */
type Signature = [SpaceRole, boolean, SystemRole, SpaceRow['inheritedFrom'], SystemRole | null];

type MemberRow = [string, string, string, string, OrganizationRole, 0 | 1, 0 | 1, Index[], Index[]];
type ProjectRow = [string, string, string, Index | null, unknown, unknown, [Index, Index][], [Index, Index][]];
/** The last: the access list as [signature, members…], or the space whose list is the same. */
type SpaceListRow = [
  string,
  Index,
  string,
  boolean,
  Index | null,
  string,
  Index[],
  [Index, SpaceRole][],
  [Index, Index[]][] | Index,
];

export type OracleSnapshot = {
  members: { rows: MemberRow[] };
  groups: { rows: [string, string, Index[]][] };
  roles: { rows: [string, string, string, string[]][] };
  projects: { rows: ProjectRow[] };
  accessSignatures: { rows: Signature[] };
  spaces: { rows: SpaceListRow[] };
};

export type OracleDecisions = {
  users: { member: Index; listedProjects: Index[]; projects: [number, number][]; bits: number[] }[];
};

export type Comparison = { agree: number; disagreements: string[] };

const BITS = { listed: 1, view: 2, manage: 4, editDashboards: 8, editCharts: 32 } as const;
const CHART_PROBED = 16;
const ANY_ACCESS = Object.values(BITS).reduce((all, bit) => all | bit, 0);
const DECISIONS = Object.keys(BITS) as (keyof typeof BITS)[];
const SHOWN = 20;

/** The snapshot as the rules want it. Roles of direct grants on spaces are those that the server let be seen (R6). */
export function toSnapshot(oracle: OracleSnapshot): AccessSnapshot {
  const member = (index: Index) => at(oracle.members.rows, index)[0];
  const group = (index: Index) => at(oracle.groups.rows, index)[0];
  const role = (index: Index) => at(oracle.roles.rows, index)[0];
  return {
    members: oracle.members.rows.map(([userUuid, , , , organizationRole, isActive, isPending, groups]) => ({
      userUuid,
      role: organizationRole,
      status: memberStatus({ isActive: isActive === 1, isPending: isPending === 1 }),
      groupUuids: groups.map(group),
    })),
    groups: oracle.groups.rows.map(([groupUuid, name]) => ({ groupUuid, name })),
    customRoles: oracle.roles.rows
      .filter(([, , owner]) => owner !== 'system')
      .map(([roleUuid, name, , scopes]) => ({ roleUuid, name, scopes })),
    projects: oracle.projects.rows.map(([projectUuid, , , , , , users, groups]) => ({
      projectUuid,
      userGrants: users.map(([user, granted]) => ({ userUuid: member(user), role: role(granted) })),
      groupGrants: groups.map(([holder, granted]) => ({ groupUuid: group(holder), role: role(granted) })),
    })),
    spaces: oracle.spaces.rows.map(([spaceUuid, project, name, isPrivate, parent, , holders, groups], index) => {
      const rows = accessRows(oracle, index);
      const directRole = (holder: Index) =>
        directGrantRole((rows.get(holder) ?? []).map(([shown, , inheritedRole]) => ({ role: shown, inheritedRole })));
      // What the server shows of a nested space is its root's; its own is not shown, and without effect (R4).
      const isNested = parent !== null;
      return {
        spaceUuid,
        name,
        projectUuid: at(oracle.projects.rows, project)[0],
        parentSpaceUuid: isNested ? at(oracle.spaces.rows, parent)[0] : null,
        isPrivate: isNested ? 'unknown' : isPrivate,
        directGrants: isNested
          ? 'unknown'
          : holders.map((holder) => ({ userUuid: member(holder), role: directRole(holder) })),
        groupGrants: isNested
          ? 'unknown'
          : groups.map(([holder, granted]) => ({ groupUuid: group(holder), role: granted })),
      };
    }),
  };
}

/** Whether each person sees each project: GetProject, ListSpaces and ListOrganizationProjects. */
export function compareProjects(model: AccessModel, oracle: OracleSnapshot, { users }: OracleDecisions): Comparison {
  const comparison: Comparison = { agree: 0, disagreements: [] };
  for (const { member, listedProjects, projects } of users) {
    const listed = new Set(listedProjects);
    projects.forEach((statuses, project) => {
      const { visible } = model.project(at(oracle.members.rows, member)[0], at(oracle.projects.rows, project)[0]);
      const expected = statuses.every((status) => status === 200) && listed.has(project);
      const isPlain = expected || (statuses.every((status) => status === 403) && !listed.has(project));
      const what = `member ${member}, project ${project}`;
      const server = `${statuses.join(', ')}${listed.has(project) ? ', listed' : ''}`;
      count(
        comparison,
        isPlain && visible === expected,
        `${what}: the server answered ${server}; visible is ${visible} here`,
      );
    });
  }
  return comparison;
}

/** What each person may do in each space; charts only where they were probed. */
export function compareSpaces(model: AccessModel, oracle: OracleSnapshot, { users }: OracleDecisions): Comparison {
  const comparison: Comparison = { agree: 0, disagreements: [] };
  for (const { member, bits } of users) {
    bits.forEach((given, space) => {
      const access = model.space(at(oracle.members.rows, member)[0], at(oracle.spaces.rows, space)[0]);
      const asked = DECISIONS.filter((decision) => decision !== 'editCharts' || given & CHART_PROBED);
      const wrong = asked.filter((decision) => access[decision] !== Boolean(given & BITS[decision]));
      const words = wrong.map(
        (decision) => `${decision} is ${Boolean(given & BITS[decision])} there, ${access[decision]} here`,
      );
      count(comparison, wrong.length === 0, `member ${member}, space ${space}: ${words.join('; ')}`);
    });
  }
  return comparison;
}

/** The rows of every member in every space, as GetSpace lists them. */
export function compareRows(model: AccessModel, oracle: OracleSnapshot): Comparison {
  const comparison: Comparison = { agree: 0, disagreements: [] };
  oracle.spaces.rows.forEach(([spaceUuid], space) => {
    const shown = accessRows(oracle, space);
    oracle.members.rows.forEach(([userUuid], member) => {
      const { rows } = model.space(userUuid, spaceUuid);
      const expected = inWords(shown.get(member) ?? []);
      const actual = rows === 'unknown' ? rows : inWords(rows.map(signatureOf));
      count(
        comparison,
        actual === expected,
        `member ${member}, space ${space}: rows ${expected} there, ${actual} here`,
      );
    });
  });
  return comparison;
}

/** Whether each explanation names the sources of what the server decided, and no access remains without them. */
export function compareExplanations(
  model: AccessModel,
  oracle: OracleSnapshot,
  { users }: OracleDecisions,
): Comparison {
  const comparison: Comparison = { agree: 0, disagreements: [] };
  const cut = excerpts(model.snapshot);
  for (const { member, listedProjects, bits } of users) {
    const [userUuid] = at(oracle.members.rows, member);
    for (const [project, [projectUuid]] of oracle.projects.rows.entries()) {
      const answer = model.project(userUuid, projectUuid);
      const rest = withoutSources(cut(userUuid, projectUuid), answer).project(userUuid, projectUuid);
      const wrong = flaws(answer, listedProjects.includes(project), answer.role, rest.visible === false);
      count(comparison, wrong.length === 0, `member ${member}, project ${project}: ${wrong.join('; ')}`);
    }
    for (const [space, given] of bits.entries()) {
      const [spaceUuid, project] = at(oracle.spaces.rows, space);
      const answer = model.space(userUuid, spaceUuid);
      const rest = withoutSources(cut(userUuid, at(oracle.projects.rows, project)[0], spaceUuid), answer).space(
        userUuid,
        spaceUuid,
      );
      const role = answer.projectRole === 'admin' ? 'admin' : answer.role;
      const wrong = flaws(
        answer,
        (given & ANY_ACCESS) > 0,
        role,
        DECISIONS.every((decision) => rest[decision] === false),
      );
      count(comparison, wrong.length === 0, `member ${member}, space ${space}: ${wrong.join('; ')}`);
    }
  }
  return comparison;
}

/** What is wrong with an explanation. In: whether the server gave any access, the role, and whether none remains. */
function flaws(
  { path }: ProjectAccess | SpaceAccess,
  hasAccess: boolean,
  role: unknown,
  nothingRemains: boolean,
): string[] {
  const winners = path.filter(({ effect }) => effect === 'wins');
  const ofRole = winners.filter((step) => 'role' in step && typeof step.role === 'string' && step.role !== role);
  return [
    path.length === 0 || (hasAccess && winners.length === 0) ? 'no source is named' : '',
    !hasAccess && winners.length > 0 ? 'a source is named for nothing' : '',
    ofRole.length > 0 ? `the winner gives another role than ${String(role)}` : '',
    nothingRemains ? '' : 'something remains without the named sources',
  ].filter(Boolean);
}

/** The model after everything on the path has been taken away. */
function withoutSources(snapshot: AccessSnapshot, answer: ProjectAccess | SpaceAccess): AccessModel {
  return buildAccessModel(
    applyChanges(
      snapshot,
      answer.path.flatMap((step) => removalOf(step, answer) ?? []),
    ),
  );
}

/** Cuts out of a snapshot what concerns one person in one place: thousands of what-ifs take seconds then, not hours. */
function excerpts(
  snapshot: AccessSnapshot,
): (userUuid: string, projectUuid: string, spaceUuid?: string) => AccessSnapshot {
  const members = new Map(snapshot.members.map((member) => [member.userUuid, member]));
  const projects = new Map(snapshot.projects.map((project) => [project.projectUuid, project]));
  const spaces = new Map(snapshot.spaces.map((space) => [space.spaceUuid, space]));
  return (userUuid, projectUuid, spaceUuid) => {
    const member = members.get(userUuid);
    const project = projects.get(projectUuid);
    const chain: AccessSnapshot['spaces'][number][] = [];
    for (let space = spaces.get(spaceUuid ?? ''); space; space = spaces.get(space.parentSpaceUuid ?? ''))
      chain.push(space);
    return {
      ...snapshot,
      members: member ? [member] : [],
      groups: [],
      projects: project ? [project] : [],
      spaces: chain,
    };
  };
}

/** The rows of a space by member. */
function accessRows(oracle: OracleSnapshot, space: Index): Map<Index, Signature[]> {
  const [, , , , , , , , list] = at(oracle.spaces.rows, space);
  if (typeof list === 'number') return accessRows(oracle, list);
  const rows = new Map<Index, Signature[]>();
  for (const [signature, members] of list) {
    for (const member of members)
      rows.set(member, [...(rows.get(member) ?? []), at(oracle.accessSignatures.rows, signature)]);
  }
  return rows;
}

function signatureOf({ role, hasDirectAccess, inheritedRole, inheritedFrom, projectRole }: SpaceRow): Signature {
  return [role, hasDirectAccess, inheritedRole, inheritedFrom, projectRole];
}

/** Rows have no order of their own. */
function inWords(rows: Signature[]): string {
  return (
    rows
      .map((row) => `[${row.map(String).join(' ')}]`)
      .toSorted()
      .join(' ') || 'none'
  );
}

function count(comparison: Comparison, agrees: boolean, words: string): void {
  if (agrees) comparison.agree++;
  else comparison.disagreements.push(words);
}

function at<T>(rows: readonly T[], index: Index): T {
  const row = rows[index];
  if (row === undefined) throw new Error(`There is no row ${index}.`);
  return row;
}

function main(snapshotFile: string, decisionsFile: string): void {
  const oracle = JSON.parse(readFileSync(snapshotFile, 'utf8')) as OracleSnapshot;
  const decisions = JSON.parse(readFileSync(decisionsFile, 'utf8')) as OracleDecisions;
  const model = buildAccessModel(toSnapshot(oracle));
  const comparisons = {
    projects: compareProjects(model, oracle, decisions),
    spaces: compareSpaces(model, oracle, decisions),
    'rows shown of members in spaces': compareRows(model, oracle),
    'explanations of projects and spaces': compareExplanations(model, oracle, decisions),
  };
  for (const { disagreements } of Object.values(comparisons)) {
    for (const words of disagreements.slice(0, SHOWN)) console.log(words);
  }
  let agree = 0;
  let disagree = 0;
  for (const [what, comparison] of Object.entries(comparisons)) {
    console.log(`${what}: ${comparison.agree} agree, ${comparison.disagreements.length} disagree`);
    agree += comparison.agree;
    disagree += comparison.disagreements.length;
  }
  console.log(`${agree} agree, ${disagree} disagree`);
  if (disagree > 0) process.exitCode = 1;
}

if (isStarted(import.meta.filename)) {
  const [snapshotFile, decisionsFile] = process.argv.slice(2);
  if (snapshotFile && decisionsFile) main(snapshotFile, decisionsFile);
  else {
    console.error('Usage: npx tsx scripts/access-oracle.ts SNAPSHOT DECISIONS');
    process.exitCode = 2;
  }
}
