import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { changeRole as ChangeRole } from './member';
import type { revokeProjectGrantOf as Revoke, writeOrganizationRole as WriteOrganizationRole } from './role-writes';
import { noSuchOperation, ok, refusal, stubServer, wireMember } from './testing';

/** v1 as it writes a system role. */
const v1Takes = ({ body }: { body: unknown }) => ok(wireMember('a', body as { role: string }));

const V2 = 'POST /api/v2/orgs/org/roles/assignments/user/a';
const V1 = 'PATCH /api/v1/org/users/a';
const READ = 'GET /api/v1/org/users';

// What a server can do is learnt once a console: each test starts without that knowledge.
let writeOrganizationRole: typeof WriteOrganizationRole;
let changeRole: typeof ChangeRole;
let revokeProjectGrantOf: typeof Revoke;

beforeEach(async () => {
  vi.resetModules();
  ({ writeOrganizationRole, revokeProjectGrantOf } = await import('./role-writes'));
  ({ changeRole } = await import('./member'));
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

  it('writes `member` by v1 on servers whose v2 does not know it', async () => {
    const server = stubServer({ [V2]: ok({}), [V1]: ok(wireMember('a', { role: 'member' })) });
    await writeOrganizationRole('org', 'a', 'member');
    expect(server.lines()).toEqual([V1]);
    expect(server.calls[0]?.body).toEqual({ role: 'member' });
  });

  it('writes `member` and custom roles by v2 on servers that have roles of the organization', async () => {
    const { learnFrom } = await import('../api/lightdash/capabilities');
    learnFrom('GET', '/api/v1/org/users')({ data: { data: [wireMember('a', { hasMultipleRoles: false })] } });
    const server = stubServer({ [V2]: ({ body }) => ok(body) });
    await writeOrganizationRole('org', 'a', 'member');
    await writeOrganizationRole('org', 'a', 'role-of-auditors');
    expect(server.calls.map(({ body }) => body)).toEqual([{ roleId: 'member' }, { roleId: 'role-of-auditors' }]);
  });

  it.each([
    [
      'v1, which leaves a custom role in force',
      { [V2]: noSuchOperation, [V1]: ok(wireMember('a', { role: 'editor', roleUuid: 'auditor' })) },
    ],
    ['v2, which took another one', { [V2]: ok({ roleId: 'viewer' }) }],
  ])('does not take 200 for a change: %s', async (_what, answers) => {
    stubServer(answers);
    await expect(writeOrganizationRole('org', 'a', 'editor')).rejects.toMatchObject({
      kind: 'conflict',
      outcome: 'rejected',
    });
  });

  it('writes by v1 where the server has no v2, and asks for that once', async () => {
    const server = stubServer({ [V2]: noSuchOperation, [V1]: v1Takes });
    await writeOrganizationRole('org', 'a', 'editor');
    await writeOrganizationRole('org', 'a', 'admin');
    expect(server.lines()).toEqual([V2, V1, V1]);
    expect(server.calls.map(({ body }) => body)).toEqual([{ roleId: 'editor' }, { role: 'editor' }, { role: 'admin' }]);
  });

  it('asks again for v2 in another console of the same page, which may have another server', async () => {
    const { openHome } = await import('../api/core/home');
    const base = 'http://localhost';
    const close = openHome({ base, hasTabs: false });
    const server = stubServer({ [V2]: noSuchOperation, [V1]: v1Takes });
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

const change = (from: string, to: string) =>
  changeRole({ organizationUuid: 'org', member: { userUuid: 'a', email: 'a@jaffle.example' }, from, to });
const listed = (fields: Record<string, unknown>) => ok({ data: [wireMember('a', fields)] });
const took = ({ body }: { body: unknown }) => ok(body);

describe('changeRole', () => {
  it('looks first and writes then', async () => {
    const server = stubServer({ [READ]: listed({ role: 'viewer' }), [V2]: took });
    await change('viewer', 'editor');
    expect(server.lines()).toEqual([READ, V2]);
    expect(server.calls[0]?.query.searchQuery).toBe('a@jaffle.example');
  });

  it.each([
    ['a system role', { role: 'developer' }, 'developer'],
    ['a custom role', { role: 'viewer', roleUuid: 'auditor' }, 'a custom role'],
  ])('writes nothing over what somebody else has changed meanwhile: %s', async (_what, now, said) => {
    const server = stubServer({ [READ]: listed(now), [V2]: took });
    await expect(change('viewer', 'editor')).rejects.toMatchObject({
      kind: 'conflict',
      outcome: 'not-sent',
      serverMessage: expect.stringContaining(said),
    });
    expect(server.lines()).toEqual([READ]);
  });

  it('takes a custom role from who has the placeholder beside it already', async () => {
    const server = stubServer({
      [READ]: listed({ role: 'member', roleUuid: 'auditor', hasMultipleRoles: false }),
      [V2]: took,
    });
    await change('auditor', 'member');
    expect(server.lines()).toEqual([READ, V2]);
    expect(server.calls[1]?.body).toEqual({ roleId: 'member' });
  });

  it('writes nothing when it is so already', async () => {
    const server = stubServer({ [READ]: listed({ role: 'editor' }), [V2]: took });
    await change('viewer', 'editor');
    expect(server.lines()).toEqual([READ]);
  });

  it('writes nothing for people who are no members any more', async () => {
    const server = stubServer({ [READ]: ok({ data: [] }), [V2]: took });
    await expect(change('viewer', 'editor')).rejects.toMatchObject({ kind: 'not-found' });
    expect(server.lines()).toEqual([READ, READ]);
  });
});

describe('revokeProjectGrantOf', () => {
  const grant = { kind: 'user', uuid: 'a' } as const;
  const REVOKE_V2 = 'DELETE /api/v2/projects/p/roles/assignments/user/a';
  const REVOKE_V1 = 'DELETE /api/v1/projects/p/access/a';

  it('takes a grant away by v1 where v2 is for admins of the organization', async () => {
    const server = stubServer({ [REVOKE_V2]: refusal(403, 'ForbiddenError'), [REVOKE_V1]: ok() });
    await revokeProjectGrantOf('p', grant);
    expect(server.lines()).toEqual([REVOKE_V2, REVOKE_V1]);
  });

  it('does not try v1 after another failure', async () => {
    const server = stubServer({ [REVOKE_V2]: refusal(500, 'UnexpectedServerError'), [REVOKE_V1]: ok() });
    await expect(revokeProjectGrantOf('p', grant)).rejects.toMatchObject({ kind: 'server' });
    expect(server.lines()).toEqual([REVOKE_V2]);
  });
});
