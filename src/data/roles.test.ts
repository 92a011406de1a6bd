import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OrganizationRole } from '../domain/roles';
import type { changeRole as ChangeRole } from './members';
import type { writeOrganizationRole as WriteOrganizationRole } from './roles';
import { noSuchOperation, ok, refusal, stubServer, wireMember } from './testing';

const V2 = 'POST /api/v2/orgs/org/roles/assignments/user/a';
const V1 = 'PATCH /api/v1/org/users/a';
const READ = 'GET /api/v1/org/users/a';

// What a server can do is learnt once a console: each test starts without that knowledge.
let writeOrganizationRole: typeof WriteOrganizationRole;
let changeRole: typeof ChangeRole;

beforeEach(async () => {
  vi.resetModules();
  ({ writeOrganizationRole } = await import('./roles'));
  ({ changeRole } = await import('./members'));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('writeOrganizationRole', () => {
  it('writes by v2 where the server has it', async () => {
    const server = stubServer({ [V2]: ok({ roleId: 'editor' }) });
    await writeOrganizationRole('org', 'a', 'editor');
    expect(server.lines()).toEqual([V2]);
    expect(server.calls[0]?.body).toEqual({ roleId: 'editor' });
  });

  it('writes `member` by v1, because v2 does not know it', async () => {
    const server = stubServer({ [V2]: ok({}), [V1]: ok(wireMember('a')) });
    await writeOrganizationRole('org', 'a', 'member');
    expect(server.lines()).toEqual([V1]);
    expect(server.calls[0]?.body).toEqual({ role: 'member' });
  });

  it('writes by v1 where the server has no v2, and asks for that once', async () => {
    const server = stubServer({ [V2]: noSuchOperation, [V1]: ok(wireMember('a')) });
    await writeOrganizationRole('org', 'a', 'editor');
    await writeOrganizationRole('org', 'a', 'admin');
    expect(server.lines()).toEqual([V2, V1, V1]);
    expect(server.calls.map(({ body }) => body)).toEqual([{ roleId: 'editor' }, { role: 'editor' }, { role: 'admin' }]);
  });

  it('asks again for v2 in another console of the same page, which may have another server', async () => {
    const { openHome } = await import('../api/core/home');
    const base = 'http://localhost';
    const close = openHome({ base, hasTabs: false });
    const server = stubServer({ [V2]: noSuchOperation, [V1]: ok(wireMember('a')) });
    await writeOrganizationRole('org', 'a', 'editor');
    close();
    openHome({ base, hasTabs: false });
    await writeOrganizationRole('org', 'a', 'editor');
    expect(server.lines()).toEqual([V2, V1, V2, V1]);
  });

  it.each([
    ['nobody there', refusal(404, 'NotFoundError', 'User with uuid a not found'), 'not-found', 'rejected'],
    [
      'the last admin',
      refusal(403, 'ForbiddenError', 'Organization must have at least one admin'),
      'forbidden',
      'rejected',
    ],
    ['a gateway', { status: 502, body: 'Bad Gateway' }, 'unavailable', 'unknown'],
  ])('does not try v1 as well after another failure: %s', async (_what, answer, kind, outcome) => {
    const server = stubServer({ [V2]: answer, [V1]: ok(wireMember('a')) });
    await expect(writeOrganizationRole('org', 'a', 'editor')).rejects.toMatchObject({ kind, outcome });
    expect(server.lines()).toEqual([V2]);
  });
});

const change = (from: OrganizationRole, to: OrganizationRole) =>
  changeRole({ organizationUuid: 'org', member: { userUuid: 'a', name: 'Ana' }, from, to });

describe('changeRole', () => {
  it('looks first and writes then', async () => {
    const server = stubServer({ [READ]: ok(wireMember('a', { role: 'viewer' })), [V2]: ok({}) });
    await change('viewer', 'editor');
    expect(server.lines()).toEqual([READ, V2]);
  });

  it('writes nothing over what somebody else has changed meanwhile, and says what it is now', async () => {
    const server = stubServer({ [READ]: ok(wireMember('a', { role: 'developer' })), [V2]: ok({}) });
    await expect(change('viewer', 'editor')).rejects.toMatchObject({
      kind: 'conflict',
      outcome: 'not-sent',
      serverMessage: expect.stringContaining('developer'),
    });
    expect(server.lines()).toEqual([READ]);
  });

  it('writes nothing when it is so already', async () => {
    const server = stubServer({ [READ]: ok(wireMember('a', { role: 'editor' })), [V2]: ok({}) });
    await change('viewer', 'editor');
    expect(server.lines()).toEqual([READ]);
  });

  it('writes nothing when it cannot look', async () => {
    const server = stubServer({ [READ]: refusal(404, 'NotFoundError', 'Cannot find user'), [V2]: ok({}) });
    await expect(change('viewer', 'editor')).rejects.toMatchObject({ kind: 'not-found' });
    expect(server.lines()).toEqual([READ]);
  });
});
