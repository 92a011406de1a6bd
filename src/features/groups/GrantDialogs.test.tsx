import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { GroupGrant } from '#/data/group-grants';
import { stubServer } from '#/data/testing';
import { renderSignedIn } from '#/data/testing-signed-in';
import { GrantDialogs } from './GrantDialogs';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it.each([
  [true, /All of them go\./],
  [false, null],
])('says before a grant of several roles is taken away that all of them go: %s', async (hasMoreRoles, words) => {
  stubServer({});
  const project = { uuid: 'p1', name: 'Jaffle' } as GroupGrant['project'];
  const dialog = (
    <GrantDialogs
      dialog={{ kind: 'revoke', grant: { project, role: 'editor', hasMoreRoles } }}
      group={{ uuid: 'g', name: 'Data', createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' }}
      size={3}
      grants={[]}
      projects={[]}
      onChanged={() => {}}
      onClose={() => {}}
    />
  );
  renderSignedIn(dialog, 'admin');
  await screen.findByText(/Whoever has access through the organization role/);
  if (words) expect(screen.getByText(words)).toBeTruthy();
  else expect(screen.queryByText(/Several roles are granted here/)).toBeNull();
});
