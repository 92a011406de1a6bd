import { describe, expect, it, vi } from 'vitest';
import { cookieCredential, tokenCredential, type Credential } from './credentials';
import { createCredentialStore } from './store';
import { ApiFailure } from './failure';
import { createNetwork, createTestRequester, failureOf, json, type Sent } from './testing';

const OLD = tokenCredential('ldpat_old00000000');
const NEW = tokenCredential('ldpat_new00000000');
const read = { method: 'GET', url: '/api/v1/user' };

const refused = () => json(401, { error: 'AuthorizationError' });
const isBy = (sent: Sent, credential: Credential) => sent.headers.authorization === credential.headers.authorization;
/** A server to which only one credential is good. */
const accepting = (credential: Credential) =>
  createNetwork((sent) => (isBy(sent, credential) ? json(200, { by: 'ok' }) : refused()));

const deferred = <T>() => {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
};

const createStore = (answer: (rejected: Credential) => Promise<Credential | null> = () => Promise.resolve(NEW)) => {
  const store = createCredentialStore(OLD);
  const renew = vi.fn(answer);
  store.askWith(renew);
  return { store, renew };
};

describe('a 401', () => {
  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])(
    'asks once and sends the same request once more: %s',
    async (method) => {
      const { store, renew } = createStore();
      const network = accepting(NEW);
      const { request, waits } = createTestRequester(network.send, { credentials: store.source });
      expect(await request({ method, url: '/api/v1/org/groups', params: { a: 1 }, data: { name: 'Finance' } })).toEqual(
        { by: 'ok' },
      );
      expect(renew).toHaveBeenCalledExactlyOnceWith(OLD);
      expect(network.sent.map(({ headers }) => headers.authorization)).toEqual(
        [OLD, NEW].map(({ headers }) => headers.authorization),
      );
      const [first, second] = network.sent.map(({ method: by, url, init }) => ({ by, url, body: init.body }));
      expect(second).toEqual(first);
      expect(waits).toEqual([]);
      expect(store.current()).toBe(NEW);
    },
  );

  it('is final the second time: no second question, no third request', async () => {
    const { store, renew } = createStore();
    const network = createNetwork(refused());
    const { request } = createTestRequester(network.send, { credentials: store.source });
    expect(await failureOf(request({ method: 'POST', url: '/api/v1/x' }))).toMatchObject({
      kind: 'unauthorized',
      outcome: 'rejected',
      status: 401,
    });
    expect(renew).toHaveBeenCalledTimes(1);
    expect(network.sent).toHaveLength(2);
  });

  it('is the failure when nothing renews', async () => {
    const store = createCredentialStore(OLD);
    const network = accepting(NEW);
    const { request } = createTestRequester(network.send, { credentials: store.source });
    expect(await failureOf(request(read))).toMatchObject({ kind: 'unauthorized', code: 'AuthorizationError' });
    expect(network.sent).toHaveLength(1);
  });

  it('is the failure when the person declines, and the old credential stays what it was', async () => {
    const { store, renew } = createStore(() => Promise.resolve(null));
    const network = accepting(NEW);
    const { request } = createTestRequester(network.send, { credentials: store.source });
    expect(await failureOf(request(read))).toMatchObject({
      kind: 'unauthorized',
      code: 'AuthorizationError',
      status: 401,
    });
    expect(renew).toHaveBeenCalledTimes(1);
    expect(network.sent).toHaveLength(1);
    expect(store.current()).toBe(OLD);
  });

  it('is the failure when asking breaks, and the next one asks again', async () => {
    const { store, renew } = createStore(() => Promise.reject(new Error('the dialog broke')));
    const { request } = createTestRequester(accepting(NEW).send, { credentials: store.source });
    expect(await failureOf(request(read))).toMatchObject({ kind: 'unauthorized' });
    expect(await failureOf(request(read))).toMatchObject({ kind: 'unauthorized' });
    expect(renew).toHaveBeenCalledTimes(2);
  });

  it('is what it amounts to when the source cannot hand out a credential: nothing is sent', async () => {
    const network = accepting(NEW);
    const { request } = createTestRequester(network.send, {
      credentials: { get: () => Promise.reject(new Error('the portal is gone')) },
    });
    expect(await failureOf(request(read))).toMatchObject({ kind: 'unauthorized', outcome: 'not-sent' });
    expect(network.sent).toEqual([]);
  });

  it('ends at once for a caller who gives up meanwhile; the others go on waiting', async () => {
    const question = deferred<Credential | null>();
    const { store } = createStore(() => question.promise);
    const network = accepting(NEW);
    const { request } = createTestRequester(network.send, { credentials: store.source });
    const controller = new AbortController();
    const impatient = failureOf(request({ ...read, signal: controller.signal }));
    const patient = request({ ...read, signal: new AbortController().signal });
    await vi.waitFor(() => expect(network.sent).toHaveLength(2));
    controller.abort();
    expect(await impatient).toMatchObject({ kind: 'aborted', outcome: 'not-sent' });
    question.resolve(NEW);
    expect(await patient).toEqual({ by: 'ok' });
    const failure = await failureOf(request({ ...read, signal: controller.signal }));
    expect(failure).toMatchObject({ kind: 'aborted', outcome: 'not-sent' });
  });

  it('is a temporary failure when the renewal failed temporarily', async () => {
    const get = vi.fn(({ rejected }: { rejected?: Credential }) =>
      rejected
        ? Promise.reject(new ApiFailure({ kind: 'unavailable', outcome: 'unknown', path: '/oauth/token' }))
        : Promise.resolve(OLD),
    );
    const { request } = createTestRequester(createNetwork(refused()).send, { credentials: { get } });
    expect(await failureOf(request({ method: 'DELETE', url: '/api/v1/x' }))).toMatchObject({
      kind: 'unavailable',
      outcome: 'not-sent',
      method: 'DELETE',
      path: '',
    });
  });

  it('is the refusal when asking for another credential threw', async () => {
    const get = ({ rejected }: { rejected?: Credential }) =>
      rejected ? Promise.reject(new Error('broke')) : Promise.resolve(OLD);
    const { request } = createTestRequester(createNetwork(refused()).send, { credentials: { get } });
    expect(await failureOf(request(read))).toMatchObject({ kind: 'unauthorized', outcome: 'rejected', status: 401 });
  });

  it('does not dress up a mistake of ours as a failure of the API', async () => {
    const { request } = createTestRequester(createNetwork(json(200, {})).send);
    await expect(request({ method: 'POST', url: '/api/v1/x', data: { n: 1n } })).rejects.toThrow(TypeError);
  });

  it('does not send again with the very credential that was refused', async () => {
    const { store } = createStore((rejected) => Promise.resolve(rejected));
    const network = createNetwork(refused());
    const { request } = createTestRequester(network.send, { credentials: store.source });
    expect(await failureOf(request(read))).toMatchObject({ kind: 'unauthorized' });
    expect(network.sent).toHaveLength(1);
  });

  it('does not ask where no credential was sent', async () => {
    const store = createCredentialStore(null);
    const renew = vi.fn(() => Promise.resolve(NEW));
    store.askWith(renew);
    const network = createNetwork(refused());
    const { request } = createTestRequester(network.send, { credentials: store.source });
    expect(await failureOf(request(read))).toMatchObject({ kind: 'unauthorized' });
    expect(renew).not.toHaveBeenCalled();
  });

  it('does not ask for another credential while one is being tried', async () => {
    const { store, renew } = createStore();
    const network = accepting(NEW);
    const { request } = createTestRequester(network.send, { credentials: store.source });
    expect(await failureOf(request({ ...read, credential: tokenCredential('ldpat_tried00000') }))).toMatchObject({
      kind: 'unauthorized',
    });
    expect(renew).not.toHaveBeenCalled();
    expect(network.sent).toHaveLength(1);
    expect(store.current()).toBe(OLD);

    const get = vi.fn(() => Promise.resolve(NEW));
    const eager = createTestRequester(network.send, { credentials: { get } });
    await failureOf(eager.request({ ...read, credential: OLD }));
    expect(get).not.toHaveBeenCalled();
  });

  it('still leaves a GET its repetitions, and these stay three', async () => {
    const { store } = createStore();
    const network = createNetwork(refused(), json(503, {}), json(503, {}), json(503, {}));
    const { request } = createTestRequester(network.send, { credentials: store.source });
    expect(await failureOf(request(read))).toMatchObject({ kind: 'unavailable' });
    expect(network.sent).toHaveLength(3);
  });
});

