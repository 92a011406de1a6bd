import { describe, expect, it } from 'vitest';
import { ageOf, cookieCredential, oauthCredential, tokenCredential } from './credentials';

const AT = 1_000_000;

describe('a credential', () => {
  it('of a token speaks the scheme of its API', () => {
    expect(tokenCredential('ldpat_x').headers).toEqual({ authorization: 'ApiKey ldpat_x' });
    expect(tokenCredential('kt_x', 'Bearer').headers).toEqual({ authorization: 'Bearer kt_x' });
  });

  it('has a unique name that reveals nothing of the secret', () => {
    const ids = Array.from({ length: 100 }, () => tokenCredential('ldpat_secret').id);
    expect(new Set(ids).size).toBe(100);
    expect(ids.join()).not.toContain('secret');
    expect(cookieCredential('demo').id).not.toBe(cookieCredential('demo').id);
  });

  it('of OAuth lives as long as was said, from when it was asked for', () => {
    expect(oauthCredential({ access: 'a', refresh: 'r', expiresIn: 3600 }, AT)).toMatchObject({
      kind: 'oauth',
      cookies: false,
      headers: { authorization: 'Bearer a' },
      lifetime: { endsAt: AT + 3_600_000, ms: 3_600_000 },
      refresh: 'r',
    });
    const bare = oauthCredential({ access: 'a', refresh: null, expiresIn: null }, AT);
    expect(Object.keys(bare).toSorted()).toEqual(['cookies', 'headers', 'id', 'kind']);
  });

  it.each([
    // Seconds to live → seconds before the end at which it is due: a tenth, a minute at least, half of it at most.
    [3600, 360],
    [36_000, 3600],
    [600, 60],
    [300, 60],
    [100, 50],
    [1, 0.5],
  ])('that lives %i seconds is due %d seconds before its end', (expiresIn, ahead) => {
    const credential = oauthCredential({ access: 'a', refresh: null, expiresIn }, AT);
    const end = AT + expiresIn * 1000;
    expect(ageOf(credential, end - ahead * 1000 - 1)).toEqual({ isDue: false, isOver: false });
    expect(ageOf(credential, end - ahead * 1000)).toEqual({ isDue: true, isOver: false });
    expect(ageOf(credential, end - 1)).toEqual({ isDue: true, isOver: false });
    expect(ageOf(credential, end)).toEqual({ isDue: true, isOver: true });
  });

  it('is never due where its end is not known', () => {
    expect(ageOf(tokenCredential('ldpat_x'), Number.MAX_SAFE_INTEGER)).toEqual({ isDue: false, isOver: false });
  });
});
