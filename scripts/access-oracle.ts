/**
 * Compares the access rules with what a real server decided; it sees by the format which generation the server is of.
 *
 *     npx tsx scripts/access-oracle.ts SNAPSHOT DECISIONS
 *
 * Compared are all decisions, one for each person and project and for each person and space, and all rows that lists of the
 * server showed of people in spaces (A6, C7). `unknown` counts as a disagreement: the server knew.
 *
 * Also, for each of those decisions: that its explanation has a winner exactly where there is access, that this winner gives
 * the role that was decided, and that without all the sources which the explanation names nothing is left.
 */
import { readFileSync } from 'node:fs';
import {
  applyChanges,
  buildAccessModel,
  namedHolders,
  removalOf,
  type AccessModel,
  type AccessSnapshot,
  type ProjectAccess,
  type SpaceAccess,
  type SpaceRow,
} from '../src/access/rules';
import {
  accessRows,
  at,
  generationOf,
  listedSpace,
  toSnapshot,
  type Index,
  type OracleDecisions,
  type OracleSnapshot,
  type Signature,
} from './access-oracle-files';
import { isStarted } from './run';

export type Comparison = { agree: number; disagreements: string[] };

const BITS = { listed: 1, view: 2, manage: 4, editDashboards: 8, editCharts: 32 } as const;
const CHART_PROBED = 16;
const NOT_PROBED = 64;
const ANY_ACCESS = Object.values(BITS).reduce((all, bit) => all | bit, 0);
const DECISIONS = Object.keys(BITS) as (keyof typeof BITS)[];
const SHOWN = 20;

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
      const asked = DECISIONS.filter((decision) =>
        given & NOT_PROBED ? decision === 'listed' : decision !== 'editCharts' || given & CHART_PROBED,
      );
      const wrong = asked.filter((decision) => access[decision] !== Boolean(given & BITS[decision]));
      const words = wrong.map(
        (decision) => `${decision} is ${Boolean(given & BITS[decision])} there, ${access[decision]} here`,
      );
      count(comparison, wrong.length === 0, `member ${member}, space ${space}: ${words.join('; ')}`);
    });
  }
  return comparison;
}

/** The rows of every member in every space, as the list of who has access shows them. */
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

/** The own rows of people in the single space, in the list of spaces and in the access list of C, as far as each was asked. */
export function compareOwnRows(model: AccessModel, oracle: OracleSnapshot, { users }: OracleDecisions): Comparison {
  const comparison: Comparison = { agree: 0, disagreements: [] };
  const signature = (index: Index) => at(oracle.accessSignatures.rows, index);
  for (const { member, bits, access = [] } of users) {
    for (const [space, inSpace, inList, inAccessList] of access) {
      const { rows } = model.space(at(oracle.members.rows, member)[0], at(oracle.spaces.rows, space)[0]);
      const own = rows === 'unknown' ? [] : rows;
      // Whom nothing but the role of an admin lists is not told so in the list of spaces (C7).
      const listed = own.filter(({ by }) => generationOf(oracle) === 'A' || by !== 'admin').map(signatureOf);
      const given = [inSpace, inAccessList].flatMap((each) => (each ? [inWords(each.map(signature))] : []));
      const inOrder = inWords(own.map(signatureOf));
      // Where a space is not listed, nothing is said of it.
      const isSilent = ((bits[space] ?? 0) & BITS.listed) === 0 || listed.length === 0;
      const isIn = inList === null ? isSilent : listed.some((row) => inWords([row]) === inWords([signature(inList)]));
      const agrees = given.every((each) => each === inOrder) && isIn;
      count(
        comparison,
        agrees,
        `member ${member}, space ${space}: own rows ${given.join('; ')} there, ${inOrder} here`,
      );
    }
  }
  return comparison;
}

/** Whom the list of spaces of C names as holding something on each space (C9). */
export function compareNamed({ snapshot }: AccessModel, oracle: OracleSnapshot): Comparison {
  const comparison: Comparison = { agree: 0, disagreements: [] };
  if (generationOf(oracle) === 'A') return comparison;
  const named = namedHolders(snapshot);
  oracle.spaces.rows.forEach(([spaceUuid], space) => {
    const there = listedSpace(oracle, space).named.toSorted().join();
    count(comparison, there === named(spaceUuid).toSorted().join(), `space ${space}: others are named as holders`);
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
      if (given & NOT_PROBED) continue;
      const [spaceUuid, project] = at(oracle.spaces.rows, space);
      const answer = model.space(userUuid, spaceUuid);
      const rest = withoutSources(cut(userUuid, at(oracle.projects.rows, project)[0], spaceUuid), answer).space(
        userUuid,
        spaceUuid,
      );
      const role = answer.projectRole === 'admin' ? 'admin' : answer.role;
      const wrong = flaws(
        answer,
        (given & ANY_ACCESS) > 0 || (!(given & CHART_PROBED) && answer.editCharts === true),
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

function main(snapshotFile: string, decisionsFile: string): void {
  const oracle = JSON.parse(readFileSync(snapshotFile, 'utf8')) as OracleSnapshot;
  const decisions = JSON.parse(readFileSync(decisionsFile, 'utf8')) as OracleDecisions;
  const model = buildAccessModel(toSnapshot(oracle));
  const comparisons = {
    projects: compareProjects(model, oracle, decisions),
    spaces: compareSpaces(model, oracle, decisions),
    'rows shown of members in spaces': compareRows(model, oracle),
    'own rows': compareOwnRows(model, oracle, decisions),
    'holders named in lists': compareNamed(model, oracle),
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
