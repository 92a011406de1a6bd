import { expect, it } from 'vitest';
import { compareScopes, groupScopes, offeredScopes, scopeInWords } from './scopes';

it.each([
  ['view:Dashboard', 'See dashboards'],
  ['manage:SavedChart@space', 'Manage charts in spaces where they may edit'],
  ['impersonate:User', 'Sign in as people'],
  ['view:BrandNewThing@team', 'See brand new thing (team)'],
  ['launch:Rocket', 'Launch: rocket'],
])('%s is said', (scope, words) => {
  expect(scopeInWords(scope)).toBe(words);
});

it('groups scopes by what they are about, weaker before stronger, each once', () => {
  expect(groupScopes(['manage:Dashboard', 'view:Rocket', 'manage:Group', 'view:Dashboard', 'view:Dashboard'])).toEqual([
    { family: 'Content', scopes: ['view:Dashboard', 'manage:Dashboard'] },
    { family: 'People and organization', scopes: ['manage:Group'] },
    { family: 'Other', scopes: ['view:Rocket'] },
  ]);
});

it('offers a role of projects no scope of the organization but those it has', () => {
  const all = ['view:Dashboard', 'manage:Group', 'impersonate:User'];
  expect(offeredScopes(all, 'organization', [])).toEqual(all);
  expect(offeredScopes(all, 'project', [])).toEqual(['view:Dashboard']);
  expect(offeredScopes(all, 'project', ['manage:Group', 'view:New'])).toEqual([
    'view:Dashboard',
    'manage:Group',
    'view:New',
  ]);
});

it('compares two roles', () => {
  expect(compareScopes(['a', 'b'], ['b', 'c'])).toEqual({ onlyFirst: ['a'], onlySecond: ['c'], both: ['b'] });
});
