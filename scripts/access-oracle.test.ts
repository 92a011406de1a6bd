import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildAccessModel } from '../src/access/rules';
import {
  compareExplanations,
  compareNamed,
  compareOwnRows,
  compareProjects,
  compareRows,
  compareSpaces,
} from './access-oracle';
import { toSnapshot, type OracleDecisions, type OracleSnapshot } from './access-oracle-files';

/** Part of what two real servers decided about invented people: see RULES.md in src/access/rules. */
const recordingOf = (version: string) =>
  JSON.parse(readFileSync(`recordings/access/${version}.json`, 'utf8')) as {
    snapshot: OracleSnapshot;
    decisions: OracleDecisions;
  };

describe.each([
  ['0.2110', { projects: 50, spaces: 1_150, rows: 3_910, own: 729, named: 0, explained: 1_200 }],
  ['1.219', { projects: 124, spaces: 2_418, rows: 6_318, own: 1_540, named: 78, explained: 2_542 }],
])('the access rules against a recorded Lightdash %s', (version, expected) => {
  it('decide as it did, list whom it listed, and explain what they decide', { timeout: 240_000 }, () => {
    const { snapshot, decisions } = recordingOf(version);
    const model = buildAccessModel(toSnapshot(snapshot));
    const all = (agree: number) => ({ agree, disagreements: [] });
    expect(compareProjects(model, snapshot, decisions)).toEqual(all(expected.projects));
    expect(compareSpaces(model, snapshot, decisions)).toEqual(all(expected.spaces));
    expect(compareRows(model, snapshot)).toEqual(all(expected.rows));
    expect(compareOwnRows(model, snapshot, decisions)).toEqual(all(expected.own));
    expect(compareNamed(model, snapshot)).toEqual(all(expected.named));
    expect(compareExplanations(model, snapshot, decisions)).toEqual(all(expected.explained));
  });
});

describe('a disagreement', () => {
  const oracle: OracleSnapshot = {
    members: { rows: [['ana', 'Ana', 'A', 'ana@example.com', 'editor', 1, 0, [0], [0]]] },
    groups: { rows: [['analysts', 'Analysts', [0]]] },
    roles: { rows: [['viewer', 'viewer', 'system', []]] },
    projects: { rows: [['shop', 'Shop', 'DEFAULT', null, [], [], [], [[0, 0]]]] },
    accessSignatures: { rows: [['viewer', true, 'editor', 'organization', 'editor']] },
    spaces: {
      rows: [
        ['board', 0, 'Board', false, null, 'board', [0], [], [[0, [0]]]],
        ['child', 0, 'Child', false, 0, 'board.child', [0], [], 0],
      ],
    },
  };
  // Listed, viewed and managed: held down to viewer by the direct grant, whose role only the access list tells.
  const decisions: OracleDecisions = {
    users: [{ member: 0, listedProjects: [0], projects: [[200, 200]], bits: [7, 7 + 16] }],
  };
  const model = buildAccessModel(toSnapshot(oracle));

  it('is none where the rules decide as the server', () => {
    expect(compareProjects(model, oracle, decisions)).toEqual({ agree: 1, disagreements: [] });
    expect(compareSpaces(model, oracle, decisions)).toEqual({ agree: 2, disagreements: [] });
    expect(compareRows(model, oracle)).toEqual({ agree: 2, disagreements: [] });
    const [ana] = decisions.users;
    const own = { users: ana ? [{ ...ana, access: [[0, [0], 0] as [number, number[], number]] }] : [] };
    expect(compareOwnRows(model, oracle, own)).toEqual({ agree: 1, disagreements: [] });
    expect(compareNamed(model, oracle)).toEqual({ agree: 0, disagreements: [] });
  });

  it('is an explanation that does not fit', () => {
    expect(compareExplanations(model, oracle, decisions)).toEqual({ agree: 3, disagreements: [] });
    const others: OracleDecisions = { users: [{ member: 0, listedProjects: [], projects: [], bits: [0] }] };
    expect(compareExplanations(model, oracle, others).disagreements).toEqual([
      'member 0, project 0: a source is named for nothing',
      'member 0, space 0: a source is named for nothing',
    ]);
  });

  it('is told in words', () => {
    const others: OracleDecisions = {
      users: [{ member: 0, listedProjects: [], projects: [[200, 403]], bits: [15, 7 + 48] }],
    };
    expect(compareProjects(model, oracle, others).disagreements).toEqual([
      'member 0, project 0: the server answered 200, 403; visible is true here',
    ]);
    expect(compareSpaces(model, oracle, others)).toEqual({
      agree: 0,
      disagreements: [
        'member 0, space 0: editDashboards is true there, false here',
        'member 0, space 1: editCharts is true there, false here',
      ],
    });
  });

  it('is an answer left open where the server decided', () => {
    const { projects, ...rest } = toSnapshot(oracle);
    const unread = buildAccessModel({
      ...rest,
      projects: [],
      members: rest.members.map((member) => ({ ...member, role: 'member' })),
    });
    expect(projects).toHaveLength(1);
    expect(compareProjects(unread, oracle, decisions).disagreements).toEqual([
      'member 0, project 0: the server answered 200, 200, listed; visible is unknown here',
    ]);
  });

  it('is a row that only one of them has', () => {
    const withoutRows = { ...oracle, accessSignatures: { rows: [] }, spaces: { rows: [] } };
    expect(compareRows(buildAccessModel(toSnapshot(withoutRows)), oracle).disagreements).toEqual([
      'member 0, space 0: rows [viewer true editor organization editor] there, unknown here',
      'member 0, space 1: rows [viewer true editor organization editor] there, unknown here',
    ]);
  });
});
