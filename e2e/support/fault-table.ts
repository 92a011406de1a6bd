import type { Page } from '@playwright/test';
import type { Fault } from '../../sandbox/switches/trouble';
import { expect } from './test';

/** What a fault is to the console. */
export type Kind =
  | 'invalid'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'rate-limited'
  | 'server'
  | 'unavailable'
  | 'network'
  | 'timeout'
  | 'malformed';

export interface TableFault {
  name: string;
  kind: Kind;
  fault: Fault;
  /** How often a reading meets it before it is gone; always, when left out. What fails in passing is repeated by the fetch layer. */
  passing?: true;
  /** A write that meets it may have been carried out, for all that its answer tells. */
  isLost?: true;
}

/** The heading under which the console tells a failure of each kind. */
export const SAYS: Record<Kind, string> = {
  invalid: ' did not accept this',
  unauthorized: 'Your sign-in has ended',
  forbidden: 'Not allowed',
  'not-found': 'Not found',
  conflict: 'This does not go together',
  'rate-limited': 'Too many requests',
  server: 'The server failed',
  unavailable: ' is not available',
  network: 'The server cannot be reached',
  timeout: 'No answer in time',
  malformed: 'An answer we cannot read',
};

/** A piece of an answer that nobody may see. */
const RAW = 'nginx/1.27 at 10.0.0.7';
const GATEWAY = `<html><body><h1>502 Bad Gateway</h1><hr>${RAW}</body></html>`;

/** How an API says no. */
const REFUSALS = {
  lightdash: (statusCode: number) => ({
    status: 'error',
    error: { statusCode, name: 'SomeError', message: `{"at":"${RAW}"}`, data: {} },
  }),
  workspace: () => ({ Success: false, Errors: [{ Code: 'E1', Message: `<b>${RAW}</b>` }] }),
  zenml: () => ({ detail: `<b>${RAW}</b>` }),
  katapult: (status: number) => ({
    code: status === 401 ? 'invalid_api_token' : 'some_error',
    description: `<b>${RAW}</b>`,
    detail: {},
  }),
};

type Api = keyof typeof REFUSALS;

/** The clock of a page under `hurry` runs so many times faster for whoever waits for an answer: 15 seconds are three. */
const HURRY = 5;
const TOO_LONG = 5_000;

/**
 * The eighteen faults. src/app/fault-table.test.ts holds every operation of every API against all of them; here there are a
 * browser, a server and a page in between. So one page and one write meet all, and the others those that pages tell apart. A
 * server that is too slow comes last: it needs a page in a hurry.
 *
 * @param wait How many seconds to wait a refusal for too many calls asks for. For as many as by default nobody waits: the
 * person is told at once.
 */
export function faultsOf(api: Api, { wait = 60 } = {}): TableFault[] {
  const refusing = (
    status: number,
    kind: Kind,
    more: Partial<TableFault> & { headers?: Record<string, string> } = {},
  ): TableFault => {
    const { headers, ...rest } = more;
    return {
      name: String(status),
      kind,
      fault: { kind: 'status', status, body: REFUSALS[api](status), ...(headers ? { headers } : {}) },
      ...rest,
    };
  };
  return [
    refusing(400, 'invalid'),
    refusing(401, 'unauthorized'),
    refusing(403, 'forbidden'),
    refusing(404, 'not-found'),
    refusing(406, 'invalid'),
    refusing(409, 'conflict'),
    refusing(422, 'invalid'),
    refusing(429, 'rate-limited', { name: '429 with Retry-After', headers: { 'retry-after': String(wait) } }),
    refusing(429, 'rate-limited', { name: '429 without', passing: true }),
    refusing(500, 'server'),
    {
      name: '502 with a page',
      kind: 'unavailable',
      fault: { kind: 'status', status: 502, body: GATEWAY, contentType: 'text/html' },
      isLost: true,
    },
    refusing(503, 'unavailable', { passing: true, isLost: true }),
    refusing(504, 'unavailable', { passing: true, isLost: true }),
    { name: 'a connection that breaks', kind: 'network', fault: { kind: 'drop', when: 'after' }, isLost: true },
    { name: 'half a JSON', kind: 'malformed', fault: { kind: 'truncate' }, isLost: true },
    {
      name: 'JSON of another shape',
      kind: 'malformed',
      fault: { kind: 'status', status: 200, body: ['sign in', RAW] },
      isLost: true,
    },
    {
      name: 'a redirect to a sign-in page',
      kind: 'malformed',
      fault: { kind: 'status', status: 302, headers: { location: '/sign-in' } },
      isLost: true,
    },
    { name: 'no answer in time', kind: 'timeout', fault: { kind: 'delay', ms: TOO_LONG }, isLost: true },
  ];
}

/**
 * Of a page: what it may say in words of its own, that something is gone, and that it failed. What is overcome by asking again the
 * fetch layer overcomes for all pages alike (src/api/core/request.retry.test.ts); the one that meets all faults shows that it does.
 */
