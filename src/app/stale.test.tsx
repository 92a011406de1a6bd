import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { MantineProvider } from '@mantine/core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { usePending } from '#/ui/pending';
import { watchStale } from './stale';
import { StaleNotice } from './StaleNotice';

const reload = vi.fn<() => void>();
let serverHas: string | null;
let asked: number;
let end = (): void => {};

/** The page of a build. Ends the one before it, as a reload does. */
const open = (build: string) => {
  end();
  end = watchStale({
    build,
    readBuild: async () => {
      asked += 1;
      if (serverHas === 'nothing') throw new Error('offline');
      return serverHas;
    },
    reload,
  });
};

/** What Vite says when code cannot be loaded; and wait until the server has been asked. */
const miss = async () => {
  const before = asked;
  await act(async () => globalThis.dispatchEvent(new Event('vite:preloadError')));
  await waitFor(() => expect(asked).toBeGreaterThan(before));
};

const Work = ({ state }: { state: 'nothing' | 'unsaved' | 'running' }) => {
  usePending(
    () => state,
    () => {},
  );
  return null;
};

const page = (state: 'nothing' | 'unsaved' | 'running') => (
  <MantineProvider>
    <Work state={state} />
    <StaleNotice />
  </MantineProvider>
);

const line = () => screen.queryByText('A new version is there; it is loaded when you have finished.');

beforeEach(() => {
  sessionStorage.clear();
  reload.mockClear();
  asked = 0;
  serverHas = 'b';
});
afterEach(() => {
  end();
  cleanup();
});

it('reloads once for a new build', async () => {
  open('a');
  await miss();
  expect(reload).toHaveBeenCalledTimes(1);
});

it('does not reload for the same build, for none, or without an answer', async () => {
  open('a');
  for (const answer of ['a', null, 'nothing']) {
    serverHas = answer;
    await miss();
  }
  expect(reload).not.toHaveBeenCalled();
});

it('does not reload again for a build that it was reloaded for', async () => {
  for (let i = 0; i < 5; i += 1) {
    open('a');
    await miss();
  }
  expect(reload).toHaveBeenCalledTimes(1);
});

it('is not sent to and fro between servers of two builds', async () => {
  for (let i = 0; i < 10; i += 1) {
    const [own, other] = i % 2 === 0 ? ['a', 'b'] : ['b', 'a'];
    serverHas = other;
    open(own);
    await miss();
  }
  expect(reload).toHaveBeenCalledTimes(2);
});

it('reloads again for the build after that', async () => {
  open('a');
  await miss();
  serverHas = 'c';
  open('b');
  await miss();
  expect(reload).toHaveBeenCalledTimes(2);
});

it.each(['unsaved', 'running'] as const)('waits while something is %s, and says so', async (state) => {
  const { rerender } = render(page(state));
  open('a');
  await miss();
  expect(line()).not.toBeNull();
  expect(screen.getByRole('status')).not.toBeNull();
  expect(screen.getByRole('button', { name: 'Reload now' })).not.toBeNull();
  expect(reload).not.toHaveBeenCalled();
  rerender(page(state === 'unsaved' ? 'running' : 'unsaved'));
  expect(reload).not.toHaveBeenCalled();
  rerender(page('nothing'));
  expect(reload).toHaveBeenCalledTimes(1);
  expect(line()).toBeNull();
});

it('does not reload where it could not remember that it has', async () => {
  vi.stubGlobal('sessionStorage', {
    getItem: () => {
      throw new DOMException('denied', 'SecurityError');
    },
  });
  open('a');
  await miss();
  expect(reload).not.toHaveBeenCalled();
  vi.unstubAllGlobals();
});

it('says nothing when it has ended', async () => {
  render(page('unsaved'));
  open('a');
  await miss();
  act(() => end());
  expect(line()).toBeNull();
});
