import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { stubServer } from '#/data/testing';
import { renderSignedIn } from '#/data/testing-signed-in';
import { ProjectGrantDialogs } from './GrantDialogs';
import type { Grant } from './grants';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const grant = (name: string, hasMoreRoles: boolean): Grant => ({
  kind: 'user',
  uuid: name,
  name,
  email: `${name}@x.example`,
  userUuids: [name],
  role: 'editor',
  hasMoreRoles,
  state: '',
});

it('says before several grants are revoked of which of them several roles go at once', async () => {
  stubServer({});
  const dialog = (
    <ProjectGrantDialogs
      project={{ uuid: 'p1', name: 'Jaffle' }}
      dialog={{ kind: 'revoke', grants: [grant('Ana', true), grant('Bo', false)] }}
      onClose={() => {}}
    />
  );
  renderSignedIn(dialog, 'viewer');
  const [ana, bo] = await screen.findAllByRole('listitem');
  expect(ana?.textContent).toContain('All of them go.');
  expect(bo?.textContent).not.toContain('All of them go.');
});
