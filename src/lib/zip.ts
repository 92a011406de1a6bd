/** A file of an archive. */
type ZipFile = { name: string; text: string };

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** The version a reader needs, and the flag that says that names are UTF-8. */
const VERSION = 20;
const UTF8 = 0x0800;

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

const crc32 = (bytes: Uint8Array): number => {
  let value = 0xffffffff;
  for (const byte of bytes) value = (value >>> 8) ^ (CRC[(value ^ byte) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
};

/** Numbers as an archive has them: little-endian, each of two or four bytes. */
const numbers = (...fields: readonly (readonly [size: 2 | 4, value: number])[]): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return bytes;
};

/** A moment as MS-DOS has it: the time, then the day. */
const dosTime = (at: Date): readonly (readonly [2, number])[] => [
  [2, (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1)],
  [2, ((at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate()],
];

const sizeOf = (pieces: readonly Uint8Array[]): number => pieces.reduce((sum, { length }) => sum + length, 0);

/**
 * Some texts as one ZIP archive (PKWARE's APPNOTE 6.3, method 0: kept as they are), so that one click gives one file. In:
 * files with names that differ, below 4 GB together; when they were made. Out: the archive in pieces, for a Blob.
 */
export const zip = (files: readonly ZipFile[], at: Date): Uint8Array<ArrayBuffer>[] => {
  const encoder = new TextEncoder();
  const entries: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const { name, text } of files) {
    const [title, body] = [encoder.encode(name), encoder.encode(text)];
    const common = [
      [2, VERSION],
      [2, UTF8],
      [2, 0],
      ...dosTime(at),
      [4, crc32(body)],
      [4, body.length],
      [4, body.length],
      [2, title.length],
      [2, 0],
    ] as const;
    const entry = [numbers([4, LOCAL], ...common), title, body];
    directory.push(numbers([4, CENTRAL], [2, VERSION], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]), title);
    entries.push(...entry);
    offset += sizeOf(entry);
  }
  const end = numbers(
    [4, END],
    [2, 0],
    [2, 0],
    [2, files.length],
    [2, files.length],
    [4, sizeOf(directory)],
    [4, offset],
    [2, 0],
  );
  return [...entries, ...directory, end];
};
