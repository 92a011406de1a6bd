import { QueryObserver } from '@tanstack/react-query';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { cookieCredential, tokenCredential, type Credential, type CredentialSource } from '#/api/core/credentials';
import type { Dialect } from '#/api/core/dialect';
import { isFailure, type ApiFailure, type FailureKind } from '#/api/core/failure';
import { MAX_ATTEMPTS } from '#/api/core/retry';
import { describeFailure } from '#/api/core/sentences';
import { createNetwork, createTestRequester, html, json, silence, type Reaction } from '#/api/core/testing';
import { katapultDialect } from '#/api/katapult/dialect';
import katapult from '#/api/katapult/openapi.yaml?raw';
import { lightdashDialect } from '#/api/lightdash/dialect';
import { PUBLIC_OPERATIONS, SESSION_ONLY_OPERATIONS } from '#/api/lightdash/gen/operations';
import lightdash from '#/api/lightdash/openapi.yaml?raw';
import { workspaceDialect } from '#/api/workspace/dialect';
import workspace from '#/api/workspace/openapi.yaml?raw';
import { zenmlDialect } from '#/api/zenml/dialect';
import zenml from '#/api/zenml/openapi.yaml?raw';
import { createQueryClient } from './query-client';

/** One API: how it speaks, how it says no, and what its good answers look like. */
type Api = { contract: string; prefix: string; dialect: Dialect; refusal: (status: number) => unknown; good: unknown };

const PREFIX = '/accounts/linked';
const APIS: Api[] = [
  {
    contract: lightdash,
    prefix: '',
    dialect: lightdashDialect,
    refusal: (statusCode) => ({ status: 'error', error: { statusCode, name: 'SomeError', message: 'no', data: {} } }),
    good: { status: 'ok', results: { a: 1 } },
  },
  {
    contract: workspace,
    prefix: PREFIX,
    dialect: workspaceDialect(PREFIX),
    refusal: () => ({ Success: false, Errors: [{ Code: 'E1', Message: 'no' }] }),
    good: { Success: true, Data: { UserName: 'ana' } },
  },
  {
    contract: zenml,
    prefix: PREFIX,
    dialect: zenmlDialect(PREFIX),
    refusal: () => ({ detail: 'no' }),
    good: { id: '1', username: 'ana' },
  },
  {
    contract: katapult,
    prefix: PREFIX,
    dialect: katapultDialect(PREFIX),
    refusal: (status) => ({ code: status === 401 ? 'invalid_api_token' : 'some_error', description: 'no' }),
    good: { user: {}, organizations: [] },
  },
];

type Fault = { name: string; kind: FailureKind; reaction: (api: Api) => Reaction };

const refusing = (status: number, kind: FailureKind, headers = {}, name = String(status)): Fault => ({
  name,
  kind,
  reaction: ({ refusal }) => json(status, refusal(status), headers),
});
const opaqueRedirect = () =>
  ({
    type: 'opaqueredirect',
    status: 0,
    headers: new Headers(),
    text: () => Promise.resolve(''),
  }) as unknown as Response;

/** The eighteen faults that are tried on every operation. */
const FAULTS: Fault[] = [
  refusing(400, 'invalid'),
  refusing(401, 'unauthorized'),
  refusing(403, 'forbidden'),
  refusing(404, 'not-found'),
  refusing(406, 'invalid'),
  refusing(409, 'conflict'),
  refusing(422, 'invalid'),
  refusing(429, 'rate-limited', { 'retry-after': '2' }, '429 with Retry-After'),
  refusing(429, 'rate-limited', {}, '429 without'),
  refusing(500, 'server'),
  { name: '502 with a page', kind: 'unavailable', reaction: () => html(502, 'Bad Gateway') },
  refusing(503, 'unavailable'),
  refusing(504, 'unavailable'),
  { name: 'a connection that breaks', kind: 'network', reaction: () => new TypeError('Failed to fetch') },
  { name: 'no answer in time', kind: 'timeout', reaction: () => silence },
  {
    name: 'half a JSON',
    kind: 'malformed',
    reaction: () => new Response('{"a":', { headers: { 'content-type': 'application/json' } }),
  },
  { name: 'JSON of another shape', kind: 'malformed', reaction: () => json(200, ['sign in']) },
  { name: 'a redirect to a sign-in page', kind: 'malformed', reaction: () => opaqueRedirect },
];

