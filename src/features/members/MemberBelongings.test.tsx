import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { ok, stubServer } from '#/data/testing';
import { ALL_RULES, renderSignedIn } from '#/data/testing-signed-in';
import { MemberBelongings } from './MemberBelongings';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const stub = (...grants: object[]) =>
  stubServer({
    'GET /api/v1/org/projects': ok([{ projectUuid: 'p', name: 'Jaffle', type: 'DEFAULT', createdAt: '' }]),
    'GET /api/v1/projects/p/access': ok(grants),
    'GET /api/v2/orgs/org/roles': ok([{ roleUuid: 'auditor', name: 'Auditor', ownerType: 'user', scopes: [] }]),
  });

const grants = () => screen.findByRole('region', { name: /^Direct project grants/ });

it('names a custom role, and says that others are held beside it', async () => {
  stub({ userUuid: 'ana', role: 'viewer', roleUuid: 'auditor', hasMultipleRoles: true });
  renderSignedIn(<MemberBelongings userUuid="ana" />, 'admin', ALL_RULES);
  await within(await grants()).findByText('Auditor');
  expect((await within(await grants()).findByRole('listitem')).textContent).toBe('JaffleAuditor and more');
});

it.each([
  ['admin', ALL_RULES, [], 'Direct project grants 0', 'None: access comes from the role and from groups.'],
  ['viewer', [], [], 'Direct project grants', 'None in projects that you can open.'],
  ['viewer', [], [{ userUuid: 'ana', role: 'editor' }], 'Direct project grants', 'Only of projects that you can open.'],
])('says as much of them as %s is shown: %j', async (role, rules, given, title, note) => {
  stub(...given);
  renderSignedIn(<MemberBelongings userUuid="ana" />, role, rules);
  await within(await grants()).findByText(note);
  expect(
    within(await grants())
      .getByRole('heading')
      .textContent.trim(),
  ).toBe(title);
});
