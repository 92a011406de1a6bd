import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, expect, it, vi } from 'vitest';
import { RunDialog } from './RunDialog';

afterEach(cleanup);

const open = (dialog: ReactElement) =>
  render(
    <MantineProvider>
      <RouterProvider router={createMemoryRouter([{ path: '*', element: dialog }])} />
    </MantineProvider>,
  );

/** Runs one change whose answer is lost and checks it, which throws. In: what the check's error is in words. */
const loseAndCheck = async (explained: { text: string; unknown: boolean; again?: boolean }) => {
  const work = vi.fn<() => Promise<void>>().mockRejectedValueOnce('lost').mockResolvedValue();
  const dialog = (
    <RunDialog
      title="Revoke 1 grant"
      items={[{ id: 'ana', label: 'Ana' }]}
      noun={['grant', 'grants']}
      start="Revoke"
      doneWord="revoked"
      work={work}
      explain={(error) => (error === 'lost' ? { text: 'No answer.', unknown: true } : explained)}
      check={() => Promise.reject(new Error('nothing tells'))}
      onSettled={() => {}}
      onClose={() => {}}
    />
  );
  open(dialog);
  fireEvent.click(await screen.findByRole('button', { name: 'Revoke 1 grant' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Check 1 unknown one' }));
  await screen.findByText(`Still not known. ${explained.text}`);
  return work;
};

it('can try one again of which no check can tell whether it was carried out, where that does no harm', async () => {
  const work = await loseAndCheck({ text: 'To revoke it again does no harm.', unknown: false, again: true });
  expect(screen.getByRole('img', { name: 'Not known' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Try 1 grant again' }));
  expect(await screen.findByRole('img', { name: 'Done' })).toBeTruthy();
  expect(work).toHaveBeenCalledTimes(2);
});

it('tries none again whose check failed', async () => {
  const work = await loseAndCheck({ text: 'The server failed.', unknown: false });
  expect(screen.getByRole('button', { name: 'Check 1 unknown one' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: /again/ })).toBeNull();
  expect(work).toHaveBeenCalledOnce();
});

it('starts nothing more once the session is over', async () => {
  const work = vi.fn<() => Promise<void>>().mockRejectedValue('signed out');
  const dialog = (
    <RunDialog
      title="Revoke 3 grants"
      items={['ana', 'ben', 'eve'].map((id) => ({ id, label: id }))}
      noun={['grant', 'grants']}
      start="Revoke"
      doneWord="revoked"
      limit={1}
      work={work}
      explain={() => ({ text: 'Your sign-in has ended.', unknown: false, over: true })}
      onSettled={() => {}}
      onClose={() => {}}
    />
  );
  open(dialog);
  fireEvent.click(await screen.findByRole('button', { name: 'Revoke 3 grants' }));
  expect(await screen.findByRole('img', { name: 'Failed' })).toBeTruthy();
  expect(work).toHaveBeenCalledOnce();
});

it('checks no further once it is told to stop', async () => {
  const checked: string[] = [];
  let answer: (found: boolean) => void = () => {};
  const dialog = (
    <RunDialog
      title="Revoke 2 grants"
      items={['ana', 'bo'].map((id) => ({ id, label: id }))}
      noun={['grant', 'grants']}
      start="Revoke"
      doneWord="revoked"
      work={() => Promise.reject(new Error('lost'))}
      explain={() => ({ text: 'No answer.', unknown: true })}
      check={({ id }) => {
        checked.push(id);
        return new Promise((resolve) => {
          answer = resolve;
        });
      }}
      onSettled={() => {}}
      onClose={() => {}}
      limit={1}
    />
  );
  open(dialog);
  fireEvent.click(await screen.findByRole('button', { name: 'Revoke 2 grants' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Check 2 unknown ones' }));
  fireEvent.click(await screen.findByRole('button', { name: 'Stop' }));
  answer(true);
  expect(await screen.findByRole('button', { name: 'Check 1 unknown one' })).toBeTruthy();
  expect(checked).toEqual(['ana']);
});
