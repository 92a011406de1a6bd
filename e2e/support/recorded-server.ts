import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** Answers of real servers, by generation. */
const RECORDINGS = join(import.meta.dirname, '../../recordings');
const CONSOLE = join(import.meta.dirname, '../../dist/server/main.js');

export type Generation = '0.2110' | '1.219';

/** One recorded call; its file is called like its operation and has it under its name. */
interface Recording {
  name: string;
  request: { method: string; path: string };
  response: { status: number; headers: Record<string, string>; body: unknown };
}

interface RecordedServer {
  /** Where the console is. */
  url: string;
  /** Calls that no recording answers. */
  unanswered: string[];
  close: () => Promise<void>;
}

/** Cases by the name of their file, the one to answer with first; others come after these. */
const PREFERRED = ['include-groups', 'ok-session', 'ok'];
const rank = ({ name }: Recording) => (PREFERRED.includes(name) ? PREFERRED.indexOf(name) : PREFERRED.length);

const UUID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/gi;
const pattern = (path: string) => path.replaceAll(UUID, '{}');

/** Every read that was answered well, the preferred ones first. */
function readRecordings(generation: Generation): Recording[] {
  const folder = join(RECORDINGS, generation);
  return readdirSync(folder)
    .flatMap((file) =>
      Object.entries(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, Omit<Recording, 'name'>>),
    )
    .map(([name, recording]) => ({ name, ...recording }))
    .filter(({ request, response }) => request.method === 'GET' && response.status === 200)
    .toSorted((a, b) => rank(a) - rank(b));
}

/** What was answered at a path; for an id that was not asked for back then, what was answered for another one. */
function findRecording(recordings: readonly Recording[], path: string): Recording | undefined {
  return (
    recordings.find(({ request }) => request.path === path) ??
    recordings.find(({ request }) => pattern(request.path) === pattern(path))
  );
}

/** The recorded results at a path: what the pages are expected to show. */
export function recordedResults(generation: Generation, path: string): unknown {
  const recordings = readRecordings(generation);
  const recording = findRecording(recordings, path);
  if (!recording) throw new Error(`There is no recording of ${path}.`);
  return (bodyOf(recordings, recording) as { results: unknown }).results;
}

/** The paths that were recorded and match, such as those of single members. */
export function recordedPaths(generation: Generation, matching: RegExp): string[] {
  return [...new Set(readRecordings(generation).map(({ request }) => request.path))].filter((path) =>
    matching.test(path),
  );
}

type Json = Record<string, unknown>;

/**
 * Recordings keep three items of a long list and note its true length as `_trimmed`. The note is no part of the answer; a
 * page of three is made the only one; and three of a person's many rules would take their rights away, so they are left
 * out, as by a server that sends none.
 */
function restore(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(restore);
  if (typeof value !== 'object' || value === null) return value;
  const { _trimmed: trimmed = {}, ...rest } = value as Json & { _trimmed?: Json };
  if ('abilityRules' in trimmed) delete rest.abilityRules;
  const { data, pagination } = rest as { data?: unknown; pagination?: Json };
  if (Array.isArray(data) && pagination)
    rest.pagination = { ...pagination, totalPageCount: 1, totalResults: data.length };
  return Object.fromEntries(Object.entries(rest).map(([key, inner]) => [key, restore(inner)]));
}

/**
 * What to answer with. Whoever was read singly was in the list of members too, before it was cut: their pages look for them there.
 */
function bodyOf(recordings: readonly Recording[], { request, response }: Recording): unknown {
  const body = restore(response.body);
  if (request.path !== '/api/v1/org/users') return body;
  const { results } = body as { results: { data: Json[]; pagination?: Json } };
  const known = new Set(results.data.map(({ userUuid }) => userUuid));
  const others = recordings
    .filter(({ request: { path } }) => pattern(path) === '/api/v1/org/users/{}')
    .map((single) => (restore(single.response.body) as { results: Json }).results)
    .filter(({ userUuid }) => !known.has(userUuid) && known.add(userUuid));
  const data = [...results.data, ...others.map((person) => ({ groups: [], ...person }))];
  const pagination = results.pagination && { ...results.pagination, totalResults: data.length };
  return { ...(body as Json), results: { ...results, data, ...(pagination && { pagination }) } };
}

async function listen(listener: RequestListener): Promise<{ server: Server; port: number }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

const stop = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

async function freePort(): Promise<number> {
  const { server, port } = await listen(() => {});
  await stop(server);
  return port;
}

/** The built server of the console, in front of another address. Resolves when it listens. */
async function startConsole(lightdash: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const port = await freePort();
  const child = spawn(process.execPath, [CONSOLE], {
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), LIGHTDASH_URL: lightdash },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await Promise.race([
    new Promise((resolve) => child.stdout.once('data', resolve)),
    ended.then(() => Promise.reject(new Error(`The console's server ended: ${output}`))),
  ]);
  return { url: `http://127.0.0.1:${port}`, stop: () => (child.kill('SIGTERM'), ended) };
}

/** Starts the built console, through its own proxy, in front of a Lightdash that reads its answers from the recordings. */
export async function startRecordedServer(generation: Generation): Promise<RecordedServer> {
  const recordings = readRecordings(generation);
  const unanswered: string[] = [];
  const { server, port } = await listen(({ method = '', url = '' }, answer) => {
    const { pathname } = new URL(url, 'http://localhost');
    const recording = method === 'GET' ? findRecording(recordings, pathname) : undefined;
    if (!recording) {
      unanswered.push(`${method} ${url}`);
      answer.writeHead(501).end();
      return;
    }
    const { status, headers, body } = recording.response;
    answer
      .writeHead(status, headers)
      .end(typeof body === 'string' ? body : JSON.stringify(bodyOf(recordings, recording)));
  });
  const lightdashConsole = await startConsole(`http://127.0.0.1:${port}`);
  return {
    url: lightdashConsole.url,
    unanswered,
    close: async () => {
      await lightdashConsole.stop();
      await stop(server);
    },
  };
}
