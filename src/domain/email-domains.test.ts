import { describe, expect, it } from 'vitest';
import { coveredBy, joiningChanges, readDomains, strangersReach, type Joining } from './email-domains';
import { roleName } from './roles';

const at = (...emails: string[]) => emails.map((email) => ({ email }));
const NAMES: Readonly<Record<string, string>> = { p: 'Jaffle shop' };
const words = {
  members: at('a@shop.example', 'B@SHOP.example', 'c@sub.shop.example', 'd@other.example'),
  roleName,
  projectName: (uuid: string) => NAMES[uuid] ?? '?',
};
const BEFORE: Joining = { domains: ['shop.example'], role: 'viewer', projects: [] };

describe('domains that were typed', () => {
  it('are read in any form, each once', () => {
    expect(readDomains('Shop.Example, @other.example\nann@shop.example; bücher.example ')).toEqual({
      domains: ['shop.example', 'other.example', 'bücher.example'],
      problem: null,
    });
  });

  it('are none of those that give an address to anybody', () => {
    expect(readDomains('shop.example GMAIL.com').problem).toMatch(/^gmail\.com gives an address to anybody/);
  });

  it.each(['shop', 'not_a_domain.example', '-a.example', 'a..example', 'https://a.example/'])('are not %s', (typed) => {
    expect(readDomains(typed).problem).toMatch(/is not a domain/);
  });
});

it('counts the members at each domain itself, whatever the case', () => {
  expect([...coveredBy(['shop.example', 'nobody.example'], words.members)]).toEqual([
    ['shop.example', 2],
    ['nobody.example', 0],
  ]);
});

describe('a change of the domains', () => {
  it('says who may join, who may not any more, and what they become', () => {
    const after: Joining = {
      domains: ['other.example', 'new.example'],
      role: 'member',
      projects: [{ projectUuid: 'p', role: 'editor' }],
    };
    expect(joiningChanges(BEFORE, after, words)).toEqual([
      'Anybody with an address at other.example may join without an invitation. 1 member has one already.',
      'Anybody with an address at new.example may join without an invitation. Nobody here has one.',
      'Nobody joins by shop.example any more. Those who are here stay.',
      'Who joins becomes Member, not Viewer. Those who are here stay as they are.',
      'Who joins gets Jaffle shop as Editor.',
    ]);
  });

  it('is none where only projects differ that do not count', () => {
    expect(joiningChanges(BEFORE, { ...BEFORE, projects: [{ projectUuid: 'p', role: 'viewer' }] }, words)).toEqual([]);
  });
});

describe('what a stranger reaches', () => {
  it.each([
    [BEFORE, 'As Viewer they open all 3 projects, and every space that is not closed.'],
    [{ ...BEFORE, role: 'member' }, 'As Member they open no project until somebody grants one.'],
    [
      { ...BEFORE, role: 'member', projects: [{ projectUuid: 'p', role: 'viewer' }] },
      'As Member they open Jaffle shop as Viewer, and nothing else.',
    ],
  ] as const)('%#', (joining, sentence) => {
    expect(strangersReach(joining as Joining, { ...words, total: 3 })).toBe(sentence);
  });
});
