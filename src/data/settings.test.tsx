import { waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Joining } from '../domain/email-domains';
import { noting, useRecentChanges } from './journal';
import {
  hasSettings,
  impersonationChange,
  isImpersonation,
  useJoining,
  useSaveJoining,
  useFollowPalette,
  useSaveOrganization,
  useSaveSettings,
  useSetImpersonation,
} from './settings';
import { ok, refusal, stubServer } from './testing';
import { renderDataHook, run } from './testing-hooks';

afterEach(() => vi.unstubAllGlobals());

it('who may join is replaced as a whole, so what somebody else has changed meanwhile is not written over', async () => {
  const DOMAINS = 'GET /api/v1/org/allowedEmailDomains';
  const PATCH = 'PATCH /api/v1/org/allowedEmailDomains';
  const before: Joining = {
    domains: ['a.example', 'c.example'],
    role: 'member',
    projects: [{ projectUuid: 'p', role: 'viewer' }],
  };
  const wanted: Joining = { domains: ['b.example'], role: 'viewer', projects: [] };
  const stored = {
    organizationUuid: 'org',
    emailDomains: ['c.example', 'a.example'],
    role: 'member',
    projects: before.projects,
  };
  const { lines, calls } = stubServer({ [DOMAINS]: ok(stored), [PATCH]: ok() });
  await run(useSaveJoining, wanted, before);
  expect(calls.find(({ method }) => method === 'PATCH')?.body).toEqual({
    emailDomains: ['b.example'],
    role: 'viewer',
    projects: [],
  });
  expect(lines().slice(0, 2)).toEqual([DOMAINS, PATCH]);

  const other = stubServer({ [DOMAINS]: ok({ ...stored, emailDomains: ['theirs.example'] }) });
  await expect(run(useSaveJoining, wanted, before)).rejects.toMatchObject({ kind: 'conflict', outcome: 'not-sent' });
  expect(other.lines()).toEqual([DOMAINS]);
});

it('shows who may join as it is now after somebody else has changed it', async () => {
  const DOMAINS = 'GET /api/v1/org/allowedEmailDomains';
  const { lines } = stubServer({ [DOMAINS]: ok({ emailDomains: ['theirs.example'], role: 'member', projects: [] }) });
  const { result } = renderDataHook(() => ({ read: useJoining(true), save: useSaveJoining() }));
  await waitFor(() => expect(result.current.read.data).toBeDefined());
  const before: Joining = { domains: ['a.example'], role: 'member', projects: [] };
  await expect(result.current.save(before, before)).rejects.toMatchObject({ kind: 'conflict' });
  await waitFor(() => expect(lines()).toEqual(Array(3).fill(DOMAINS)));
});

it('a setting that was taken back counts as saved only where the server shows none', async () => {
  stubServer({
    'GET /api/v1/org/settings': ok({ scheduledDeliveryExpirationSecondsEmail: 3600, corsAllowedDomains: [] }),
  });
  expect(await hasSettings({ scheduledDeliveryExpirationSecondsEmail: null })).toBe(false);
  expect(await hasSettings({ scheduledDeliveryExpirationSecondsEmail: 3600, corsAllowedDomains: [] })).toBe(true);
  expect(await hasSettings({ scheduledDeliveryExpirationSecondsSlack: null })).toBe(true);
});

it.each([
  ['shows it', ok({ oidcLinkingEnabled: true }), undefined],
  ['shows something else', ok({ oidcLinkingEnabled: false }), { kind: 'conflict', detail: 'written' }],
  ['has no such setting', ok({}), { kind: 'conflict' }],
])('a setting counts as changed where the answer %s', async (_, answer, failure) => {
  stubServer({ 'PATCH /api/v1/org/settings': answer });
  const writing = run(useSaveSettings, { oidcLinkingEnabled: true });
  await (failure ? expect(writing).rejects.toMatchObject(failure) : expect(writing).resolves.toBeUndefined());
});

it.each([
  ['kept', ok({ name: 'New' }), undefined],
  ['not kept', ok({ name: 'Old' }), { kind: 'conflict', outcome: 'rejected' }],
  ['not to be read', refusal(500, 'UnexpectedServerError'), { kind: 'server', outcome: 'unknown' }],
])('an organization that is written is read again: %s', async (_, answer, failure) => {
  stubServer({ 'PATCH /api/v1/org': ok(), 'GET /api/v1/org': answer });
  const writing = run(useSaveOrganization, { name: 'New' });
  await (failure ? expect(writing).rejects.toMatchObject(failure) : expect(writing).resolves.toBeUndefined());
});

it('charts follow another palette, which counts once that one is told to be active', async () => {
  const palette = { colorPaletteUuid: 'b', organizationUuid: 'org', name: 'Business', colors: ['#5470c6'] };
  const answers = (active: string) => ({
    'POST /api/v1/org/color-palettes/b/active': ok(palette),
    // Of the same colours: they do not tell which is followed.
    'GET /api/v1/org/color-palettes': ok(
      ['a', 'b'].map((each) => ({ ...palette, colorPaletteUuid: each, isActive: each === active })),
    ),
  });
  const { lines } = stubServer(answers('b'));
  await run(useFollowPalette, 'b');
  expect(lines()).toEqual(Object.keys(answers('b')));
  stubServer(answers('a'));
  await expect(run(useFollowPalette, 'b')).rejects.toMatchObject({ kind: 'conflict' });
});

it('lets admins sign in as others, and tells where the server has not switched that on', async () => {
  const PATCH = 'PATCH /api/v1/org/impersonation';
  const GET = 'GET /api/v1/org/impersonation';
  const { calls } = stubServer({
    [PATCH]: ok({ organizationUuid: 'org', impersonationEnabled: true }),
    [GET]: ok({ organizationUuid: 'org', impersonationEnabled: true }),
  });
  await run(useSetImpersonation, true);
  expect(calls[0]?.body).toEqual({ impersonationEnabled: true });
  expect([await isImpersonation(true), await isImpersonation(false)]).toEqual([true, false]);
  await expect(run(useSetImpersonation, false)).rejects.toMatchObject({ kind: 'conflict', outcome: 'rejected' });
  stubServer({ [PATCH]: refusal(403, 'ForbiddenError', 'User impersonation is not enabled') });
  await expect(run(useSetImpersonation, true)).rejects.toMatchObject({ kind: 'not-available', detail: 'switch' });
});

it.each([
  ['is as it was made', true, 'Undone', ['GET', 'PATCH', 'GET']],
  ['is as before already', false, 'Undone', ['GET']],
])('takes back that admins sign in as others, after reading: %s', async (_what, present, title, methods) => {
  let isOn = present;
  const { calls } = stubServer({
    'GET /api/v1/org/impersonation': () => ok({ organizationUuid: 'org', impersonationEnabled: isOn }),
    'PATCH /api/v1/org/impersonation': () => {
      isOn = false;
      return ok({ organizationUuid: 'org', impersonationEnabled: false });
    },
  });
  const { result, queryClient } = renderDataHook(() => useRecentChanges('settings'));
  const { run: note } = noting(queryClient, impersonationChange(true));
  await note(async () => {});
  await waitFor(() => expect(result.current).toMatchObject([{ parts: ['It is on.'] }]));
  expect(await result.current[0]?.undo?.()).toMatchObject({ title });
  expect(calls.map(({ method }) => method)).toEqual(methods);
  expect(isOn).toBe(false);
});
