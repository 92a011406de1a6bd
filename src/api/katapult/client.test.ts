import { expect, it } from 'vitest';
import { tokenCredential } from '../core/credentials';
import { createNetwork, failureOf, fixedSource, json, ORIGIN, testHome } from '../core/testing';
import { createKatapultClient } from './client';
import { getKatapultUser } from './gen/users/users';

it('reads the user of its account', async () => {
  const current = { user: { first_name: 'Ada' }, organizations: [] };
  const network = createNetwork(json(200, current));
  const client = createKatapultClient('ours', fixedSource(tokenCredential('canary', 'Bearer')), {
    home: testHome,
    send: network.send,
  });
  expect(await getKatapultUser({ client })).toEqual(current);
  expect(network.sent[0]).toMatchObject({
    url: `${ORIGIN}/accounts/ours/users/current`,
    headers: { authorization: 'Bearer canary' },
  });
});

it('sends nothing without an account', async () => {
  expect((await failureOf(getKatapultUser())).kind).toBe('blocked');
});
