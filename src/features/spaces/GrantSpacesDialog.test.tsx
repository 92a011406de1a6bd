import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { ok, stubServer, wireMember } from '#/data/testing';
import { renderSignedIn } from '#/data/testing-signed-in';
import type { OwnRow, PlacedSpace } from '#/domain/spaces';
import { GrantSpacesDialog } from './GrantSpacesDialog';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const space = (name: string, role: OwnRow['role']): PlacedSpace => ({
  uuid: name,
  projectUuid: 'p1',
  name,
  parentUuid: null,
  privacy: 'private',
  inherits: false,
  charts: 0,
  dashboards: 0,
  grantedUserUuids: [],
  ownRows: [{ userUuid: 'me', role }],
  projectName: 'Jaffle',
  ancestors: [],
  children: 0,
});

it('leaves out of many spaces those that one may not manage, and says why', async () => {
  stubServer({
    'GET /api/v1/org/users': ok({ data: [wireMember('bo')], pagination: { totalPageCount: 1, totalResults: 1 } }),
    'GET /api/v1/org/groups': ok({ data: [] }),
  });
  const rules = [
    { action: 'manage', subject: 'Space', conditions: { access: { $elemMatch: { userUuid: 'me', role: 'admin' } } } },
  ];
  const spaces = [space('Board', 'admin'), space('Payroll', 'editor')];
  renderSignedIn(<GrantSpacesDialog spaces={spaces} onClose={() => {}} />, 'editor', rules);
  const people = await screen.findByRole('combobox', { name: 'People' });
  fireEvent.click(people);
  fireEvent.click(await screen.findByRole('option', { name: /bo/, hidden: true }));
  expect(await screen.findByText('1 of 2 is left out; the list says why.')).toBeTruthy();
  expect(screen.getByText(/^Only admins of the space and of the project can change it/)).toBeTruthy();
});
