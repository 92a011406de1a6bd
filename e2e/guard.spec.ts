import { expect, test } from '@playwright/test';
import { watch } from './support/guard';
import { watchSunsets } from './support/sunsets';
import type { Organization } from './support/test';

/**
 * The guard of every browser test, itself held to the test: each trouble is provoked in the real page, under the real
 * policy, and has to be reported.
 */
const SECRET = 'ldpat_canary-1!';

const troubles: [name: string, provoke: (secret: string) => void, report: RegExp][] = [
  [
    'a style attribute in markup',
    () => document.body.setAttribute('style', 'color: red'),
    /Policy violation: style-src-attr/,
  ],
  [
    'a style element',
    () => document.head.append(Object.assign(document.createElement('style'), { textContent: 'a{}' })),
    /Policy violation: style-src-elem/,
  ],
  [
    'a string given to innerHTML',
    () => void setTimeout(() => (document.body.innerHTML = '<b onclick=1>x</b>')),
    /TrustedHTML|Trusted Type/,
  ],
  ['a picture of another site', () => (new Image().src = 'http://127.0.0.1:1/x.png'), /Policy violation: img-src/],
  [
    'an uncaught error',
    () =>
      void setTimeout(() => {
        throw new Error('boom');
      }),
    /Uncaught Error: boom/,
  ],
  ['an unhandled rejection', () => void Promise.reject(new Error('lost')), /Uncaught Error: lost/],
  ['a console error', () => console.error('oops'), /Console: oops/],
  ['a missing asset', () => void fetch('/assets/nope.js'), /Console: Failed to load resource/],
  ['a secret in the console', (secret) => console.log(secret), /secret in the console/],
  ['a secret in localStorage', (secret) => localStorage.setItem('x', secret), /secret in localStorage/],
  ['a secret in sessionStorage', (secret) => sessionStorage.setItem('x', secret), /secret in sessionStorage/],
  [
    'a secret in the address, however briefly',
    (secret) => {
      history.pushState(null, '', `?x=${encodeURIComponent(secret)}`);
      history.back();
    },
    /secret in the address:/,
  ],
  [
    'a secret in the address of a call',
    (secret) => void fetch(`/api/v1/x?token=${secret}`).catch(() => {}),
    /secret in the address of a call/,
  ],
  ['a secret in the history', (secret) => history.replaceState({ secret }, ''), /secret in the history/],
  ['a secret in the text', (secret) => document.body.append(secret), /secret in the text/],
  ['a secret in an attribute', (secret) => (document.body.title = secret), /secret in an attribute/],
  [
    'a secret in a plain field',
    (secret) => document.body.append(Object.assign(document.createElement('input'), { value: secret })),
    /secret in a field/,
  ],
];

const harmless: [name: string, act: (secret: string) => void | Promise<void>][] = [
  ['a failed call', async () => void (await fetch('/api/v1/nope'))],
  [
    'a secret being typed',
    (secret) =>
      document.body.append(
        Object.assign(document.createElement('input'), { type: 'password', value: secret, defaultValue: secret }),
      ),
  ],
];

test('the test guard reports every violation, without the secret itself', async ({ page, context }) => {
  const problems = await watch(context, { secrets: [SECRET], expectedErrors: [] });
  const seen = async () => (await problems()).join('\n');
  await page.goto('/');
  for (const [name, provoke, report] of troubles) {
    expect(await seen(), `before ${name}`).not.toMatch(report);
    await page.evaluate(provoke, SECRET);
    await expect(async () => expect(await seen(), name).toMatch(report)).toPass({ timeout: 5_000 });
  }
  expect(await seen()).not.toContain(SECRET);
});

test('the test guard reports nothing that is allowed', async ({ page, context }) => {
  const problems = await watch(context, { secrets: [SECRET], expectedErrors: [/^meant$/] });
  await page.goto('/');
  for (const [, act] of harmless) await page.evaluate(act, SECRET);
  await page.evaluate(() => console.error('meant'));
  expect(await problems()).toEqual([]);
});

test('what is called past its sunset is seen, unless something speaks for it', async ({ page, context }) => {
  const made = await page.request.post('/sandbox/organizations', { data: { generation: '1.219' } });
  const [admin] = ((await made.json()) as Organization).identities;
  await page.request.post('/api/v1/login', { data: { email: admin?.email, password: admin?.password } });
  const overdue = watchSunsets(context, () => Date.parse('2027-01-01'));
  const early = watchSunsets(context, () => Date.parse('2025-01-01'));
  await page.goto('/members');
  const call = (path: string, method = 'GET') =>
    page.evaluate(async (sent) => (await fetch(sent.path, { method: sent.method })).status, { path, method });
  const groups = `/api/v1/groups/${crypto.randomUUID()}/members`;
  expect(await call(`${groups}/${admin?.userUuid}`, 'DELETE')).toBe(404);
  expect(overdue()).toEqual([]);
  expect(await call(`/api/v1/org/users/${admin?.userUuid}`)).toBe(200);
  expect(overdue()).toEqual(['Called past its sunset (Thu, 10 Sep 2026 00:00:00 GMT): GET /api/v1/org/users/{}']);
  expect(early()).toEqual([]);
});
