import { afterEach, describe, expect, it, vi } from 'vitest';
import { withValues, type Attribute } from '../domain/attributes';
import { attributesQuery, changeAttribute, useCreateAttribute } from './attributes';
import { ok, refusal, stubServer } from './testing';
import { run } from './testing-hooks';

const LIST = 'GET /api/v1/org/attributes';
const PUT = 'PUT /api/v1/org/attributes/a';
const older = (users: Record<string, string>) => ({
  uuid: 'a',
  name: 'region',
  organizationUuid: 'org',
  createdAt: '2026-01-01T00:00:00.000Z',
  attributeDefault: 'emea',
  users: Object.entries(users).map(([userUuid, value]) => ({ userUuid, value, email: `${userUuid}@example.com` })),
  groups: [{ groupUuid: 'sales', value: 'amer' }],
});
const newer = (users: Record<string, string[]>) => ({
  ...older({}),
  attributeDefaults: ['emea', 'apac'],
  users: Object.entries(users).map(([userUuid, values]) => ({ userUuid, values, value: values[0] ?? '', email: '' })),
  groups: [{ groupUuid: 'sales', values: ['amer', 'apac'], value: 'amer' }],
});
const read = (wire: unknown): Attribute => {
  const [attribute] = attributesQuery.select([wire] as never);
  if (!attribute) throw new Error('none');
  return attribute;
};
const give = (uuid: string, values: string[]) => [{ kind: 'user', uuid, values }] as const;

/** A server that keeps what is put. In: the attribute; what somebody else makes of it meanwhile. */
const server = (first: object, meddle: (wire: object, reads: number) => object = (wire) => wire) => {
  let wire = first;
  let reads = 0;
  return stubServer({
    [LIST]: () => {
      wire = meddle(wire, ++reads);
      return ok([wire]);
    },
    [PUT]: ({ body }) => {
      wire = { ...wire, ...(body as object) };
      return ok(wire, 201);
    },
  });
};

afterEach(() => vi.unstubAllGlobals());

describe('changing an attribute', () => {
  it('sends everybody’s values again, all of several', async () => {
    const wire = newer({ ana: ['x', 'y'], bo: [] });
    const { calls } = server(wire);
    const changes = give('cy', ['z', 'w']);
    await changeAttribute(read(wire), (current) => withValues(current, changes), changes);
    expect(calls.map(({ method }) => method)).toEqual(['GET', 'PUT', 'GET']);
    expect(calls[1]?.body).toEqual({
      name: 'region',
      description: '',
      attributeDefaults: ['emea', 'apac'],
      users: [
        { userUuid: 'ana', values: ['x', 'y'] },
        { userUuid: 'bo', values: [] },
        { userUuid: 'cy', values: ['z', 'w'] },
      ],
      groups: [{ groupUuid: 'sales', values: ['amer', 'apac'] }],
    });
  });

  it('sends single values to a server that knows no others, and refuses several itself', async () => {
    const wire = older({ ana: 'x' });
    const { calls } = server(wire);
    const apply = (changes: ReturnType<typeof give>) =>
      changeAttribute(read(wire), (current) => withValues(current, changes), changes);
    await apply(give('bo', ['z']));
    expect(calls[1]?.body).toEqual({
      name: 'region',
      description: '',
      attributeDefault: 'emea',
      users: [
        { userUuid: 'ana', value: 'x' },
        { userUuid: 'bo', value: 'z' },
      ],
      groups: [{ groupUuid: 'sales', value: 'amer' }],
    });
    await expect(apply(give('cy', ['z', 'w']))).rejects.toMatchObject({ kind: 'invalid', outcome: 'not-sent' });
  });

  it('keeps what others have changed since at other people, and writes over nobody’s change', async () => {
    const seen = read(newer({ ana: ['x'] }));
    const { calls } = server(newer({ ana: ['x'], bo: ['new'] }));
    await changeAttribute(seen, (current) => withValues(current, give('ana', ['y'])), give('ana', ['y']));
    expect(calls[1]?.body).toMatchObject({ users: [{ userUuid: 'ana' }, { userUuid: 'bo', values: ['new'] }] });

    const other = server(newer({ ana: ['theirs'] }));
    await expect(
      changeAttribute(seen, (current) => withValues(current, give('ana', ['y'])), give('ana', ['y'])),
    ).rejects.toMatchObject({ kind: 'conflict', outcome: 'not-sent' });
    expect(other.lines()).toEqual([LIST]);
  });

  it('says when it was not kept', async () => {
    const wire = newer({ ana: ['x'] });
    server(wire, (now, reads) => (reads === 2 ? wire : now));
    await expect(
      changeAttribute(read(wire), (current) => withValues(current, give('ana', ['y'])), give('ana', ['y'])),
    ).rejects.toMatchObject({ kind: 'conflict', outcome: 'rejected' });
  });

  it('takes a description away, which stays where none is sent', async () => {
    const wire = { ...newer({}), description: 'Where they sell' };
    const { calls } = server(wire);
    await changeAttribute(read(wire), (current) => ({ ...current, description: '' }), 'itself');
    expect(calls[1]?.body).toMatchObject({ description: '' });
  });

  it('is not known to have failed where it was written and could not be read again', async () => {
    const wire = newer({ ana: ['x'] });
    let reads = 0;
    stubServer({
      [LIST]: () => (++reads === 1 ? ok([wire]) : refusal(500, 'UnexpectedServerError')),
      [PUT]: ok(wire, 201),
    });
    await expect(
      changeAttribute(read(wire), (current) => withValues(current, give('ana', ['y'])), give('ana', ['y'])),
    ).rejects.toMatchObject({ kind: 'server', outcome: 'unknown' });
  });
});

it('a name in use is not sent: the server would say no more than 500', async () => {
  const { lines } = server(newer({}));
  const creation = run(useCreateAttribute, { name: 'region', description: '', defaults: [] });
  await expect(creation).rejects.toMatchObject({ kind: 'conflict', outcome: 'not-sent' });
  expect(lines()).toEqual([LIST]);
});
