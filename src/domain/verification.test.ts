import { describe, expect, it } from 'vitest';
import { cleanCode, explainWrongCode, isCodeOpen, type EmailCode } from './verification';

const NOW = Date.parse('2026-11-20T19:50:00.000Z');
const code = (fields: Partial<EmailCode> = {}): EmailCode => ({
  sentAt: '2026-11-20T19:49:20.677Z',
  expiresAt: '2026-11-20T20:04:20.677Z',
  attempts: 0,
  isExpired: false,
  isSpent: false,
  ...fields,
});

describe('isCodeOpen', () => {
  it('is so for a code that was just sent', () => {
    expect(isCodeOpen(code(), NOW)).toBe(true);
  });

  it.each([
    ['none', null],
    ['expired', code({ isExpired: true })],
    ['spent', code({ isSpent: true })],
    ['past its end', code({ expiresAt: '2026-11-20T19:49:59.000Z' })],
  ])('is not for one that is %s', (_, closed) => {
    expect(isCodeOpen(closed, NOW)).toBe(false);
  });
});

it('takes a code as people paste it', () => {
  expect(cleanCode(' 123 4-56\n')).toBe('123456');
});

describe('explainWrongCode', () => {
  const explain = (state: EmailCode | null) =>
    explainWrongCode({ email: 'a@b.example', isVerified: false, code: state });
  it.each([
    [code({ attempts: 1 }), 'That is not the code. You have 4 attempts left.'],
    [code({ attempts: 4 }), 'That is not the code. You have 1 attempt left.'],
    [code({ attempts: 5, isSpent: true }), 'That is not the code, and there are no attempts left. Send a new one.'],
    [code({ isExpired: true }), 'This code has expired. Send a new one.'],
    [null, 'There is no code any more. Send a new one.'],
  ])('%#: %s', (state, words) => {
    expect(explain(state)).toBe(words);
  });
});
