import { describe, expect, it } from 'vitest';
import { bench, organization } from './access-bench';

const SMALL = { members: 60, groups: 6, projects: 4, spaces: 40 };

describe('the bench of the access rules', () => {
  it('measures the same organization each time, one in which spaces are nested in spaces of their own project', () => {
    const { spaces } = organization(SMALL, 'A');
    expect(organization(SMALL, 'A')).toEqual(organization(SMALL, 'A'));
    const project = new Map(spaces.map(({ spaceUuid, projectUuid }) => [spaceUuid, projectUuid]));
    const nested = spaces.filter(({ parentSpaceUuid }) => parentSpaceUuid !== null);
    expect(nested.length).toBeGreaterThan(0);
    expect(
      nested.filter(({ parentSpaceUuid, projectUuid }) => project.get(parentSpaceUuid ?? '') !== projectUuid),
    ).toEqual([]);
  });

  it('asks every question, with the ratio to a plain loop', () => {
    const lines: string[] = [];
    bench(SMALL, 'C', 1, (line) => lines.push(line));
    expect(lines).toHaveLength(16);
    for (const line of lines) expect(line).toMatch(/ ms \(fastest .* ms: [\d.]+ times as long$/);
  });
});
