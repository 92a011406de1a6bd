import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import type { Next } from 'hono';
import { users } from '../db/schema';
import { LightdashError, answer } from '../lightdash/errors';
import { type ApiContext, type Backend, bodyOf } from '../lightdash/http';

export type Fault =
  | { kind: 'status'; status: number; body?: unknown; contentType?: string; headers?: Record<string, string> }
  | { kind: 'drop'; when: 'before' | 'after' }
  | { kind: 'delay'; ms: number }
  | { kind: 'truncate' }
  | { kind: 'html' };

/** A fault for the next `times` calls of an organization's people that match. */
export type FaultOrder = {
  organizationUuid: string;
  method?: string | undefined;
  path: RegExp;
  times: number;
  fault: Fault;
};

/** What goes wrong on purpose. Kept in memory: trouble ends with the process. */
export type Trouble = {
  order(order: FaultOrder): void;
  /** Forgets the faults of an organization; returns how many were left, and how many calls were struck since the last time. */
  clear(organizationUuid: string): { left: number; struck: number };
  /** For one organization, or (undefined) for all. */
  setLatency(organizationUuid: string | undefined, ms: number): void;
  setChaos(organizationUuid: string | undefined, percent: number): void;
  /** Middleware: lets the call pass, or makes it fail as ordered. */
  strike(c: ApiContext, next: Next): Promise<Response | undefined>;
};

const EVERYBODY = '';
const LOGIN_PAGE =
  '<!doctype html><title>Sign in</title><h1>Sign in to your company</h1><form><input name="user"></form>';

export function createTrouble(backend: Backend): Trouble {
  let orders: FaultOrder[] = [];
  const struck = new Map<string, number>();
  const latency = new Map<string, number>();
  const chaos = new Map<string, number>();

  /** The caller's organization; at sign-in, where nobody is known yet, that of the e-mail address. */
  const organizationOf = async (c: ApiContext): Promise<string> => {
    const known = c.get('organizationUuid') ?? c.get('identity')?.caller?.organization.uuid;
    const { email } = bodyOf(c);
    if (known || c.req.path !== '/api/v1/login' || typeof email !== 'string') return known ?? EVERYBODY;
    const [user] = await backend.db.read
      .select({ organizationUuid: users.organizationUuid })
      .from(users)
      .where(eq(users.email, email.toLowerCase()));
    return user?.organizationUuid ?? EVERYBODY;
  };

  const next = (c: ApiContext, organizationUuid: string): Fault | undefined => {
    const order = orders.find(
      (candidate) =>
        candidate.organizationUuid === organizationUuid &&
        (candidate.method === undefined || candidate.method === c.req.method) &&
        candidate.path.test(c.req.path),
    );
    if (!order) return undefined;
    struck.set(organizationUuid, (struck.get(organizationUuid) ?? 0) + 1);
    order.times -= 1;
    if (order.times <= 0) orders = orders.filter((each) => each !== order);
    return order.fault;
  };

  return {
    order: (order) => void orders.push(order),
    clear(organizationUuid) {
      const before = orders.length;
      orders = orders.filter((order) => order.organizationUuid !== organizationUuid);
      const counted = struck.get(organizationUuid) ?? 0;
      struck.delete(organizationUuid);
      return { left: before - orders.length, struck: counted };
    },
    setLatency: (organizationUuid, ms) => void latency.set(organizationUuid ?? EVERYBODY, ms),
    setChaos: (organizationUuid, percent) => void chaos.set(organizationUuid ?? EVERYBODY, percent),
    async strike(c, proceed) {
      const organizationUuid = await organizationOf(c);
      const of = (setting: Map<string, number>) => setting.get(organizationUuid) ?? setting.get(EVERYBODY) ?? 0;
      if (of(latency) > 0) await wait(of(latency));
      if (Math.random() * 100 < of(chaos)) {
        return new LightdashError(
          Math.random() < 0.5 ? 503 : 500,
          'ChaosError',
          'The sandbox was told to fail',
        ).toResponse();
      }
      const fault = next(c, organizationUuid);
      if (!fault) {
        await proceed();
        return undefined;
      }
      return apply(fault, c, proceed);
    },
  };
}

async function apply(fault: Fault, c: ApiContext, proceed: Next): Promise<Response | undefined> {
  switch (fault.kind) {
    case 'status':
      return respondWith(fault);
    case 'html':
      return new Response(LOGIN_PAGE, { headers: { 'content-type': 'text/html; charset=utf-8' } });
    case 'delay':
      await wait(fault.ms);
      await proceed();
      return undefined;
    case 'drop':
      if (fault.when === 'after') await proceed();
      cut(c.env?.incoming?.socket);
      // Nobody receives it, except a test without a connection.
      return answer(502, { status: 'dropped' });
    case 'truncate': {
      await proceed();
      const text = await c.res.text();
      c.res = new Response(text.slice(0, Math.ceil(text.length / 2)), { status: c.res.status, headers: c.res.headers });
      return undefined;
    }
  }
}

/**
 * Ends a connection in the midst of an answer. Before the first byte would be too early: a browser whose connection had been
 * used before then sends the request once more by itself, even a write, and nobody notices any trouble.
 */
function cut(socket: Socket | undefined): void {
  socket?.write('HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n');
  socket?.destroySoon();
}

function respondWith({ status, body, contentType, headers }: Extract<Fault, { kind: 'status' }>): Response {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  const type = contentType ?? (typeof body === 'object' ? 'application/json; charset=utf-8' : 'text/plain');
  const empty = status === 204 || status === 304;
  return new Response(empty ? null : text, {
    status,
    headers: { ...(empty ? {} : { 'content-type': type }), ...headers },
  });
}
