import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { ConfirmModal } from './ConfirmModal';

afterEach(cleanup);

it.each([
  ['a name with two spaces', 'Old  stuff', 'old stuff', true],
  ['a name with an unbreakable space', 'Old\u00a0stuff', 'Old stuff', true],
  ['another name', 'Old stuff', 'Oldstuff', false],
  ['an empty name for which nothing is typed', ' ', '', false],
  ['an empty name', '', 'Without a name', true],
])('takes what one sees for %s', (_, text, typed, isTaken) => {
  const submit = vi.fn();
  render(
    <MantineProvider>
      <ConfirmModal
        title="Delete it"
        confirmLabel="Delete"
        type={{ text, what: 'name' }}
        write={{ busy: false, problem: null, submit }}
        onClose={() => {}}
      >
        All of it
      </ConfirmModal>
    </MantineProvider>,
  );
  fireEvent.change(screen.getByLabelText('Type the name to confirm'), { target: { value: typed } });
  fireEvent.click(screen.getByRole('button', { name: 'Delete' }));
  expect(submit).toHaveBeenCalledTimes(isTaken ? 1 : 0);
});
