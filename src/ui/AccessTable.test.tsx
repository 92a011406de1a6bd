import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, expect, it } from 'vitest';
import { peopleKind, PeopleTable, type PeopleRow } from './PeopleTable';

afterEach(cleanup);

const row: PeopleRow = {
  userUuid: 'bo',
  name: 'Bo',
  email: 'bo@x.example',
  state: '',
  isKnown: true,
  gives: 'Viewer',
  rank: 1,
  because: () => 'Project role',
};
const KIND = peopleKind<PeopleRow, never>({ filters: {}, csv: [] });

it('exports nobody while not all are there, and says why', async () => {
  const table = (
    <PeopleTable
      of={KIND}
      rows={[row]}
      gives="Can"
      hrefOf={() => '/'}
      none={null}
      file="access"
      unexported="Only the first of 9 are there."
      onOpen={() => {}}
    />
  );
  render(
    <MantineProvider>
      <RouterProvider router={createMemoryRouter([{ path: '*', element: table }])} />
    </MantineProvider>,
  );
  const button = await screen.findByRole('button', { name: 'Export' });
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(button.getAttribute('aria-description')).toBe('Only the first of 9 are there.');
});
