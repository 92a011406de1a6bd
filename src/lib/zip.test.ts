import { describe, expect, it } from 'vitest';
import { zip } from './zip';

const AT = new Date(2026, 10, 21, 6, 30, 10);

const bytesOf = (files: Parameters<typeof zip>[0]) => {
  const pieces = zip(files, AT);
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
};

/** Reads an archive from its end, as programs do. */
const unzip = (bytes: Uint8Array<ArrayBuffer>) => {
  const view = new DataView(bytes.buffer);
  const text = (at: number, length: number) => new TextDecoder().decode(bytes.subarray(at, at + length));
  const end = bytes.length - 22;
  expect(view.getUint32(end, true)).toBe(0x06054b50);
  let at = view.getUint32(end + 16, true);
  return Array.from({ length: view.getUint16(end + 10, true) }, () => {
    expect(view.getUint32(at, true)).toBe(0x02014b50);
    const [crc, size, name, local] = [
      view.getUint32(at + 16, true),
      view.getUint32(at + 24, true),
      view.getUint16(at + 28, true),
      view.getUint32(at + 42, true),
    ];
    expect(view.getUint32(local, true)).toBe(0x04034b50);
    const file = { name: text(at + 46, name), text: text(local + 30 + view.getUint16(local + 26, true), size), crc };
    at += 46 + name;
    return file;
  });
};

describe('zip', () => {
  it('keeps each file with its name, whatever the letters', () => {
    const files = [
      { name: 'a.csv', text: '123456789' },
      { name: 'データ.csv', text: 'Žofie,1\r\n'.repeat(1000) },
      { name: 'empty.csv', text: '' },
    ];
    expect(unzip(bytesOf(files)).map(({ name, text }) => ({ name, text }))).toEqual(files);
  });

  it('tells the check sum that the standard gives for its example', () => {
    expect(unzip(bytesOf([{ name: 'a', text: '123456789' }]))[0]?.crc).toBe(0xcbf43926);
  });

  it('tells the moment in steps of two seconds', () => {
    const view = new DataView(bytesOf([{ name: 'a', text: '' }]).buffer);
    expect([view.getUint16(10, true), view.getUint16(12, true)]).toEqual([
      (6 << 11) | (30 << 5) | 5,
      (46 << 9) | (11 << 5) | 21,
    ]);
  });

  it('is an archive also without files', () => {
    expect(unzip(bytesOf([]))).toEqual([]);
  });
});
