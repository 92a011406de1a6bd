import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestClient } from '#/data/testing';
import type { Place } from '#/ui/place';
import { loadAhead } from './ahead';

const page = vi.fn<Place['page']>();
const load = vi.fn<Place['load']>();
const UUID = '00000000-0000-4000-8000-00000000000a';
const groups: Place = { path: '/groups', title: 'Groups', load, page };
const group: Place = { path: '/groups/:groupUuid', title: 'Group', load, page };
let end: () => void;

const begin = (target: EventTarget | null = null) =>
  loadAhead({
    surface: document,
    router: {
      basename: '/',
      routes: [groups, group].map((place, i) => ({ id: `${i}`, path: place.path, handle: place })),
      state: { location: { pathname: '/members' } },
    } as unknown as Parameters<typeof loadAhead>[0]['router'],
    queryClient: createTestClient(),
    target,
  });

const html = `
  <a id="groups" href="/groups?q=a"><b>Groups</b></a>
  <a id="here" href="/members">Here</a>
  <a id="main" href="#main">Skip</a>
  <a id="other" href="https://elsewhere.example/groups">Elsewhere</a>
  <a id="nothing" href="/nowhere">Nowhere</a>
  <a id="bad" href="/groups/not-a-uuid">Bad</a>
  <table><tbody><tr tabindex="0">
    <td id="cell"><button id="button">Actions</button></td>
    <td><a href="/groups/${UUID}">A group</a></td>
  </tr></tbody></table>`;

beforeEach(() => {
  document.body.innerHTML = html;
  page.mockReset().mockResolvedValue(() => null);
  load.mockReset();
  end = begin();
});

afterEach(() => {
  end();
  vi.unstubAllGlobals();
});

const at = (id: string) => document.querySelector(`#${id}`) ?? document.body;
const over = (id: string) => at(id).dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
const press = (id: string, init: PointerEventInit = {}) =>
  at(id).dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, button: 0, ...init }));
const key = (id: string, init: KeyboardEventInit) =>
  at(id).dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...init }));

describe('a link that is pointed at', () => {
  it('has its code loaded, also where it was pointed at before this began', () => {
    end();
    end = begin(at('groups'));
    expect(page).toHaveBeenCalledTimes(1);
  });

  it('has the code of its place loaded, and nothing read', () => {
    over('groups');
    at('groups').dispatchEvent(new Event('focusin', { bubbles: true }));
    expect(page).toHaveBeenCalledTimes(2);
    expect(load).not.toHaveBeenCalled();
  });

  it('is as good as the row that it is in, but for what else is in that', () => {
    over('cell');
    expect(page).toHaveBeenCalledTimes(1);
    over('button');
    expect(page).toHaveBeenCalledTimes(1);
  });

  it.each(['here', 'main', 'other', 'nothing', 'no-such-element'])('leads to no other place: %s', (id) => {
    over(id);
    press(id);
    expect(page).not.toHaveBeenCalled();
  });

  it('waits for its press where somebody saves data', () => {
    vi.stubGlobal('navigator', { connection: { saveData: true } });
    over('groups');
    expect(page).not.toHaveBeenCalled();
    press('groups');
    expect(page).toHaveBeenCalledTimes(1);
  });

  it('is let alone at the end', () => {
    end();
    over('groups');
    expect(page).not.toHaveBeenCalled();
  });
});

describe('a link that is pressed', () => {
  it('has the first readings of its place started, with what its address says', async () => {
    press('cell');
    await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(1));
    expect(load.mock.calls[0]?.[0].params).toEqual({ groupUuid: UUID });
  });

  it('may be pressed by Enter, once', async () => {
    key('groups', { key: 'Enter' });
    key('groups', { key: 'Enter', repeat: true });
    key('groups', { key: 'x' });
    await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(1));
  });

  it.each([{ button: 1 }, { ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { altKey: true }])(
    'goes nowhere here: %j',
    (init) => {
      press('groups', init);
      expect(page).not.toHaveBeenCalled();
    },
  );

  it('tells nothing of what fails before one is there', async () => {
    page.mockRejectedValue(new Error('No code'));
    press('bad');
    over('groups');
    await vi.waitFor(() => expect(page).toHaveBeenCalledTimes(2));
    expect(load).not.toHaveBeenCalled();
  });
});
