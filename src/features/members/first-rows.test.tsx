import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { groupsQuery } from '#/data/groups';
import { composedKey } from '#/data/keys';
import { meQuery } from '#/data/me';
import { membersQuery, toMember } from '#/data/members';
import { createTestClient, stubServer, wireMember } from '#/data/testing';
import { signedIn as personWith } from '#/data/testing-signed-in';
import { changeLayout } from '#/ui/change-layout';
import { growingTable } from '#/ui/growing';
import { drawFirstMembers } from './first-rows';

const TABLE = '/members Members';
const CUSTOM = '00000000-0000-4000-8000-00000000000c';
const group = { uuid: 'g', name: 'Analysts' };

const members = [
  wireMember('me', { firstName: 'Zoë', lastName: 'Ober', role: 'admin' }),
  wireMember('b', { firstName: 'Bo', lastName: '<b>', isPending: true, groups: [group] }),
  wireMember('a', { firstName: 'Ana', lastName: 'Silva', role: 'member', roleUuid: CUSTOM }),
].map((member) => toMember(member as never));

/** Somebody of whom the role says what they may do. */
const signedIn = (role: string) => ({ ...personWith(role), abilityRules: undefined });

let queryClient = createTestClient();

/** Has all members read. */
const read = () => queryClient.setQueryData(membersQuery.queryKey, { members, byUuid: new Map(), missing: 0 });

/** What stands for rows in the picture. */
const lines = () => document.querySelector('.boot-lines') as Element;

/** Has the members read, and draws them for somebody with this role. Out: the texts of the rows that are seen. */
const draw = async (role = 'admin') => {
  queryClient.setQueryData(meQuery.queryKey, signedIn(role));
  read();
  await drawFirstMembers(lines(), queryClient, new AbortController().signal);
  return [...document.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent));
};

beforeEach(() => {
  queryClient = createTestClient();
  document.body.innerHTML = '<main><div class="boot-bar"></div><div class="boot-lines"></div></main>';
});
afterEach(() => {
  vi.unstubAllGlobals();
  changeLayout(TABLE, () => ({ hidden: [], widths: {}, isCompact: false }));
});

describe('the first members', () => {
  it('stand in the picture in the order of the list, with what is known of them', async () => {
    queryClient.setQueryData(groupsQuery.queryKey, { data: [group] } as never);
    expect(await draw()).toEqual([
      ['', 'Ana Silva', 'a@jaffle.example', 'Custom role', 'none', 'Active', expect.stringMatching(/^\d/), ''],
      ['', 'Bo <b>', 'b@jaffle.example', 'Viewer', 'Analysts', expect.stringContaining('Invited'), '–', ''],
      ['', 'Zoë Oberyou', 'me@jaffle.example', 'Admin', 'none', 'Active', expect.stringMatching(/^\d/), ''],
    ]);
    expect(document.querySelector('.boot-lines, .boot-bar')).toBeNull();
    const buttons = [...document.querySelectorAll('button')];
    expect(buttons.map(({ textContent }) => textContent)).toEqual([
      'Role',
      'Status',
      'Group',
      'Filter',
      'Views',
      'Export',
    ]);
    const controls = [...document.querySelectorAll<HTMLButtonElement | HTMLInputElement>('button, input')];
    expect(controls.filter(({ disabled }) => !disabled)).toEqual([]);
  });

  it('have no groups as long as those are not read', async () => {
    expect((await draw())[1]?.[4]).toBe('');
    expect(document.body.textContent).not.toContain('Group ');
  });

  it('have neither ticks nor menus for who changes nobody, and the number of their groups', async () => {
    const [, bo] = await draw('viewer');
    expect(bo?.slice(0, 4)).toEqual(['Bo <b>', 'b@jaffle.example', 'Viewer', '1 group']);
    expect(document.body.textContent).not.toContain('Filter');
  });

  it('have the columns and the heights that were chosen', async () => {
    changeLayout(TABLE, () => ({ hidden: ['email', 'groups', 'joined'], widths: { role: 123 }, isCompact: true }));
    expect((await draw())[0]).toEqual(['', 'Ana Silva', 'Custom role', 'Active', '']);
    const widths = [...document.querySelectorAll('col')].map(({ style }) => style.width);
    expect(widths).toEqual(['38px', expect.any(String), '123px', expect.any(String), '48px']);
    expect(document.querySelector<HTMLElement>('table')?.style.getPropertyValue('--row')).toBe('30px');
  });

  it('have one cell of two lines where there is no room for columns', async () => {
    vi.stubGlobal('matchMedia', (query: string) => ({ matches: query === '(max-width: 900px)' }));
    expect((await draw())[0]).toEqual(['', 'Ana SilvaCustom rolea@jaffle.exampleActive', '']);
    expect([...document.querySelectorAll('th')].map(({ textContent }) => textContent)).toEqual(['', 'Name', '']);
  });

  it('are not drawn where nobody knows who looks at them, nor is that asked', async () => {
    const { calls } = stubServer({});
    read();
    await drawFirstMembers(lines(), queryClient, new AbortController().signal);
    expect(document.querySelector('table')).toBeNull();
    expect(calls).toEqual([]);
  });

  it('are drawn as soon as they are read', async () => {
    queryClient.setQueryData(meQuery.queryKey, signedIn('admin'));
    const drawn = drawFirstMembers(lines(), queryClient, new AbortController().signal);
    expect(document.querySelector('table')).toBeNull();
    read();
    await drawn;
    expect(document.querySelectorAll('tbody tr')).toHaveLength(3);
    expect(queryClient.getQueryCache().hasListeners()).toBe(false);
  });

  it('are not drawn when nobody waits for them any more', async () => {
    queryClient.setQueryData(meQuery.queryKey, signedIn('admin'));
    const waiting = new AbortController();
    const drawn = drawFirstMembers(lines(), queryClient, waiting.signal);
    waiting.abort();
    read();
    await drawn;
    await drawFirstMembers(lines(), queryClient, AbortSignal.abort());
    expect(document.querySelector('table')).toBeNull();
    expect(queryClient.getQueryCache().hasListeners()).toBe(false);
  });

  it('are the first page where there are more, and the code of a table that grows is there then', async () => {
    queryClient.setQueryData(meQuery.queryKey, signedIn('admin'));
    queryClient.setQueryData(composedKey('membersSoFar'), {
      members,
      byUuid: new Map(),
      total: 9,
      pages: 2,
      unread: [2],
    });
    expect(growingTable()).toBeNull();
    await drawFirstMembers(lines(), queryClient, new AbortController().signal);
    expect(document.querySelectorAll('tbody tr')).toHaveLength(3);
    expect(growingTable()).not.toBeNull();
  });
});
