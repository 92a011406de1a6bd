import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { changeLayout } from './change-layout';
import { useTableLayout } from './table-layout';

const KEY = 'lightdash-console:table:';
let table = 0;
const fresh = () => `/things ${(table += 1)}`;

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('a layout is kept in this browser, and what is as it comes is not', () => {
  const name = fresh();
  const { result } = renderHook(() => useTableLayout(name));
  act(() => changeLayout(name, (now) => ({ ...now, hidden: ['role'], widths: { name: 200 } })));
  expect(result.current).toEqual({ hidden: ['role'], widths: { name: 200 }, isCompact: false });
  expect(JSON.parse(localStorage.getItem(KEY + name) ?? '')).toEqual(result.current);
  act(() => changeLayout(name, () => ({ hidden: [], widths: {}, isCompact: false })));
  expect(localStorage.length).toBe(0);
});

it.each([
  ['nothing', null],
  ['no JSON', '{'],
  ['another form', '{"hidden":{"a":1},"widths":[-1,"x"],"isCompact":"yes"}'],
  ['widths that nobody can have drawn', '{"widths":{"a":"120","b":0.4,"c":1000000}}'],
  ['no object', 'null'],
])('what was kept and is not understood does no harm: %s', (_, kept) => {
  const name = fresh();
  if (kept !== null) localStorage.setItem(KEY + name, kept);
  expect(renderHook(() => useTableLayout(name)).result.current).toEqual({ hidden: [], widths: {}, isCompact: false });
});

it('a browser that keeps nothing shows the change all the same', () => {
  const name = fresh();
  const refuse = () => {
    throw new DOMException('no', 'SecurityError');
  };
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse, removeItem: refuse });
  const { result } = renderHook(() => useTableLayout(name));
  act(() => changeLayout(name, (now) => ({ ...now, isCompact: true })));
  expect(result.current.isCompact).toBe(true);
});
