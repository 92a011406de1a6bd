import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** A page that has just come, 1,000 pixels wide. */
const fresh = async () => {
  vi.resetModules();
  return import('./table-room');
};

/** Lines of a picture that are so wide. */
const lines = (width: number): Element => {
  const element = document.body.appendChild(document.createElement('div'));
  Object.defineProperty(element, 'clientWidth', { value: width });
  return element;
};

beforeEach(() => void vi.stubGlobal('innerWidth', 1_000));
afterEach(() => void vi.restoreAllMocks());

it('a table has the room it had last', async () => {
  const { lastRoom, noteRoom, PAGE } = await fresh();
  expect(lastRoom('tokens')).toBeUndefined();
  noteRoom(PAGE, 900);
  expect([lastRoom(PAGE), lastRoom('tokens')]).toEqual([900, undefined]);
  noteRoom('tokens', 400);
  expect([lastRoom(PAGE), lastRoom('tokens')]).toEqual([900, 400]);
});

it('in a window of another width nothing is known of it', async () => {
  const { lastRoom, noteRoom, PAGE } = await fresh();
  noteRoom(PAGE, 900);
  vi.stubGlobal('innerWidth', 600);
  expect(lastRoom(PAGE)).toBeUndefined();
  noteRoom('tokens', 300);
  expect(lastRoom('tokens')).toBe(300);
});

it('the picture of a place tells it before there is a table, unless it is not shown', async () => {
  const { askPicture, lastRoom, PAGE } = await fresh();
  askPicture(lines(0));
  expect(lastRoom(PAGE)).toBeUndefined();
  askPicture(lines(728));
  expect([lastRoom(PAGE), lastRoom('tokens')]).toEqual([728 + 15, 728]);
  // Beside scrollbars that take room, as here those of 15 pixels.
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(115);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(100);
  askPicture(lines(700));
  expect([lastRoom(PAGE), lastRoom('tokens')]).toEqual([700, 700]);
});
