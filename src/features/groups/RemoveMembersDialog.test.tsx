import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { ok, refusal, stubServer } from '#/data/testing';
import { ALL_RULES, renderSignedIn } from '#/data/testing-signed-in';
import type { Member } from '#/domain/members';
import { RemoveMembersDialog } from './RemoveMembersDialog';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const ana = {
  userUuid: 'ana',
  name: 'Ana',
  email: 'ana@x.example',
  role: 'member',
  status: 'active',
  groupUuids: ['g'],
};
const project = (projectUuid: string) => ({ projectUuid, name: projectUuid, type: 'DEFAULT', createdAt: '' });
const grant = { assigneeType: 'group', assigneeId: 'g', assigneeName: 'G', roleId: 'editor', ownerType: 'system' };

it.each([
  [ok([grant]), /what the group gives: editor in p and editor in q\.$/],
  [refusal(500, 'UnexpectedServerError'), /what the group gives: editor in p, as far as that has been read\.$/],
])('says what people lose, and whether that is all', async (answer, words) => {
  stubServer({
    'GET /api/v1/org/projects': ok([project('p'), project('q')]),
    'GET /api/v2/orgs/org/roles': ok([]),
    'GET /api/v2/projects/p/roles/assignments': ok([grant]),
    'GET /api/v2/projects/q/roles/assignments': answer,
  });
  const dialog = (
    <RemoveMembersDialog group={{ uuid: 'g', name: 'G' }} members={[ana as unknown as Member]} onClose={() => {}} />
  );
  renderSignedIn(dialog, 'admin', ALL_RULES);
  expect(await screen.findByText(words)).toBeTruthy();
});
