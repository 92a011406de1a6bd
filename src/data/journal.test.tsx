import { act, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiFailure } from '../api/core/failure';
import type { Attribute } from '../domain/attributes';
import type { Joining } from '../domain/email-domains';
import { attributeChange, changeAttribute, valuesChange } from './attributes';
import { roleChange, useRoleWrites, type CatalogueRole } from './custom-roles';
import { noting, undo, useRecentChanges, type Change, type JournalPlace } from './journal';
import { joiningChange } from './settings';
import { createTestClient, ok, refusal, stubServer } from './testing';
import { renderDataHook } from './testing-hooks';
import { useNotedWrite } from './useNotedWrite';

afterEach(() => vi.unstubAllGlobals());

let client = createTestClient();
beforeEach(() => {
  client = createTestClient();
});

/** What the journal shows. */
const shown = (place: JournalPlace = 'settings') =>
  renderDataHook(() => useRecentChanges(place), client).result.current.map(({ what, parts, outcome }) => ({
    what,
    parts,
    outcome,
  }));
/** Makes a change, and takes back what stands first in the journal. */
const made = async (change: Change) => {
  await noting(client, change).run(async () => {});
  const { result } = renderDataHook(() => useRecentChanges(change.place), client);
  return result.current[0]?.undo?.();
};

const DOMAINS = 'GET /api/v1/org/allowedEmailDomains';
const PATCH = 'PATCH /api/v1/org/allowedEmailDomains';
const names = { roleName: (role: string) => role, projectName: (uuid: string) => `project ${uuid}` };
const before: Joining = {
  domains: ['b.example', 'a.example'],
  role: 'member',
  projects: [{ projectUuid: 'p', role: 'viewer' }],
};
const after: Joining = { domains: ['c.example'], role: 'viewer', projects: [] };
const wire = ({ domains, ...rest }: Joining) => ({ organizationUuid: 'org', emailDomains: domains, ...rest });

/** A server of allowed domains that keeps what is written, as far as it is told to. */
const domainsServer = (first: Joining, keeps = true) => {
  let stored: object = wire(first);
  return stubServer({
    [DOMAINS]: () => ok(stored),
    [PATCH]: ({ body }) => {
      if (keeps) stored = { organizationUuid: 'org', ...(body as object) };
      return ok();
    },
  });
};

describe('taking a change of the allowed domains back', () => {
  it('writes all that was there before and says so', async () => {
    const { calls, lines } = domainsServer(after);
    expect(await made(joiningChange(before, after, names))).toEqual({
      title: 'Undone',
      message: 'Allowed e-mail domains: what you had changed is as before.',
    });
    expect(calls[1]?.body).toEqual({ emailDomains: before.domains, role: 'member', projects: before.projects });
    expect(lines().slice(0, 3)).toEqual([DOMAINS, PATCH, DOMAINS]);
    expect(shown()).toEqual([
      {
        what: 'Allowed e-mail domains',
        parts: ['Domains: c.example.', 'Role of who joins: viewer.', 'Projects they open: none.'],
        outcome: 'undone',
      },
    ]);
    expect(await undo(client, -1)).toMatchObject({ title: 'Nothing to undo' });
  });

  it('writes nothing where somebody has changed it since, and says what', async () => {
    const { lines } = domainsServer({ ...after, role: 'member', projects: [{ projectUuid: 'q', role: 'editor' }] });
    expect(await made(joiningChange(before, after, names))).toEqual({
      title: 'Not undone',
      message:
        'Allowed e-mail domains: it has been changed since. Role of who joins: member. And 1 more. Nothing was written.',
      bad: true,
    });
    expect(lines()).toEqual([DOMAINS]);
    expect(shown()).toMatchObject([{ outcome: 'saved' }]);
  });

  it('writes nothing where it is as it was already, in another order too', async () => {
    const { lines } = domainsServer({ ...before, domains: before.domains.toReversed() });
    expect(await made(joiningChange(before, after, names))).toMatchObject({ title: 'Undone' });
    expect(lines()).toEqual([DOMAINS]);
  });

  it('does not say that it is undone where Lightdash did not keep it', async () => {
    domainsServer(after, false);
    expect(await made(joiningChange(before, after, names))).toMatchObject({ title: 'Not undone', bad: true });
    expect(shown()).toMatchObject([{ outcome: 'unclear' }]);
  });

  it('does not say that it is not undone where it was written and cannot be read again', async () => {
    let isWritten = false;
    stubServer({
      [DOMAINS]: () => (isWritten ? refusal(500, 'UnexpectedServerError') : ok(wire(after))),
      [PATCH]: () => {
        isWritten = true;
        return ok();
      },
    });
    expect(await made(joiningChange(before, after, names))).toMatchObject({
      title: 'Whether it was undone is not known',
    });
    expect(shown()).toMatchObject([{ outcome: 'unclear' }]);
  });

  it('says what is in the way, and that it is not known where no answer came', async () => {
    stubServer({ [DOMAINS]: ok(wire(after)), [PATCH]: refusal(403, 'ForbiddenError') });
    expect(await made(joiningChange(before, after, names))).toMatchObject({ title: 'Not undone', bad: true });
    stubServer({
      [DOMAINS]: ok(wire(after)),
      [PATCH]: () => {
        throw new TypeError('Failed to fetch');
      },
    });
    expect(await made(joiningChange(before, after, names))).toMatchObject({
      title: 'Whether it was undone is not known',
      bad: true,
    });
    expect(shown()).toMatchObject([{ outcome: 'unclear' }, { outcome: 'saved' }]);
  });
});

