import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchHeight } from './height';

let end = () => {};
/** What waits for the next frame. */
let waiting: (() => void)[] = [];

beforeEach(() => {
  waiting = [];
  vi.stubGlobal('requestAnimationFrame', (measure: () => void) => waiting.push(measure));
  vi.stubGlobal('cancelAnimationFrame', (id: number) => delete waiting[id - 1]);
});

afterEach(() => {
  end();
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

/** The browser has told of what changed, and draws. */
const frame = async () => {
  await Promise.resolve();
  for (const measure of waiting.splice(0)) measure?.();
};

/** A console of which the page has 100 pixels for each paragraph that does not fit. Out: the page; what was told. */
const watched = () => {
  const root = document.createElement('div');
  root.innerHTML = '<main><div></div></main>';
  document.body.append(root);
  const [main] = root.getElementsByTagName('main');
  const page = main?.firstElementChild;
  if (!main || !page) throw new Error('There is no page.');
  Object.defineProperty(main, 'scrollHeight', { get: () => 100 * page.childElementCount });
  const told: number[] = [];
  end = watchHeight(root, (px) => told.push(px));
  return { page, told };
};

it('tells once in a frame that the page grew, deep in it', async () => {
  const { page, told } = watched();
  page.append(document.createElement('p'));
  page.append(document.createElement('p'));
  await frame();
  expect(told).toEqual([200]);
  page.lastElementChild?.remove();
  await frame();
  expect(told).toEqual([200, 100]);
});

it('tells nothing more once it has ended', async () => {
  const { page, told } = watched();
  page.append(document.createElement('p'));
  await Promise.resolve();
  end();
  page.append(document.createElement('p'));
  await frame();
  expect(told).toEqual([]);
});
