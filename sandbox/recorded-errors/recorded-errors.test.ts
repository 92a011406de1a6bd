import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Generation, VERSIONS } from '../lightdash/generation';
import { type Credential, RECORDED_ERRORS, type RecordedRequest } from './index';
import { newerErrors } from './newer';
import { implementedOperations } from '../testing/operations';
import { type TestIdentity, openTestSandbox } from '../testing/sandbox';

/** Each generation, and what was recorded of it. */
const CASES = [
  { generation: '0.2110', errors: RECORDED_ERRORS },
  { generation: '1.219', errors: newerErrors(RECORDED_ERRORS) },
] as const;
const folderOf = (generation: Generation) => fileURLToPath(new URL(`../../recordings/${generation}/`, import.meta.url));
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

type World = Awaited<ReturnType<typeof openTestSandbox>>;
let worlds: Record<Generation, World>;
beforeAll(async () => {
  worlds = {
    '0.2110': await openTestSandbox({ generation: '0.2110' }),
    '1.219': await openTestSandbox({ generation: '1.219' }),
  };
});
afterAll(async () => {
  await Promise.all(Object.values(worlds).map((world) => world.close()));
});

/** Puts what the organization has in the place of the words in braces. */
function fill<T>(value: T, words: Record<string, string>): T {
  const text = JSON.stringify(value).replace(/\{(\w+)\}/g, (braces, word: string) => words[word] ?? braces);
  return JSON.parse(text) as T;
}

async function organizationWithWords(world: World) {
  const organization = await world.organization({ projects: 1, schedulers: 1 });
  const admin = organization.identity('admin');
  const [groups, projects] = await Promise.all(
    ['groups', 'projects'].map((name) => world.call(`GET /api/v1/org/${name}`, { token: admin.token })),
  );
  const words: Record<string, string> = {
    unknown: UNKNOWN,
    unknownEmail: 'nobody@nowhere.example',
    organization: organization.organizationUuid,
    group: groups?.body.results.data[0].uuid,
    project: projects?.body.results[0].projectUuid,
    scheduler: '',
  };
  const schedulers = await world.call(`GET /api/v1/schedulers/${words.project}/list`, { token: admin.token });
  words.scheduler = schedulers.body.results.data[0].schedulerUuid;
  for (const [word, list] of [
    ['chart', 'charts'],
    ['dashboard', 'dashboards'],
    ['space', 'spaces'],
  ] as const) {
    const { body } = await world.call(`GET /api/v1/projects/${words.project}/${list}`, { token: admin.token });
    words[word] = body.results[0].uuid;
  }
  for (const { role, userUuid, email } of organization.identities) {
    words[role] = userUuid;
    words[`${role}Email`] = email;
  }
  return { organization, words };
}

type Identities = (role: 'admin' | 'member') => TestIdentity;

async function headersFor(world: World, as: Credential, identityOf: Identities): Promise<Record<string, string>> {
  switch (as) {
    case 'admin session':
    case 'member session':
      return { cookie: await world.signIn(identityOf(as === 'admin session' ? 'admin' : 'member')) };
    case 'none':
      return {};
    case 'dead cookie':
      return { cookie: 'connect.sid=s%3Adead.dead' };
    case 'token as Bearer':
      return { authorization: `Bearer ${identityOf('admin').token}` };
    case 'token without scheme':
      return { authorization: identityOf('admin').token };
    default:
      return { authorization: `ApiKey ${identityOf(as as 'admin').token}` };
  }
}

/** The text with something of any kind in the place of the words in braces. */
function pattern(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w*\}/g, '[^/]+')}$`);
}

/** Errors change nothing, so those that need no preparation share an organization. */
const shared = new Map<Generation, ReturnType<typeof organizationWithWords>>();
const sharedOf = (generation: Generation) => {
  const organization = shared.get(generation) ?? organizationWithWords(worlds[generation]);
  shared.set(generation, organization);
  return organization;
};

describe.each(CASES)('answers errors as Lightdash $generation does', ({ generation, errors }) => {
  test.each(errors.map((error) => [error.recording, error] as const))('%s', async (_, recorded) => {
    const world = worlds[generation];
    const { organization, words } = await (recorded.given ? organizationWithWords(world) : sharedOf(generation));
    const send = async ({ as, call, query, body }: RecordedRequest) =>
      world.call(`${fill(call, words)}${query ? `?${new URLSearchParams(query)}` : ''}`, {
        headers: await headersFor(world, as, organization.identity),
        body: fill({ body }, words).body,
      });
    for (const { keep, ...call } of recorded.given ?? []) {
      const answer = await send({ as: 'admin', ...call });
      expect(answer.status).toBeLessThan(300);
      for (const [word, field] of Object.entries(keep ?? {})) words[word] = answer.body.results[field];
    }
    const answer = await send(recorded);
    expect(answer.status).toBe(recorded.status);
    if (recorded.name === undefined) {
      expect(answer.text).toBe(recorded.message);
      expect(answer.headers.get('content-type')).toBeNull();
      return;
    }
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.get('lightdash-version')).toBe(VERSIONS[generation]);
    expect(answer.body.status).toBe('error');
    expect(answer.body.error).toMatchObject({
      statusCode: recorded.status,
      name: recorded.name,
      message: fill(recorded.message, words),
      data: recorded.data ?? {},
    });
  });
});

describe.each(CASES)('the list agrees with the recordings of $generation', ({ generation, errors }) => {
  type Recording = {
    request: { method: string; path: string };
    response: { status: number; body: string | { error: { name: string; message: string; data: unknown } } };
  };
  const folder = folderOf(generation);
  const recordings: Record<string, Recording> = Object.fromEntries(
    readdirSync(folder).flatMap((file) => {
      const cases = JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as Record<string, Recording>;
      return Object.entries(cases).map(([name, recorded]) => [file.replace('.json', `.${name}`), recorded]);
    }),
  );

  test.each(errors.map((error) => [error.recording, error] as const))('%s', (name, listed) => {
    const recording = recordings[name];
    if (!recording) throw new Error(`recordings/${generation} has no ${name}`);
    const { request, response } = recording;
    expect(`${request.method} ${request.path}`).toMatch(pattern(listed.call));
    expect(response.status).toBe(listed.status);
    if (typeof response.body === 'string') {
      expect(listed).toMatchObject({ message: response.body });
      expect(listed.name).toBeUndefined();
      return;
    }
    expect(response.body.error.name).toBe(listed.name);
    expect(response.body.error.message).toMatch(pattern(listed.message));
    if (listed.data) expect(response.body.error.data).toEqual(listed.data);
  });

  if (generation === '1.219') return;
  test('no recorded error of an operation that the sandbox has is missing', () => {
    const listed = new Set<string>(errors.map(({ recording }) => recording));
    const patterns = implementedOperations(worlds[generation].sandbox.app).map(pattern);
    const missing = Object.entries(recordings)
      // Forms with an envelope of their own: server/oauth.test.ts.
      .filter(([name]) => !name.startsWith('OAuth'))
      // What only newer servers have, the sandbox has behind a switch.
      .filter(([, { response }]) => !JSON.stringify(response.body).includes('API endpoint not found'))
      .filter(([name, { request, response }]) => {
        const operation = `${request.method} ${request.path}`;
        return response.status >= 400 && patterns.some((each) => each.test(operation)) && !listed.has(name);
      });
    expect(missing.map(([name]) => name)).toEqual([]);
  });
});
