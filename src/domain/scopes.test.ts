import { expect, it } from 'vitest';
import { compareScopes, groupScopes, scopeInWords } from './scopes';

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

it('compares two roles', () => {
  expect(compareScopes(['a', 'b'], ['b', 'c'])).toEqual({ onlyFirst: ['a'], onlySecond: ['c'], both: ['b'] });
});
