import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { accessNames, buildAccessModel, matrixOf } from '#/access';
import { stubServer } from '#/data/testing';
import { renderSignedIn, signedIn } from '#/data/testing-signed-in';
import { permissions } from '#/domain/permissions';
import { MatrixCellModal } from './MatrixCellModal';
import type { MatrixData } from './useMatrix';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('says of several roles that the one chosen remains, and that all go where none is', async () => {
  stubServer({});
  const model = buildAccessModel({
    members: [],
    groups: [{ groupUuid: 'data', name: 'Data' }],
    customRoles: [],
    projects: [
      { projectUuid: 'p1', userGrants: [], groupGrants: [{ groupUuid: 'data', role: 'editor', hasMoreRoles: true }] },
    ],
    spaces: [],
  });
  const names = accessNames({
    members: undefined,
    groups: undefined,
    projects: [],
    spaces: [],
    customRoles: undefined,
  });
  const data = { model, matrix: matrixOf(model), may: permissions(signedIn('admin')), names };
  const dialog = (
    <MatrixCellModal
      data={data as unknown as MatrixData}
      row={{ id: 'data', name: 'Data', detail: '', email: '', member: null }}
      project={{ uuid: 'p1', name: 'Jaffle' } as MatrixData['projects'][number]}
      onClose={() => {}}
    />
  );
  renderSignedIn(dialog, 'admin');
  const field = await screen.findByLabelText('Grant to this group in the project');
  fireEvent.change(field, { target: { value: 'viewer' } });
  expect(screen.getByText(/Several roles are granted here at once/).textContent).toMatch(
    /Only the one chosen remains\.$/,
  );
  fireEvent.change(field, { target: { value: '' } });
  expect(screen.getByText(/Several roles are granted here at once/).textContent).toMatch(/All of them go\.$/);
});