export const FOR_EACH_PAGE: readonly string[] = ['403', '404', '500'];
/** Of a write: refused, refused at a field, lost on the way, and carried out without an answer. */
export const FOR_EACH_WRITE: readonly string[] = ['403', '409', '502 with a page', 'half a JSON'];
/** Of a linked account: what ends its connection, what our server makes of a redirect, and one of each other sort. */
export const FOR_EACH_ACCOUNT: readonly string[] = [
  '401',
  '500',
  '503',
  'a redirect to a sign-in page',
  'no answer in time',
];

/** Those that are met in one test: one that stands alone by itself, of the others three at a time. */
export function grouped<T>(all: readonly T[], isAlone: (one: T) => boolean = () => false): T[][] {
  const others = all.filter((one) => !isAlone(one));
  const groups = Array.from({ length: Math.ceil(others.length / 3) }, (_, i) => others.slice(3 * i, 3 * i + 3));
  return [...all.filter(isAlone).map((one) => [one]), ...groups];
}

/** For a test that meets so many faults one after the other, on a machine that has more to do. In milliseconds. */
export const timeFor = (faults: number): number => faults * 20_000;

/** Lets the page give up waiting for answers sooner, from its next load on. */
export const hurryAfterLoad = (page: Page): Promise<unknown> => page.addInitScript(speedUp, HURRY);

/** The same from now on. Out: how to end it, before anything is asked that is to be answered on a busy machine, too. */
export async function hurry(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(speedUp, HURRY);
  return () => page.evaluate(speedUp, 1 / HURRY);
}

/** Runs in the page. */
function speedUp(factor: number): void {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (ms) => timeout(ms / factor);
}

const PIECES = [RAW, 'Bad Gateway', '{"', 'Sign in to your company', 'SyntaxError', 'ApiFailure', '[object'];

/** Lets the dice of a page, by which it waits before it asks again, fall low from its next load on. */
export const loadDice = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    Math.random = () => 0.05;
  });

/** Runs in the page: the state it is in, what it still waits for, and which of the pieces it shows. */
function look(pieces: string[]): { waits: string[]; alerts: string[]; nav: boolean; heading: string; raw: string[] } {
  const isShown = (element: Element) => element.checkVisibility({ visibilityProperty: true });
  const shown = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)].filter(isShown);
  const main = document.querySelector('main');
  const seen = document.body.cloneNode(true) as HTMLElement;
  for (const script of seen.querySelectorAll('script')) script.remove();
  const leaves = [...(main?.querySelectorAll<HTMLElement>('*') ?? [])].filter(
    (element) => element.childElementCount === 0 && isShown(element),
  );
  return {
    waits: [
      ...shown('[role=status][aria-label^="Reading"], [role=img][aria-label^="Reading"], [aria-busy=true]').map(
        (element) => element.ariaLabel ?? element.innerText,
      ),
      ...leaves
        .map(({ textContent }) => textContent?.trim() ?? '')
        .filter((text) => text === '…' || /^(Still reading|Reading|Looking)\b/.test(text)),
      ...shown('[role=status]')
        .map(({ innerText }) => innerText)
        .filter((text) => /\breading,/.test(text)),
    ],
    alerts: shown('[role=alert]').map(({ innerText }) => innerText.replace(/\s+/g, ' ').trim()),
    nav: shown('nav[aria-label="Places"]').length === 1,
    heading: document.querySelector('main h1')?.textContent?.trim() ?? '',
    raw: pieces.filter((piece) => seen.outerHTML.includes(piece)),
  };
}

/**
 * The page has come to rest in a state with words: it waits for nothing more, has its heading and the way elsewhere, shows
 * nothing raw, and says each failure once.
 *
 * @param alerts How many failures it tells in all.
 */
export async function expectCalm(page: Page, cell: string, { alerts = 0, inShell = true } = {}): Promise<void> {
  await expect(async () => {
    const state = await page.evaluate(look, PIECES);
    const calm = { waits: [], alerts, nav: inShell, heading: true, raw: [] };
    expect(
      { ...state, alerts: state.alerts.length, heading: state.heading !== '' },
      `${cell}: ${state.alerts.join(' | ')}`,
    ).toEqual(calm);
  }).toPass({ timeout: 20_000, intervals: [10, 20, 50, 100, 250] });
}

/** Counts the cells of a spec, and says how many they were. */
export class Count {
  readonly #cells = new Map<string, number>();
  add(row: string): void {
    this.#cells.set(row, (this.#cells.get(row) ?? 0) + 1);
  }
  print(what: string): void {
    const total = [...this.#cells.values()].reduce((sum, cells) => sum + cells, 0);
    console.log(
      `fault table, ${what}: ${total} cells: ${[...this.#cells].map(([row, cells]) => `${row} ${cells}`).join(', ')}`,
    );
  }
}