const operationsOf = (api: Api) => {
  const { paths } = parse(api.contract) as { paths: Record<string, Record<string, unknown>> };
  return Object.entries(paths).flatMap(([path, item]) =>
    ['get', 'put', 'post', 'patch', 'delete']
      .filter((method) => item[method])
      .map((method) => ({
        api,
        method: method.toUpperCase(),
        path,
        url: api.prefix + path.replace(/\{[^}]+\}/g, 'a1'),
      })),
  );
};
const OPERATIONS = APIS.flatMap(operationsOf);
type Operation = (typeof OPERATIONS)[number];

const SESSION = cookieCredential('session');
const RENEWED = tokenCredential('ldpat_renewed000');

/** A source that renews once. */
const renewing = (): CredentialSource & { renewals: () => number } => {
  let renewals = 0;
  return {
    renewals: () => renewals,
    get: ({ rejected }: { rejected?: Credential }) => {
      if (!rejected) return Promise.resolve(SESSION);
      renewals += 1;
      return Promise.resolve(RENEWED);
    },
  };
};

/** Where the expected kind differs: sign-in does not end a session, and some operations work with a session only. */
const kindFor = (fault: Fault, { api, method, path }: Operation): FailureKind => {
  const isPublic = api.prefix === '' && PUBLIC_OPERATIONS.includes(`${method} ${path}`);
  return isPublic && (fault.kind === 'unauthorized' || fault.name === '400') ? 'bad-credentials' : fault.kind;
};

const PASSING: FailureKind[] = ['network', 'unavailable', 'rate-limited'];
/** Faults after which it is not known whether a write was carried out; also a 500 of an API whose errors have no names. */
const isUnknown = ({ kind }: Fault, { api }: Operation): boolean =>
  ['unavailable', 'network', 'timeout', 'malformed'].includes(kind) || (kind === 'server' && api.contract === zenml);

const cells = new Map<string, number>();
const count = (phase: string): void => void cells.set(phase, (cells.get(phase) ?? 0) + 1);

const ask = (
  operation: Operation,
  reactions: Reaction[],
  credentials: CredentialSource = { get: ({ rejected }) => Promise.resolve(rejected ? null : SESSION) },
) => {
  const network = createNetwork(...reactions);
  const { request } = createTestRequester(network.send, { dialect: operation.api.dialect, credentials, timeoutMs: 2 });
  const call = { method: operation.method, url: operation.url, ...(operation.method === 'GET' ? {} : { data: {} }) };
  return { network, send: () => request(call) };
};

const settled = async (work: () => Promise<unknown>): Promise<ApiFailure> => {
  const outcome: unknown = await work().then(
    () => 'success',
    (error: unknown) => error,
  );
  if (!isFailure(outcome)) throw new Error(`not a failure: ${String(outcome)}`);
  const { title, message } = describeFailure(outcome);
  expect(title.length * message.length).toBeGreaterThan(0);
  return outcome;
};

const reads = OPERATIONS.filter(({ method }) => method === 'GET');
const writes = OPERATIONS.filter(({ method }) => method !== 'GET');
const titleOf = ({ api, method, path }: Operation) => `${api.dialect.name}: ${method} ${path}`;

