import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { count, dataSize, fold, grouped, initials, isMixedScript, listOf } from './text';

describe('fold', () => {
  it.each([
    ['Łukasz STRAUẞ', 'lukasz strauss'],
    ['İpek Yılmaz', 'ipek yilmaz'],
    ['Søren Đặng', 'soren dang'],
    ['Þórdís Kjærgaard', 'thordis kjaergaard'],
    ['Zoe\u0308', 'zoe'],
    ['ΟΔΥΣΣΕΎΣ', 'οδυσσευσ'],
    ['Хойт', 'хоит'],
    ['कि', 'कि'],
    ['ปุ๊', 'ปุ๊'],
    ['', ''],
  ])('%s → %s', (text, folded) => {
    expect(fold(text)).toBe(folded.normalize('NFD'));
  });

  it('keeps the vowels of Hindi apart', () => {
    expect(fold('की')).not.toBe(fold('का'));
  });

  it('finds Korean while it is typed', () => {
    expect(fold('김서연').startsWith(fold('기'))).toBe(true);
  });

  it('changes nothing the second time, and does not care how a letter is composed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
        expect(fold(text.normalize('NFD'))).toBe(fold(text.normalize('NFC')));
      }),
    );
  });

  it('does not care about the case of Latin letters', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'abcxyzäößøłđíñçæœþğıİ') });
    fc.assert(
      fc.property(letters, (text) => {
        expect(fold(text.toUpperCase())).toBe(fold(text));
      }),
    );
  });
});

it.each([
  ['Zoë de Vries', 'ZV'],
  ['ana', 'A'],
  ['Noah (viewer)', 'NV'],
  ['  王伟 ', '王'],
  ['अमित शर्मा', 'अश'],
  ['ana.diaz@shop.example', 'A'],
  ['👩‍💻 Ada', 'A'],
  ['42', ''],
  ['', ''],
])('initials of %j: %s', (name, expected) => {
  expect(initials(name)).toBe(expected);
});

it('counts', () => {
  expect(count(0, 'member', 'members')).toBe('0 members');
  expect(count(1, 'member', 'members')).toBe('1 member');
  expect(count(12_345, 'member', 'members')).toBe('12,345 members');
});

it.each([
  [0, '0 bytes'],
  [820, '820 bytes'],
  [12_345, '12.3 kB'],
  [1_050_000, '1.05 MB'],
  [3_000_000_000_000, '3,000 GB'],
])('size of %d bytes: %s', (bytes, expected) => {
  expect(dataSize(bytes)).toBe(expected);
});

it('writes numbers and lists as British English has them', () => {
  const [numbers, lists] = [new Intl.NumberFormat('en-GB'), new Intl.ListFormat('en-GB')];
  fc.assert(fc.property(fc.nat(), (n) => grouped(n) === numbers.format(n)));
  // Halves and their halves are what a binary number is exactly.
  fc.assert(
    fc.property(fc.integer(), fc.nat(7), (n, eighths) => grouped(n + eighths / 8) === numbers.format(n + eighths / 8)),
  );
  for (const n of [0.0005, 0.1234, 1234.5, -1234.5678, 0.1 + 0.2]) expect(grouped(n)).toBe(numbers.format(n));
  fc.assert(fc.property(fc.array(fc.string()), (words) => listOf(words) === lists.format(words)));
});

it('lists', () => {
  expect(listOf([])).toBe('');
  expect(listOf(['a'])).toBe('a');
  expect(listOf(['a', 'b', 'c'])).toBe('a, b and c');
  expect(listOf(['a', 'b', 'c'], 'or')).toBe('a, b or c');
});

describe('isMixedScript', () => {
  it.each(['Pаvel', 'аdmin@shop.example', 'Αna Díaz', 'Cοοk'])('looks twice at %s', (name) => {
    expect(isMixedScript(name)).toBe(true);
  });

  it.each([
    'Pavel',
    'Павел',
    'Ольга Smith',
    'Zoe\u0308 Müller-Łuk',
    '佐々木さくら',
    'さくらサクラ',
    '김 Kim',
    "O'Brien",
    '',
  ])('is fine with %s', (name) => {
    expect(isMixedScript(name)).toBe(false);
  });
});
