import { describe, expect, it } from 'vitest';
import { directGrantsOf } from './space-grants';

describe('directGrantsOf', () => {
  it('takes the role from a row that is not there through an admin role', () => {
    const rows = [
      { userUuid: 'ana', role: 'admin', inheritedRole: 'admin' },
      { userUuid: 'ana', role: 'viewer', inheritedRole: 'editor' },
    ] as const;
    expect(directGrantsOf(['ana'], rows)).toEqual([{ userUuid: 'ana', role: 'viewer' }]);
  });

  it.each([
    ['an admin anyway', [{ userUuid: 'ana', role: 'admin', inheritedRole: 'admin' }]],
    ['without a row', []],
    ['of which the row does not say what is inherited', [{ userUuid: 'ana', role: 'editor', inheritedRole: null }]],
  ] as const)('leaves the role of a holder who is %s unknown', (_, rows) => {
    expect(directGrantsOf(['ana'], rows)).toEqual([{ userUuid: 'ana', role: 'unknown' }]);
  });

  it('knows nothing where the holders were not read', () => {
    expect(directGrantsOf(undefined, [])).toBe('unknown');
  });
});