describe.each(reads.map((operation) => [titleOf(operation), operation] as const))('%s', (_title, operation) => {
  it.each(FAULTS.map((fault) => [fault.name, fault] as const))('%s', async (_name, fault) => {
    const reaction = fault.reaction(operation.api);
    const kind = kindFor(fault, operation);
    const sends = PASSING.includes(kind) ? MAX_ATTEMPTS : 1;

    const load = ask(operation, [reaction]);
    expect(await settled(load.send)).toMatchObject({ kind, outcome: 'rejected' });
    expect(load.network.sent).toHaveLength(sends);
    count('load');

    // What was read stays on the page when reading it again fails, with the failure beside it.
    const queryClient = createQueryClient();
    const again = ask(operation, [json(200, operation.api.good), reaction]);
    const observer = new QueryObserver(queryClient, { queryKey: ['fault'], queryFn: again.send });
    const stop = observer.subscribe(() => {});
    await observer.refetch();
    expect(observer.getCurrentResult()).toMatchObject({ status: 'success', fetchStatus: 'idle' });
    await observer.refetch();
    const { data, error, fetchStatus, isPending } = observer.getCurrentResult();
    expect({ kind: isFailure(error) && error.kind, fetchStatus, isPending }).toEqual({
      kind,
      fetchStatus: 'idle',
      isPending: false,
    });
    expect(data).toBeDefined();
    stop();
    queryClient.clear();
    count('refetch');

    // The credential dies, is renewed, and then the fault strikes: it is told as it is, and nobody is asked again.
    if (kind !== 'bad-credentials') {
      const source = renewing();
      const renewal = ask(operation, [json(401, operation.api.refusal(401)), reaction], source);
      const failure = await settled(renewal.send);
      const isPublic =
        operation.api.prefix === '' && PUBLIC_OPERATIONS.includes(`${operation.method} ${operation.path}`);
      expect(failure.kind).toBe(
        isPublic
          ? 'bad-credentials'
          : fault.kind === 'unauthorized' &&
              SESSION_ONLY_OPERATIONS.includes(`GET ${operation.path}`) &&
              operation.api.prefix === ''
            ? 'session-only'
            : kind,
      );
      expect(source.renewals()).toBe(isPublic ? 0 : 1);
      count('during renewal');
    }
  });
});

describe.each(writes.map((operation) => [titleOf(operation), operation] as const))('%s', (_title, operation) => {
  it.each(FAULTS.map((fault) => [fault.name, fault] as const))('%s', async (_name, fault) => {
    const reaction = fault.reaction(operation.api);
    const kind = kindFor(fault, operation);

    // Before it was carried out or after: the console cannot tell, so it sends once and says which it knows.
    for (const phase of ['write', 'answer lost']) {
      let carriedOut = 0;
      const { network, send } = ask(operation, [
        (sent) => {
          if (phase === 'answer lost') carriedOut += 1;
          if (reaction instanceof Error) throw reaction;
          return typeof reaction === 'function' ? reaction(sent) : reaction.clone();
        },
      ]);
      const failure = await settled(send);
      expect(failure).toMatchObject({
        kind,
        outcome: isUnknown(fault, operation) && kind === fault.kind ? 'unknown' : 'rejected',
      });
      expect(network.sent).toHaveLength(1);
      expect(carriedOut).toBeLessThanOrEqual(1);
      count(phase);
    }

    if (kind !== 'bad-credentials') {
      const source = renewing();
      const { network, send } = ask(operation, [json(401, operation.api.refusal(401)), reaction], source);
      const failure = await settled(send);
      const isPublic =
        operation.api.prefix === '' && PUBLIC_OPERATIONS.includes(`${operation.method} ${operation.path}`);
      // A refusal of who one is was not carried out, so the same write may go out once more, and never a third time.
      expect(network.sent).toHaveLength(isPublic ? 1 : 2);
      expect(source.renewals()).toBe(isPublic ? 0 : 1);
      if (!isPublic) expect(failure.outcome).toBe(isUnknown(fault, operation) ? 'unknown' : 'rejected');
      count('during renewal');
    }
  });
});

afterAll(() => {
  const total = [...cells.values()].reduce((sum, n) => sum + n, 0);
  console.log(
    `fault table: ${total} cells, ${OPERATIONS.length} operations × ${FAULTS.length} faults: ${[...cells].map(([phase, n]) => `${phase} ${n}`).join(', ')}`,
  );
  expect(OPERATIONS.length).toBeGreaterThan(70);
});
