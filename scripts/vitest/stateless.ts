import { afterAll, expect, vi } from 'vitest';
import { changedGlobals, globalsNow } from './globals';

/** Replaced by @hono/node-server when it is loaded. */
const BY_LIBRARIES = new Set<PropertyKey>(['Request', 'Response']);

/** Runs before each file of the folders that keep nothing: the next file has the same modules, globals and process. */
vi.useRealTimers();
const globals = globalsNow();
const env = { ...process.env };
const folder = process.cwd();
const listeners = () => process.eventNames().flatMap((name) => process.listeners(name as 'exit'));
const heardBefore = listeners();

// Registered first, it runs last. Values of the environment are not for a log.
afterAll(() => {
  const left = {
    fakeTimers: vi.isFakeTimers(),
    globals: changedGlobals(globals).filter((name) => typeof name === 'string' && !BY_LIBRARIES.has(name)),
    env: Object.keys({ ...env, ...process.env }).filter((name) => process.env[name] !== env[name]),
    folder: process.cwd(),
    listeners: listeners().filter((one) => !heardBefore.includes(one)),
  };
  expect(left).toEqual({ fakeTimers: false, globals: [], env: [], folder, listeners: [] });
});
