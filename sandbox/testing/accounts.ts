import type { Sandbox } from '../index';
import type { AccountApi } from '../db/accounts-schema';
import { contractViolation } from './contract';
import type { Answer } from './sandbox';

type CallOptions = { token?: string; headers?: Record<string, string>; body?: unknown };

/** Calls the linked APIs of a sandbox. Every answer is held against the API's contract. */
export function accountsOf({ accounts }: Pick<Sandbox, 'accounts'>) {
  /** Calls an operation by its vendor's path. A string is sent as the body as it is, anything else as JSON. */
  return async (api: AccountApi, operation: string, { token, headers, body }: CallOptions = {}): Promise<Answer> => {
    const [method = '', path = ''] = operation.split(' ');
    const response = await accounts[api].fetch(
      new Request(`http://localhost${path}`, {
        method,
        headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    const violation = contractViolation(method, path.split('?')[0] ?? '', response, text, api);
    if (violation) throw new Error(violation);
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
  };
}