describe('many at once', () => {
  it('asks one question for 100 refused requests, and answers them all', async () => {
    const question = deferred<Credential | null>();
    const { store, renew } = createStore(() => question.promise);
    const network = accepting(NEW);
    const { request } = createTestRequester(network.send, { credentials: store.source });
    const all = Array.from({ length: 100 }, (_, i) =>
      request({ method: i % 2 ? 'GET' : 'POST', url: `/api/v1/x/${i}` }),
    );
    await vi.waitFor(() => expect(network.sent).toHaveLength(100));
    await vi.waitFor(() => expect(renew).toHaveBeenCalled());
    question.resolve(NEW);
    expect(new Set((await Promise.all(all)).map((data) => JSON.stringify(data)))).toEqual(new Set(['{"by":"ok"}']));
    expect(renew).toHaveBeenCalledTimes(1);
    expect(network.sent).toHaveLength(200);
  });

  it('fails all 100 with what the server said when the person declines', async () => {
    const { store, renew } = createStore(() => Promise.resolve(null));
    const network = createNetwork(refused());
    const { request } = createTestRequester(network.send, { credentials: store.source });
    const kinds = await Promise.all(Array.from({ length: 100 }, async () => (await failureOf(request(read))).kind));
    expect(new Set(kinds)).toEqual(new Set(['unauthorized']));
    expect(renew).toHaveBeenCalledTimes(1);
    expect(network.sent).toHaveLength(100);
  });

  it('is answered with no when its dialog is gone, and another dialog can ask', async () => {
    const { store, renew } = createStore(() => new Promise(() => {}));
    const { request } = createTestRequester(accepting(NEW).send, { credentials: store.source });
    const waiting = failureOf(request(read));
    await vi.waitFor(() => expect(renew).toHaveBeenCalled());
    store.askWith(null);
    expect(await waiting).toMatchObject({ kind: 'unauthorized' });
    store.askWith(() => Promise.resolve(NEW));
    expect(await request(read)).toEqual({ by: 'ok' });
  });

  it('asks again for a request that was begun after a no', async () => {
    const answers = [null, NEW];
    const { store, renew } = createStore(() => Promise.resolve(answers.shift() ?? null));
    const { request } = createTestRequester(accepting(NEW).send, { credentials: store.source });
    await failureOf(request(read));
    expect(await request(read)).toEqual({ by: 'ok' });
    expect(renew).toHaveBeenCalledTimes(2);
  });

  it('does not ask again for a late 401 of the old credential', async () => {
    const { store, renew } = createStore();
    const late = deferred<Response>();
    const network = createNetwork((sent) => {
      if (isBy(sent, NEW)) return json(200, { by: 'ok' });
      return sent.url.endsWith('/late') ? late.promise : refused();
    });
    const { request } = createTestRequester(network.send, { credentials: store.source });
    const slow = request({ method: 'PATCH', url: '/api/v1/late' });
    await request(read);
    late.resolve(refused());
    expect(await slow).toEqual({ by: 'ok' });
    expect(renew).toHaveBeenCalledTimes(1);
  });

  it('follows a credential through several renewals', async () => {
    const third = tokenCredential('ldpat_third0000');
    const { store, renew } = createStore((rejected) => Promise.resolve(rejected === OLD ? NEW : third));
    await store.source.get({ rejected: OLD });
    await store.source.get({ rejected: NEW });
    expect(await store.source.get({ rejected: OLD })).toBe(third);
    expect(await store.source.get({})).toBe(third);
    expect(renew).toHaveBeenCalledTimes(2);
  });

  it('comes to an end where the answer was the refused credential itself', async () => {
    const { store } = createStore((rejected) => Promise.resolve(rejected));
    await store.source.get({ rejected: OLD });
    store.replace(NEW);
    expect(await store.source.get({ rejected: OLD })).toBeNull();
  });

  it('does not finish as one person what another began', async () => {
    const { store, renew } = createStore();
    const network = createNetwork(() => {
      // While the answer was under way somebody else has signed in.
      store.replace(cookieCredential('session'));
      return refused();
    });
    const { request } = createTestRequester(network.send, { credentials: store.source });
    expect(await failureOf(request({ method: 'DELETE', url: '/api/v1/org/user/x' }))).toMatchObject({
      kind: 'unauthorized',
    });
    expect(network.sent).toHaveLength(1);
    expect(renew).not.toHaveBeenCalled();
  });
});