describe('taking a change of a role back', () => {
  const role = {
    id: 'r',
    name: 'Reader',
    description: '',
    isSystem: false,
    level: 'project',
    scopes: ['view:Project', 'view:Space'],
    updatedAt: null,
  } as const satisfies CatalogueRole;
  const wanted = { ...role, name: 'Writer', scopes: ['view:Space', 'create:Space'] };
  const asWire = ({ name, scopes }: { name: string; scopes: readonly string[] }) => ({
    roleUuid: 'r',
    name,
    description: null,
    ownerType: 'user',
    level: 'project',
    scopes,
    updatedAt: null,
  });
  const LIST = 'GET /api/v2/orgs/org/roles';
  const UPDATE = 'PATCH /api/v2/orgs/org/roles/r';

  it('gives back what was taken and takes what was given, and leaves alone what others have given since', async () => {
    let stored = asWire({ ...wanted, scopes: [...wanted.scopes, 'view:Dashboard'] });
    const { calls } = stubServer({
      [LIST]: () => ok([stored]),
      [UPDATE]: () => {
        stored = asWire({ name: 'Reader', scopes: [...role.scopes, 'view:Dashboard'] });
        return ok(stored);
      },
    });
    expect(await made(roleChange('org', role, wanted))).toMatchObject({ title: 'Undone' });
    expect(calls.find(({ method }) => method === 'PATCH')?.body).toEqual({
      name: 'Reader',
      scopes: { add: ['view:Project'], remove: ['create:Space'] },
    });
  });

  it('is no undoing of what was not changed: who has another description since keeps it', async () => {
    let stored = { ...asWire(wanted), description: 'theirs' as string | null };
    stubServer({
      [LIST]: () => ok([stored]),
      [UPDATE]: () => {
        stored = { ...asWire(role), description: 'theirs' };
        return ok(stored);
      },
    });
    expect(await made(roleChange('org', role, wanted))).toMatchObject({ title: 'Undone' });
  });

  it('and changing it at all is refused where what is changed is not as it was seen', async () => {
    const { result } = renderDataHook(() => useRoleWrites('org'), client);
    const theirs = stubServer({ [LIST]: ok([asWire({ ...role, name: 'Theirs' })]), [UPDATE]: ok(asWire(wanted)) });
    await expect(result.current.update(role, wanted)).rejects.toMatchObject({ kind: 'conflict', outcome: 'not-sent' });
    expect(theirs.lines()).toEqual([LIST]);
    const mine = stubServer({ [LIST]: ok([asWire(role)]), [UPDATE]: ok(asWire(wanted)) });
    await act(() => result.current.update(role, wanted));
    expect(mine.lines().slice(0, 2)).toEqual([LIST, UPDATE]);
  });

  it('is refused where it is gone, or called otherwise', async () => {
    stubServer({ [LIST]: ok([]) });
    expect(await made(roleChange('org', role, wanted))).toMatchObject({ title: 'Not undone' });
    const { lines } = stubServer({ [LIST]: ok([asWire({ ...wanted, name: 'Theirs' })]) });
    expect((await made(roleChange('org', role, wanted)))?.message).toContain('Name: Theirs.');
    expect(lines()).toEqual([LIST]);
  });
});

