import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { dropRecents, forgetRecents, recentPaths, visited } from './recents';
import { stubStorage } from './testing';

const ANA = 'https://console.example org ana';
let items: Map<string, string>;

beforeEach(() => {
  items = stubStorage('localStorage');
  forgetRecents();
});
afterEach(() => vi.unstubAllGlobals());

it('keeps where somebody was, each once and the last first', () => {
  for (const path of ['/members', '/groups/1', '/members']) visited(path, ANA);
  dropRecents();
  visited('/schedulers', ANA);
  expect(recentPaths()).toEqual(['/schedulers', '/members', '/groups/1']);
});

it('keeps nothing for nobody, and shows nobody what another person has left', () => {
  visited('/members', ANA);
  dropRecents();
  visited('/groups', 'https://console.example org bo');
  expect(recentPaths()).toEqual(['/groups']);
  visited('/tokens', null);
  expect(recentPaths()).toEqual(['/tokens']);
  expect([...items.values()].join()).not.toContain('/tokens');
});

it('forgets them on signing out', () => {
  visited('/members', ANA);
  forgetRecents();
  expect([recentPaths(), items.size]).toEqual([[], 0]);
});

it('goes without storage', () => {
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new Error('SecurityError');
    },
  });
  visited('/members', ANA);
  visited('/groups', ANA);
  expect(recentPaths()).toEqual(['/groups', '/members']);
  expect(forgetRecents).not.toThrow();
});

it('takes what is no list of ours for nothing', () => {
  items.set('lightdash-console:recents', '{"a":');
  visited('/members', ANA);
  expect(recentPaths()).toEqual(['/members']);
});
