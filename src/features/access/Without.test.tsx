import { cleanup, render, screen } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, expect, it } from 'vitest';
import { buildAccessModel } from '#/access';
import { Without } from './Without';

afterEach(cleanup);

it('counts as losing something here only those who lose it here', async () => {
  // Bo loses the project with Ana, and the public space, but never had the private one.
  const person = (userUuid: string) => ({ userUuid, role: 'member' as const, status: 'active' as const });
  const model = buildAccessModel({
    members: ['ana', 'bo'].map((uuid) => ({ ...person(uuid), groupUuids: ['g'] })),
    groups: [{ groupUuid: 'g', name: 'Data' }],
    customRoles: [],
    projects: [{ projectUuid: 'p', userGrants: [], groupGrants: [{ groupUuid: 'g', role: 'editor' }] }],
    spaces: [
      { spaceUuid: 's', projectUuid: 'p', parentSpaceUuid: null, isPrivate: false, directGrants: [], groupGrants: [] },
      {
        spaceUuid: 't',
        projectUuid: 'p',
        parentSpaceUuid: null,
        isPrivate: true,
        directGrants: [{ userUuid: 'ana', role: 'admin' }],
        groupGrants: [],
      },
    ],
  });
  const element = <Without model={model} answer={model.space('ana', 't')} name="Ana" />;
  render(<RouterProvider router={createMemoryRouter([{ path: '*', element }])} />);
  expect((await screen.findByLabelText('Without it')).textContent).not.toMatch(/other/);
});
