import { afterEach, expect, it, vi } from 'vitest';
import { ok, stubServer, wireMember } from '#/data/testing';
import type { Member } from '#/domain/members';
import { checkInvitation } from './invitation-check';

afterEach(() => vi.unstubAllGlobals());

const ana = {
  email: 'a@jaffle.example',
  userUuid: undefined,
  former: undefined,
  groupUuids: ['g', 'h'],
  sendsMail: true,
};
const stub = (people: string[], inH: string[], flags = {}) =>
  stubServer({
    'GET /api/v1/org/users': ok({ data: people.map((userUuid) => wireMember(userUuid, flags)) }),
    'GET /api/v1/groups/g': ok({ name: 'G', members: [{ userUuid: 'a' }] }),
    'GET /api/v1/groups/h': ok({ name: 'H', members: inH.map((userUuid) => ({ userUuid })) }),
  });

it('an invitation is done when the link has come or is sent, and the person is in every group', async () => {
  stub(['a'], ['a']);
  expect(await checkInvitation(ana)).toEqual({ userUuid: 'a', result: true });
  expect(await checkInvitation({ ...ana, userUuid: 'a', sendsMail: false })).toEqual({ userUuid: 'a', result: true });
});

it('one whose link nobody has got is to be tried again, whole', async () => {
  stub(['a'], ['a']);
  const { userUuid, result } = await checkInvitation({ ...ana, sendsMail: false });
  expect([userUuid, result]).toEqual([undefined, expect.stringContaining('the link did not come')]);
});

it('one that joined not every group is to be tried again, without another e-mail', async () => {
  stub(['a'], []);
  const { userUuid, result } = await checkInvitation(ana);
  expect([userUuid, result]).toEqual(['a', expect.stringContaining('not in every group')]);
});

it('one of an address that nobody has was not carried out', async () => {
  stub([], []);
  expect(await checkInvitation(ana)).toEqual({ result: false });
});

it.each([
  ['pending', { isPending: true }, { result: expect.stringContaining('does not tell whether a new link was made') }],
  ['expired', { isPending: true, isInviteExpired: true }, { result: expect.stringContaining('does not tell') }],
  ['expired', { isPending: true }, { userUuid: 'a', result: true }],
  ['pending', {}, { result: 'Has joined meanwhile.' }],
] as const)(
  'one of somebody invited before, %s, counts only where a new link shows: %j',
  async (status, now, found) => {
    stub(['a'], ['a'], now);
    const former = { userUuid: 'a', email: ana.email, status } as Member;
    expect(await checkInvitation({ ...ana, former })).toEqual(found);
    expect(await checkInvitation({ ...ana, former, userUuid: 'a' })).toEqual({ userUuid: 'a', result: true });
  },
);
