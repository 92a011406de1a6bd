import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, type SandboxOptions, createSandbox } from '../index';
import type { OrganizationRole } from '#/domain/roles';
import { contractViolation } from './contract';
import { SMALL } from './sizes';

export type TestIdentity = {
  id: string;
  userUuid: string;
  name: string;
  role: OrganizationRole;
  email: string;
  password: string;
  token: string;
};
type TestOrganization = {
  organizationUuid: string;
  name: string;
  generation: string;
  identities: TestIdentity[];
  deactivated: TestIdentity;
};

/** An answer, its body read. `body` is what JSON says, whatever it is. */
// oxlint-disable-next-line typescript/no-explicit-any -- a test states what it expects by reading it
export type Answer = { status: number; headers: Headers; text: string; body: any };

type CallOptions = {
  token?: string | undefined;
  cookie?: string | undefined;
  headers?: Record<string, string>;
  body?: unknown;
};

/** A folder of its own for a test; `remove` when done. */
export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'sandbox-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A sandbox in a fresh folder, and the ways to use it. Every answer to /api is held against the contract. */
export async function openTestSandbox(options: Partial<SandboxOptions> = {}) {
  const folder = temporaryFolder();
  const sandbox = await createSandbox({ dataDir: folder.path, sizes: SMALL, hasSwitches: true, ...options });
  return {
    sandbox,
    ...clientOf(sandbox),
    async close() {
      await sandbox.close();
      folder.remove();
    },
  };
}

export function clientOf({ app }: Pick<Sandbox, 'app'>) {
  /** Calls the app. A string is sent as the body as it is, anything else as JSON. */
  async function call(operation: string, { token, cookie, headers, body }: CallOptions = {}): Promise<Answer> {
    const [method = '', path = ''] = operation.split(' ');
    const response = await app.request(path, {
      method,
      headers: {
        ...(token ? { authorization: `ApiKey ${token}` } : {}),
        ...(cookie ? { cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const violation = contractViolation(method, path.split('?')[0] ?? '', response, text);
    if (violation) throw new Error(violation);
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
  }

  async function organization(options: Record<string, unknown> = {}) {
    const { body } = await call('POST /sandbox/organizations', { body: options });
    const made = body as TestOrganization;
    const identity = (role: OrganizationRole): TestIdentity => {
      const found = made.identities.find((candidate) => candidate.role === role);
      if (!found) throw new Error(`no identity for ${role}`);
      return found;
    };
    return { ...made, identity };
  }

  /** Signs in; the cookie as a browser would send it back. */
  async function signIn({ email, password }: { email: string; password: string }): Promise<string> {
    const answer = await call('POST /api/v1/login', { body: { email, password } });
    return cookieOf(answer);
  }

  return { call, organization, signIn };
}

/** The name and value of the cookie that an answer sets. */
export function cookieOf({ headers }: Answer): string {
  const [cookie] = headers.getSetCookie();
  if (!cookie) throw new Error('no cookie was set');
  return cookie.split(';')[0] ?? '';
}
