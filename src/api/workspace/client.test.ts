import { expect, it } from 'vitest';
import { tokenCredential } from '../core/credentials';
import { createNetwork, failureOf, fixedSource, json, ORIGIN, testHome } from '../core/testing';
import { createWorkspaceClient } from './client';
import { getWorkspaceProfile } from './gen/profile/profile';

it('reads the profile of its account, with the warnings beside it', async () => {
  const network = createNetwork(
    json(200, { Data: { FirstName: 'Ada' }, Warnings: [{ Code: 'W', Message: 'Mind the gap' }], Success: true }),
  );
  const client = createWorkspaceClient('ours', fixedSource(tokenCredential('canary', 'Bearer')), {
    home: testHome,
    send: network.send,
  });
  const { data, warnings } = await getWorkspaceProfile({ client });
  expect(data.FirstName).toBe('Ada');
  expect(warnings).toEqual([{ code: 'W', message: 'Mind the gap', field: '' }]);
  expect(network.sent[0]).toMatchObject({
    url: `${ORIGIN}/accounts/ours/api/workspace/account/profile`,
    headers: { authorization: 'Bearer canary' },
  });
});

it('sends nothing without an account', async () => {
  expect((await failureOf(getWorkspaceProfile())).kind).toBe('blocked');
});
