import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GetToken } from './host';
import { faultOfToken, tokenBy } from './token';

const TOKEN = { token: 'ldpat_secret', scheme: 'ApiKey', expiresAt: null, tokenId: '1' } as const;
const ask = (getToken: () => unknown) => tokenBy(getToken as GetToken)({ reason: 'initial' });

const reported = vi.fn<(error: unknown) => void>();
beforeEach(() => vi.stubGlobal('reportError', reported.mockClear()));
afterEach(() => vi.unstubAllGlobals());

/** What the portal's developers have read, once the console was told no more than that. */
const said = () => reported.mock.calls.map(([error]) => String(error));

it('says what is wrong with a token without telling it', () => {
  const faults = [
    { token: 'ldpat_ä' },
    { token: '' },
    { scheme: 'Basic' },
    { expiresAt: '2030' },
    { expiresAt: Infinity },
    { tokenId: '' },
  ].map((wrong) => faultOfToken({ ...TOKEN, ...wrong }));
  expect(faults).toEqual([
    '`token` is no text of visible characters',
    '`token` is no text of visible characters',
    "`scheme` is neither 'ApiKey' nor 'Bearer'",
    '`expiresAt` is neither null nor milliseconds since 1970',
    '`expiresAt` is neither null nor milliseconds since 1970',
    '`tokenId` is no text of up to 200 characters',
  ]);
  expect(faultOfToken(null)).toBe('it is no object');
  expect(faultOfToken({ ...TOKEN, scheme: 'Bearer', expiresAt: 1_900_000_000_000.5 })).toBeNull();
});

describe('a token of the portal', () => {
  it('is passed on, and nothing that came along with it', async () => {
    expect(await ask(() => ({ ...TOKEN, refresh: 'secret' }))).toEqual(TOKEN);
    expect(reported).not.toHaveBeenCalled();
  });

  it.each([
    ['seconds', () => Date.now() / 1000 + 300],
    ['the past', () => Date.now() - 1],
  ])('is passed on with an end in %s, and that is reported', async (_what, end) => {
    const expiresAt = end();
    expect(await ask(() => ({ ...TOKEN, expiresAt }))).toEqual({ ...TOKEN, expiresAt });
    expect(said()).toEqual([
      expect.stringContaining('`expiresAt` lies in the past; are these seconds, or is this clock wrong?'),
    ]);
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('The portal is asleep.'))],
    [
      'throws',
      () => {
        throw new Error('The portal is asleep.');
      },
    ],
  ])('is none where getToken %s, and its error is reported', async (_what, getToken) => {
    await expect(ask(getToken)).rejects.toThrow('The portal is asleep.');
    expect(said()).toEqual(['Error: The portal is asleep.']);
  });

  it('is none where it has no form of one, and that is reported without it', async () => {
    await expect(ask(() => ({ ...TOKEN, tokenId: undefined }))).rejects.toThrow(
      'getToken has answered with something that is no token',
    );
    expect(said()).toEqual([
      'TypeError: getToken has answered with something that is no token: `tokenId` is no text of up to 200 characters.',
    ]);
  });
});