describe('taking a change of attributes back', () => {
  const LIST = 'GET /api/v1/org/attributes';
  const PUT = 'PUT /api/v1/org/attributes/a';
  const seen: Attribute = {
    uuid: 'a',
    name: 'region',
    description: '',
    createdAt: '',
    defaults: ['emea'],
    users: new Map([['ana', ['x', 'y']]]),
    groups: new Map(),
  };
  const users = (values: Record<string, string[]>) =>
    Object.entries(values).map(([userUuid, each]) => ({ userUuid, values: each, value: '' }));
  const server = (parts: object) => {
    let stored: object = {
      uuid: 'a',
      name: 'region',
      createdAt: '',
      attributeDefaults: ['emea'],
      users: [],
      groups: [],
      ...parts,
    };
    return stubServer({
      [LIST]: () => ok([stored]),
      [PUT]: ({ body }) => {
        stored = { ...stored, ...(body as object) };
        return ok(stored, 201);
      },
    });
  };
  const given = valuesChange(
    seen,
    [
      { kind: 'user', uuid: 'ana', values: ['z'] },
      { kind: 'user', uuid: 'bo', values: ['w'] },
    ],
    ({ uuid }) => uuid,
  );

  it('gives former values back, takes those of who had none, and leaves others alone', async () => {
    const { calls } = server({ users: users({ ana: ['z'], bo: ['w'], cy: ['new'] }) });
    expect(await made(given)).toMatchObject({
      title: 'Undone',
      message: 'Values of region: what you had changed is as before.',
    });
    expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
      users: [
        { userUuid: 'ana', values: ['x', 'y'] },
        { userUuid: 'cy', values: ['new'] },
      ],
    });
    expect(shown('attributes')).toEqual([
      { what: 'Values of region', parts: ['ana: z.', 'bo: w.'], outcome: 'undone' },
    ]);
  });

  it('is refused where one of them has another value since', async () => {
    const { lines } = server({ users: users({ ana: ['z'] }) });
    expect((await made(given))?.message).toContain('bo: no value.');
    expect(lines()).toEqual([LIST]);
  });

  it('and changing them is kept although another gets a value in the same moment', async () => {
    server({ users: users({ ana: ['x', 'y'] }) });
    const change = (current: Attribute) => ({ ...current, users: new Map([['ana', ['z']]]) });
    const write = async () => {
      server({ users: users({ ana: ['z'], cy: ['new'] }) });
    };
    await changeAttribute(seen, change, [{ kind: 'user', uuid: 'ana' }], write);
    const other = async () => {
      server({ users: users({ ana: ['other'] }) });
    };
    server({ users: users({ ana: ['x', 'y'] }) });
    const lostOne = noting(client, given).run(() =>
      changeAttribute(seen, change, [{ kind: 'user', uuid: 'ana' }], other),
    );
    await expect(lostOne).rejects.toMatchObject({ kind: 'conflict' });
    // It was written, so it stands in the journal.
    expect(shown('attributes')).toMatchObject([{ what: 'Values of region', outcome: 'saved' }]);
  });

  it('of the attribute itself leaves values alone', async () => {
    const { calls } = server({ name: 'area', users: users({ cy: ['new'] }) });
    const change = attributeChange(seen, { name: 'area', description: '', defaults: ['emea'] });
    expect(await made(change)).toMatchObject({ title: 'Undone' });
    expect(calls.find(({ method }) => method === 'PUT')?.body).toMatchObject({
      name: 'region',
      users: [{ userUuid: 'cy' }],
    });
    expect(shown('attributes')).toMatchObject([{ what: 'Attribute area', parts: ['Name: area.'] }]);
  });
});

