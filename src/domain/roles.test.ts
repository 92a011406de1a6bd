import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canBeGiven,
  describeProjectRole,
  describeRole,
  describeRoleChange,
  isOrganizationRole,
  isPromotion,
  ORGANIZATION_ROLES,
  PROJECT_ROLES,
  roleName,
  roleRank,
} from './roles';

const role = fc.constantFrom(...ORGANIZATION_ROLES);

describe('names and ranks', () => {
  it('says roles in the words of the product', () => {
    expect(ORGANIZATION_ROLES.map(roleName)).toEqual([
      'Member',
      'Viewer',
      'Interactive viewer',
      'Editor',
      'Developer',
      'Admin',
    ]);
  });

  it('keeps the raw name of a role it does not know, and never ranks it above another', () => {
    expect(roleName('space_cadet')).toBe('space_cadet');
    expect(roleRank('space_cadet')).toBe(-1);
    expect(isPromotion('member', 'space_cadet')).toBe(false);
    expect(isOrganizationRole('toString')).toBe(false);
    expect(roleName('')).toBe('');
  });

  it('ranks from member to admin', () => {
    expect(ORGANIZATION_ROLES.map(roleRank)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(isPromotion('viewer', 'editor')).toBe(true);
    expect(isPromotion('editor', 'viewer')).toBe(false);
    expect(isPromotion('editor', 'editor')).toBe(false);
  });
});

describe('what a role means', () => {
  it('has one sentence for each role', () => {
    for (const each of ORGANIZATION_ROLES) expect(describeRole(each)).toMatch(/^[A-Z][^.!]+\.$/);
    expect(describeRole('space_cadet')).toBe('');
  });

  it('describes roles of projects by the project, not by the organization', () => {
    for (const each of PROJECT_ROLES) {
      expect(describeProjectRole(each)).toMatch(/^[A-Z][^.!]+\.$/);
      expect(describeProjectRole(each)).not.toMatch(/every project|groups|members|organization/i);
    }
    expect(describeProjectRole('member')).toBe('');
  });

  it('says what is gained and lost', () => {
    expect(describeRoleChange('member', 'viewer')).toEqual({
      gains: ['open every project and the content shared in it', 'download results as CSV'],
      losses: [],
    });
    expect(describeRoleChange('admin', 'developer').losses).toContain('invite, change and remove members');
    expect(describeRoleChange('editor', 'editor')).toEqual({ gains: [], losses: [] });
    expect(describeRoleChange('space_cadet', 'admin')).toEqual({ gains: [], losses: [] });
    expect(describeRoleChange('admin', 'space_cadet')).toEqual({ gains: [], losses: [] });
  });

  it('loses on the way down exactly what it gains on the way up, step by step', () => {
    fc.assert(
      fc.property(role, role, role, (a, b, c) => {
        const there = describeRoleChange(a, b);
        const back = describeRoleChange(b, a);
        expect(there.gains).toEqual(back.losses);
        expect(there.gains.length > 0).toBe(isPromotion(a, b));
        if (roleRank(a) <= roleRank(b) && roleRank(b) <= roleRank(c)) {
          expect([...there.gains, ...describeRoleChange(b, c).gains]).toEqual(describeRoleChange(a, c).gains);
        }
      }),
    );
  });
});

it('custom roles are given at their level, and on servers with levels only with a scope', () => {
  const levelled = (level: 'project' | 'organization' | null, ...scopes: string[]) => ({ level, scopes });
  expect(canBeGiven(levelled('organization', 'view:Project'), 'organization')).toBe(true);
  expect(canBeGiven(levelled('organization', 'view:Project'), 'project')).toBe(false);
  expect(canBeGiven(levelled('project', 'view:Project'), 'organization')).toBe(false);
  expect(canBeGiven(levelled('project'), 'project')).toBe(false);
  expect([canBeGiven(levelled(null), 'project'), canBeGiven(levelled(null), 'organization')]).toEqual([true, false]);
  expect(canBeGiven({ level: 'project', scopes: 'unknown' }, 'project')).toBe(true);
});
