import { afterAll, describe, expect, it } from 'vitest';
import { IMPATIENT, type RawUpstream, sendAgain, speak, startRawUpstream } from './testing-raw';
import { SMUGGLING_CASES } from './testing-smuggling';
import { type Running, startWithProxy } from './test-support';

/** A server and what is behind it. An attacker and the victim share one, and its connections, with nobody at the same time. */
interface Pair {
  upstream: RawUpstream;
  front: Running;
}

const all: Pair[] = [];
const free: Pair[] = [];

async function startPair(): Promise<Pair> {
  const upstream = await startRawUpstream();
  const pair = { upstream, front: await startWithProxy(upstream.url, {}, { limits: IMPATIENT }) };
  all.push(pair);
  return pair;
}

/** Most of a case is waiting for a server to give up on a connection: several wait at once. */
async function withPair(attack: (pair: Pair) => Promise<void>): Promise<void> {
  const pair = free.pop() ?? (await startPair());
  pair.upstream.take();
  await attack(pair);
  free.push(pair);
}

afterAll(async () => {
  for (const { upstream, front } of all) {
    await front.close();
    await upstream.close();
  }
});

/** Every message that has reached the upstream: its start line, its headers, and how its body is framed. */
interface Message {
  start: string;
  headers: [name: string, value: string][];
  body: string;
}

/** Reads messages as RFC 9112 says, to the last byte; throws at the first that is not what it says. */
function messagesOf(bytes: string): Message[] {
  const messages: Message[] = [];
  let rest = bytes;
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n');
    if (end < 0) throw new Error('a head without an end');
    const [start = '', ...lines] = rest.slice(0, end).split('\r\n');
    if (!/^[A-Z]+ \/[!-~]* HTTP\/1\.1$/.test(start)) throw new Error(`a start line like "${start}"`);
    const headers = lines.map((line): [string, string] => {
      const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+): ([\t -~\x80-\xff]*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined) throw new Error(`a header like "${line}"`);
      return [name.toLowerCase(), value];
    });
    const framing = headers.filter(([name]) => name === 'content-length' || name === 'transfer-encoding');
    if (framing.length > 1) throw new Error('two framings');
    const [kind, value = ''] = framing[0] ?? [];
    rest = rest.slice(end + 4);
    let size = 0;
    if (kind === 'content-length') size = Number(value);
    if (kind === 'transfer-encoding') {
      if (value !== 'chunked') throw new Error(`a coding like "${value}"`);
      size = /^(?:[0-9a-f]+\r\n[^]*?\r\n)*?0\r\n\r\n/.exec(rest)?.[0].length ?? Number.NaN;
    }
    if (!(size <= rest.length)) throw new Error('a body that does not end');
    messages.push({ start, headers, body: rest.slice(0, size) });
    rest = rest.slice(size);
  }
  return messages;
}

/** What a connection brought that was cut off by us in the middle of a message. */
function completeOf(bytes: string): Message[] {
  try {
    return messagesOf(bytes);
  } catch (error) {
    // The attacker has hung up before the end of the body, and so have we: whoever reads it sees it, too.
    if ((error as Error).message === 'a body that does not end') return [];
    throw error;
  }
}

describe.concurrent('nothing is smuggled to the upstream', () => {
  it('by a published list of cases', () => {
    expect(SMUGGLING_CASES.length).toBeGreaterThan(200);
    expect(new Set(SMUGGLING_CASES.map(({ name }) => name)).size).toBe(SMUGGLING_CASES.length);
  });

  it.each(SMUGGLING_CASES.map((one) => [one.name, one.source, one.bytes] as const))(
    '%s (%s)',
    (_name, _source, bytes) =>
      withPair(async ({ upstream, front }) => {
        await speak(front.port, bytes);
        // Somebody else's call comes right behind it, and may share the connection to the upstream.
        const victim = await sendAgain(front.port, '/api/v1/victim', { headers: { authorization: 'ApiKey victim' } });
        expect({ status: victim.status, text: victim.text }).toEqual({ status: 200, text: '{}' });

        const messages = upstream.take().flatMap(completeOf);
        const victims = messages.filter(({ start }) => start === 'GET /api/v1/victim HTTP/1.1');
        expect(victims).toHaveLength(1);
        for (const { start, headers } of messages) {
          expect(start).toMatch(/^[A-Z]+ \/api\/v1\/(outer|victim)[!-~]* HTTP\/1\.1$/);
          const names = headers.map(([name]) => name);
          for (const name of ['x-smuggled', 'upgrade', 'http2-settings', 'expect', 'trailer', 'te'])
            expect(names).not.toContain(name);
          expect(new Set(names).size).toBe(names.length);
          expect(headers.filter(([name]) => name === 'host')).toEqual([['host', upstream.url.host]]);
        }
      }),
  );

  it.each(SMUGGLING_CASES.map((one) => [one.name, one.bytes] as const))(
    '%s: nor is what follows a refusal carried out',
    (_name, bytes) =>
      withPair(async ({ upstream, front }) => {
        const next = 'GET /api/v1/next HTTP/1.1\r\nHost: console\r\nCookie: connect.sid=victim\r\n\r\n';
        const said = await speak(front.port, bytes + next);
        const messages = upstream.take().flatMap(completeOf);
        for (const { start } of messages) expect(start).toMatch(/^[A-Z]+ \/api\/v1\/(outer|next)[!-~]* HTTP\/1\.1$/);
        // Ours end the connection; a refusal of the guard's, of a request that is read in one way only, does not.
        if (/^HTTP\/1\.1 4\d\d [^]*?\r\nconnection: close\r\n/i.test(said))
          expect(messages.filter(({ start }) => start.includes('/next'))).toEqual([]);
      }),
  );
});