describe('the journal', () => {
  const change: Change = { place: 'roles', what: 'Role Reader', told: 'Created.' };
  const lost = new ApiFailure({ kind: 'network', outcome: 'unknown' });

  it('has what was sent, the last first, on its own page, and nothing that was refused', async () => {
    await noting(client, change).run(async () => {});
    await noting(client, { ...change, what: 'Role Writer' }).run(async () => {});
    const refused = noting(client, change).run(() =>
      Promise.reject(new ApiFailure({ kind: 'forbidden', outcome: 'rejected' })),
    );
    await expect(refused).rejects.toMatchObject({ kind: 'forbidden' });
    expect(shown('roles')).toEqual([
      { what: 'Role Writer', parts: ['Created.'], outcome: 'saved' },
      { what: 'Role Reader', parts: ['Created.'], outcome: 'saved' },
    ]);
    expect(shown('attributes')).toEqual([]);
    // What empties the cache for the next person empties this.
    client.clear();
    expect(shown('roles')).toEqual([]);
  });

  it('writes and takes back one after another, also after one that was refused', async () => {
    const order: string[] = [];
    let release = () => {};
    const slow = noting(client, change).run(async () => {
      order.push('first begins');
      await new Promise<void>((resolve) => (release = resolve));
      order.push('first ends');
      throw new ApiFailure({ kind: 'forbidden', outcome: 'rejected' });
    });
    const next = noting(client, change).run(async () => void order.push('second'));
    const back = undo(client, -1).then(() => order.push('undo'));
    await waitFor(() => expect(order).toEqual(['first begins']));
    release();
    await expect(slow).rejects.toMatchObject({ kind: 'forbidden' });
    await Promise.all([next, back]);
    expect(order).toEqual(['first begins', 'first ends', 'second', 'undo']);
  });

  it('keeps the last fifty of a page, whatever is changed on others', async () => {
    await noting(client, { ...change, place: 'settings' }).run(async () => {});
    for (let i = 0; i < 51; i++) await noting(client, { ...change, what: `Role ${i}` }).run(async () => {});
    expect(shown('settings')).toHaveLength(1);
    expect(shown('roles')).toHaveLength(50);
    expect(shown('roles').at(-1)?.what).toBe('Role 1');
  });

  it('names the first parts of many', async () => {
    const states = new Map(Array.from({ length: 5 }, (_, i) => [`part ${i}`, 'x']));
    const back = { before: new Map(), after: states, read: vi.fn(), write: vi.fn(), say: (part: string) => part };
    await noting(client, { place: 'roles', what: 'Much', back }).run(async () => {});
    expect(shown('roles')[0]?.parts).toEqual(['part 0', 'part 1', 'part 2', 'And 2 more.']);
  });

  it.each([
    [true, [{ outcome: 'saved' }]],
    [false, []],
  ])('says of a lost answer that it is not known, until that is found out: %s', async (isSaved, found) => {
    const saved = vi.fn();
    const { result } = renderDataHook(
      () =>
        useNotedWrite({
          change: () => change,
          work: () => Promise.reject(lost),
          check: () => Promise.resolve(isSaved),
          saved,
        }),
      client,
    );
    act(() => result.current.submit());
    await waitFor(() => expect(result.current.checkIfSaved).not.toBeNull());
    expect(shown('roles')).toMatchObject([{ outcome: 'unknown' }]);
    act(() => result.current.checkIfSaved?.());
    await waitFor(() => expect(result.current.busy).toBe(false));
    expect(shown('roles')).toMatchObject(found);
    expect(shown('roles')).toHaveLength(found.length);
    expect(saved).toHaveBeenCalledTimes(isSaved ? 1 : 0);
  });

  it('asks of a lost answer about what was sent, not about what is typed since', async () => {
    const asked = vi.fn();
    let typed = 'sent';
    const { result, rerender } = renderDataHook(() => {
      const now = typed;
      return useNotedWrite({
        change: () => change,
        work: () => Promise.reject(lost),
        check: () => {
          asked(now);
          return Promise.resolve(true);
        },
        saved: () => void asked(`saved ${now}`),
      });
    }, client);
    act(() => result.current.submit());
    await waitFor(() => expect(result.current.checkIfSaved).not.toBeNull());
    typed = 'typed since';
    rerender();
    act(() => result.current.checkIfSaved?.());
    await waitFor(() => expect(asked.mock.calls).toEqual([['sent'], ['saved sent']]));
  });
});
