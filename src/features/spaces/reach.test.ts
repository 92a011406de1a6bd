import { describe, expect, it } from 'vitest';
import { rolesOfFew } from './reach';

const people = (role: 'viewer' | 'editor', size: number, status: 'active' | 'pending' = 'active') =>
  Array.from({ length: size }, (_, i) => ({ userUuid: `${role}-${status}-${i}`, role, status }));
const some = (role: string, size: number, status = 'active') =>
  Array.from({ length: size }, (_, i) => `${role}-${status}-${i}`);

describe('rolesOfFew', () => {
  it('names the roles of which one in ten at most opens a space', () => {
    const members = [...people('viewer', 100), ...people('editor', 20)];
    expect([...rolesOfFew(members, new Set([...some('viewer', 10), ...some('editor', 3)]))]).toEqual(['viewer']);
    expect([...rolesOfFew(members, new Set([...some('viewer', 11), ...some('editor', 2)]))]).toEqual(['editor']);
  });

  it('says nothing of a handful, and counts only who can sign in', () => {
    expect([...rolesOfFew(people('viewer', 9), new Set())]).toEqual([]);
    const members = [...people('viewer', 10), ...people('viewer', 90, 'pending')];
    expect([...rolesOfFew(members, new Set(some('viewer', 2)))]).toEqual([]);
    expect([...rolesOfFew(members, new Set([...some('viewer', 1), ...some('viewer', 90, 'pending')]))]).toEqual([
      'viewer',
    ]);
  });
});
