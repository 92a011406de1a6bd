import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildAccessModel, type AccessSnapshot, type AccessSpace, type SpaceRole } from './index';

const DOCUMENT = readFileSync(new URL('RULES.md', import.meta.url), 'utf8');

const CUSTOM_ROLES = [...DOCUMENT.matchAll(/“(\w+)” ([a-z]+:[^;.“]+)[;.]/g)].map(([, name = '', scopes = '']) => ({
  roleUuid: name,
  name,
  scopes: scopes.trim().split(/\s+/),
}));

type Example = [title: string, grants: string, rows: string, gets: string];

/** The rows of the table that begins with the name of a generation. */
const examplesOf = (generation: 'A' | 'C'): Example[] => {
  const [, table = ''] = DOCUMENT.split(`| ${generation} | grants | rows | gets |\n| --- | --- | --- | --- |\n`);
  const [rows = ''] = table.split('\n\n');
  return rows
    .trim()
    .split('\n')
    .map((row) => row.slice(2, -2).split(' | ') as Example);
};

const roleIn = (text: string): string | null => (text === '–' ? null : text.replace(/[“”]/g, ''));
const asSpaceRole = (text: string): SpaceRole => text as SpaceRole;

/** Ana in the space `leaf` of the project `shop`. */
function snapshotOf(generation: 'A' | 'C', grants: string): AccessSnapshot {
  const parts = grants.split('; ');
  const part = (name: string) => parts.find((each) => each.startsWith(`${name} `))?.slice(name.length + 1);
  const [organization = 'member', direct, groups] = [part('O'), part('D'), part('G')];
  const custom = organization.startsWith('“') ? roleIn(organization) : null;
  const own = (groups?.split(', ') ?? []).map((each, place) => {
    const [inProject = '–', onSpace = '–'] = each.split('/');
    return { groupUuid: `group-${place}`, inProject: roleIn(inProject), onSpace: roleIn(onSpace) };
  });
  // Of whom a space of C is granted something need not be said by group.
  own.push({ groupUuid: 'others', inProject: null, onSpace: null });
  const isOther = (each: { groupUuid: string }) => generation === 'A' && each.groupUuid === 'others';
  const place = parts.find((each) => /^(public|private|open|closed)/.test(each)) ?? '';
  const spaces =
    generation === 'A'
      ? spacesOfA(place, part('SU') ?? null, own)
      : spacesOfC(place.startsWith('open'), parts.slice(parts.indexOf(place) + 1).join('; '));
  return {
    generation,
    members: [
      {
        userUuid: 'ana',
        role: custom ? 'member' : (organization as 'member'),
        roleUuid: custom,
        status: 'active',
        groupUuids: own.filter((each) => !isOther(each)).map(({ groupUuid }) => groupUuid),
      },
    ],
    groups: [],
    customRoles: CUSTOM_ROLES,
    projects: [
      {
        projectUuid: 'shop',
        userGrants: direct ? [{ userUuid: 'ana', role: roleIn(direct) ?? '' }] : [],
        groupGrants: own.flatMap(({ groupUuid, inProject }) => (inProject ? [{ groupUuid, role: inProject }] : [])),
        previewCreator: place.includes('own preview') ? 'ana' : null,
      },
    ],
    spaces,
  };
}

function spacesOfA(
  place: string,
  direct: string | null,
  groups: readonly { groupUuid: string; onSpace: string | null }[],
): AccessSpace[] {
  const common = { projectUuid: 'shop', isPrivate: place.startsWith('private'), directGrants: [], groupGrants: [] };
  const isNested = place.endsWith('nested');
  const root: AccessSpace = {
    ...common,
    spaceUuid: isNested ? 'root' : 'leaf',
    parentSpaceUuid: null,
    directGrants: direct ? [{ userUuid: 'ana', role: asSpaceRole(direct) }] : [],
    groupGrants: groups.flatMap(({ groupUuid, onSpace }) =>
      onSpace ? [{ groupUuid, role: asSpaceRole(onSpace) }] : [],
    ),
  };
  return isNested ? [root, { ...common, spaceUuid: 'leaf', parentSpaceUuid: 'root' }] : [root];
}

/** From the space upwards; the last of the chain is the one that does not inherit, or the top. */
function spacesOfC(isOpen: boolean, chain: string): AccessSpace[] {
  const levels = chain.split(' ‹ ');
  return levels.map((level, place): AccessSpace => {
    const granted = (kind: string) =>
      level
        .split('; ')
        .find((each) => each.startsWith(`${kind} `))
        ?.slice(3);
    const [direct, ofGroup, ofMembers] = [granted('SU'), granted('SG'), granted('PM')];
    const isLast = place === levels.length - 1;
    return {
      spaceUuid: place === 0 ? 'leaf' : `above-${place}`,
      projectUuid: 'shop',
      parentSpaceUuid: isLast ? null : `above-${place + 1}`,
      inheritsParent: isOpen || !isLast,
      projectMemberRole: ofMembers ? asSpaceRole(ofMembers) : null,
      directGrants: direct ? [{ userUuid: 'ana', role: asSpaceRole(direct) }] : [],
      groupGrants: ofGroup ? [{ groupUuid: 'others', role: asSpaceRole(ofGroup) }] : [],
    };
  });
}

describe.each(['A', 'C'] as const)('the examples of generation %s in RULES.md', (generation) => {
  it('are all there', () => {
    expect(examplesOf(generation).length).toBeGreaterThan(20);
  });

  it.each(examplesOf(generation))('%s: %s', (_title, grants, rows, gets) => {
    const model = buildAccessModel(snapshotOf(generation, grants));
    const access = model.space('ana', 'leaf');
    const listed = access.rows === 'unknown' ? [] : access.rows;
    const isAdded = generation === 'C' && listed.some(({ by }) => by === 'admin');
    const words = listed.map(({ role }) => role).toSorted();
    expect(isAdded ? 'none, listed as admin' : words.join(', ') || 'none').toBe(rows);
    const powers = [
      access.view === true ? 'V' : '',
      access.editDashboards === true && access.editCharts === true ? 'C' : '',
      access.manage === true ? 'M' : '',
    ].filter(Boolean);
    const isHidden = access.view === true && access.listed === false;
    expect((powers.join(' ') || 'nothing') + (isHidden ? ' (not listed)' : '')).toBe(gets);
  });
});
