import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { ok, stubServer } from '#/data/testing';
import { wireScheduler } from '#/data/testing-schedulers';
import { ALL_RULES, renderSignedIn } from '#/data/testing-signed-in';
import type { Member } from '#/domain/members';
import { RemoveMembersDialog } from './RemoveMembersDialog';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const member = (userUuid: string, role = 'viewer') =>
  ({
    userUuid,
    name: userUuid,
    email: `${userUuid}@x.example`,
    role,
    status: 'active',
    groupUuids: [],
  }) as unknown as Member;

it('counts the deliveries of those who go, not of those who are left out', async () => {
  stubServer({
    'GET /api/v1/org/projects': ok([{ projectUuid: 'p', name: 'Jaffle', type: 'DEFAULT', createdAt: '' }]),
    'GET /api/v1/schedulers/p/list': ok({ data: [wireScheduler('s1'), { ...wireScheduler('s2'), createdBy: 'me' }] }),
  });
  const members = [member('me', 'admin'), member('ana'), member('bo')];
  renderSignedIn(<RemoveMembersDialog members={members} everybody={members} onClose={() => {}} />, 'admin', ALL_RULES);
  expect(await screen.findByText(/are deleted: 1 delivery\./)).toBeTruthy();
});
