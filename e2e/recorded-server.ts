import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

/** Answers of a real Lightdash. They are kept outside of the repository. */
export const RECORDINGS = fileURLToPath(new URL('../../shared/recordings/lightdash/', import.meta.url));

interface Recording {
  request: { method: string; path: string; query: Record<string, unknown> | null };
  response: { status: number; headers: Record<string, string>; body: unknown };
}

interface Answer extends Recording {
  name: string;
  path: RegExp;
}

export const hasRecordings = (): boolean => existsSync(RECORDINGS);

/** What is not of an admin, and of several cases about the same address the plainest. */
const rank = (name: string): number => {
  if (/\.(member|viewer|developer|as-|session-)/.test(name)) return 9;
  const best = ['ok-session', 'ok', 'include-groups', 'paged', 'default'].findIndex((each) => name.endsWith(`.${each}`));
  return best < 0 ? 8 : best;
};

/** Ids may be others than those recorded. */
const pattern = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '[^/]+')}$`);

function readAnswers(): Answer[] {
  return readdirSync(RECORDINGS)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ name: file.slice(0, -5), ...(JSON.parse(readFileSync(RECORDINGS + file, 'utf8')) as Recording) }))
    .filter(({ request, response }) => request.method === 'GET' && response.status === 200)
    .map((recording) => ({ ...recording, path: pattern(recording.request.path) }))
    .toSorted((a, b) => rank(a.name) - rank(b.name));
}

/** How many parameters of a recorded question the asked one has too, and none that it has not. */
function likeness({ request }: Answer, asked: URLSearchParams): number {
  const names = Object.keys(request.query ?? {});
  return names.every((name) => asked.has(name)) ? names.length : -1;
}

/**
 * The body as a server would send it: without the notes of the recording, and with the paging that was asked for. Lists stay
 * as short as they were cut for the recording.
 */
function bodyOf(body: unknown, asked: URLSearchParams): string {
  return JSON.stringify(body, (key, value: unknown) => {
    if (key === '_trimmed') return undefined;
    if (key !== 'pagination' || !asked.has('pageSize')) return value;
    const pageSize = Number(asked.get('pageSize'));
    const { totalResults } = value as { totalResults: number };
    return { page: Number(asked.get('page')), pageSize, totalPageCount: Math.ceil(totalResults / pageSize), totalResults };
  });
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((closed) => server.close(closed));
  return port;
}

function start(port: number, lightdashUrl: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['dist/server/main.js'], {
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', LIGHTDASH_URL: lightdashUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
    child.stdout.once('data', () => resolve(child));
  });
}

/**
 * The real server and console before a Lightdash that says what a real one has said: nobody has to sign in, nothing can be
 * changed. Out: its address, what was asked of it that nobody recorded, and how to end it.
 */
export async function startRecorded(): Promise<{ url: string; unanswered: string[]; close: () => Promise<void> }> {
  const answers = readAnswers();
  const unanswered: string[] = [];
  const reply = (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://recorded');
    const found = answers
      .filter(({ path }) => request.method === 'GET' && path.test(pathname))
      .map((answer) => ({ answer, like: likeness(answer, searchParams) }))
      .filter(({ like }) => like >= 0)
      .toSorted((a, b) => b.like - a.like)[0]?.answer;
    if (!found) unanswered.push(`${request.method} ${request.url}`);
    response.writeHead(found?.response.status ?? 404, { 'content-type': 'application/json; charset=utf-8' });
    const notFound = { status: 'error', error: { statusCode: 404, name: 'NotFoundError', message: 'API endpoint not found', data: {} } };
    response.end(bodyOf(found?.response.body ?? notFound, searchParams));
  };
  const lightdash = createServer(reply);
  const lightdashPort = await listen(lightdash);
  const port = await freePort();
  const child = await start(port, `http://127.0.0.1:${lightdashPort}`);
  return {
    url: `http://127.0.0.1:${port}`,
    unanswered,
    close: async () => {
      child.removeAllListeners('exit');
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
      lightdash.closeAllConnections();
      await new Promise((closed) => lightdash.close(closed));
    },
  };
}
