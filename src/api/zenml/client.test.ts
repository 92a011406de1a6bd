import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenCredential } from '../core/credentials';
import { createNetwork, failureOf, fixedSource, json, ORIGIN, testHome } from '../core/testing';
import { createZenmlClient, writableOf } from './client';
import { WRITABLE_FIELDS } from './dialect';
import { getZenmlUser, updateZenmlUser } from './gen/users/users';

const USER = { id: 'u1', username: 'ada', password: 'canary' };

const setUp = (accountId = 'zenml') => {
  const network = createNetwork(json(200, USER));
  const client = createZenmlClient(accountId, fixedSource(tokenCredential('canary', 'Bearer')), {
    home: testHome,
    send: network.send,
  });
  return { client, sent: network.sent };
};

describe('a change', () => {
  it('is sent to its account, with what a form may change and nothing else', async () => {
    const { client, sent } = setUp('pro-2');
    const changes = {
      name: 'Ada',
      company: null,
      email: undefined,
      is_superuser: true,
      is_active: true,
      password: 'x',
      metadata: {},
      is_onboarded: true,
      password_expired: false,
    };
    await updateZenmlUser(changes as never, { client });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      url: `${ORIGIN}/accounts/pro-2/users/me`,
      method: 'PATCH',
      headers: { authorization: 'Bearer canary' },
    });
    expect(JSON.parse(String(sent[0]?.init.body))).toEqual({ name: 'Ada', company: null });
  });

  it('has never another field, whatever it is made of', () => {
    const field = fc.oneof(
      fc.constantFrom(...WRITABLE_FIELDS, 'is_superuser', 'is_active', 'password', '__proto__', 'constructor'),
      fc.string(),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(fc.tuple(field, fc.jsonValue())).map((entries) => Object.fromEntries(entries) as unknown),
          fc.jsonValue(),
        ),
        (body) => {
          expect(
            Object.keys(writableOf(body)).filter((name) => !(WRITABLE_FIELDS as readonly string[]).includes(name)),
          ).toEqual([]);
        },
      ),
    );
  });

  it('takes nothing from a prototype', () => {
    expect(writableOf(Object.create({ name: 'inherited' }))).toEqual({});
  });
});

it('reads the user, without the password', async () => {
  const { client, sent } = setUp();
  expect(await getZenmlUser({ client })).toEqual({ id: 'u1', username: 'ada' });
  expect(sent[0]?.init.body).toBeNull();
});

it('sends nothing without an account', async () => {
  expect(await failureOf(updateZenmlUser({ name: 'Ada' }))).toMatchObject({
    kind: 'blocked',
    outcome: 'not-sent',
    method: 'PATCH',
  });
});
