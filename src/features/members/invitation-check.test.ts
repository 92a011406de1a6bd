import { afterEach, expect, it, vi } from 'vitest';
import { ok, stubServer, wireMember } from '#/data/testing';
import { checkInvitation } from './invitation-check';

afterEach(() => vi.unstubAllGlobals());

const ana = { email: 'a@jaffle.example', userUuid: undefined, groupUuids: ['g', 'h'], sendsMail: true };
const stub = (people: string[], inH: string[]) =>
  stubServer({
    'GET /api/v1/org/users': ok({ data: people.map((userUuid) => wireMember(userUuid)) }),
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
