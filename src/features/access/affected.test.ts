import { expect, it } from 'vitest';
import type { ChangePreview } from '#/access';
import { affectedInWords, isWhole } from './affected';

const known = { diff: { unknown: [] as string[] }, unread: [] as unknown[] };
const read = { reading: { state: 'done', failed: 0 }, bar: { partial: null as string | null } } as const;

it.each<[string, object, object, boolean]>([
  ['everything has been read', {}, {}, true],
  ['it is still being read', { reading: { state: 'running', failed: 0 } }, {}, false],
  ['reading has been stopped', { reading: { state: 'stopped', failed: 0 } }, {}, false],
  ['a part could not be read', { reading: { state: 'done', failed: 1 } }, {}, false],
  ['not all may be seen', { bar: { partial: 'Seen as a viewer.' } }, {}, false],
  ['of somebody it is not known', {}, { diff: { unknown: ['ana'] } }, false],
  ['what a change leads to is not known', {}, { unread: [{}] }, false],
])('a preview where %s', (_, access, preview, expected) => {
  expect(isWhole({ ...read, ...access }, { ...known, ...preview } as unknown as ChangePreview)).toBe(expected);
});

it('says of nobody that they lose nothing where that is not known', () => {
  expect([true, false].map((isEverybody) => affectedInWords(0, 'lose', isEverybody))).toEqual([
    'Nobody loses anything',
    'Nobody is known to lose anything',
  ]);
  expect([true, false].map((isEverybody) => affectedInWords(2, 'gain', isEverybody))).toEqual([
    '2 people gain something',
    'At least 2 people gain something',
  ]);
});
