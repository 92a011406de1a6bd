import { describe, expect, it } from 'vitest';
import { ApiFailure } from '#/api/core/failure';
import { deletedInWords, spacesInWords, uncounted, undoInWords } from './deletion';

const failed = (kind: 'server' | 'no-such-operation') => new ApiFailure({ kind, outcome: 'rejected' });
const nothing = { data: undefined, error: null };
const read = { data: {}, error: null };

describe('what goes with a space', () => {
  it('is not counted in full where the server’s own count failed, whatever the list says', () => {
    const error = failed('server');
    expect(uncounted({ data: undefined, error }, read)).toBe(error);
    // A count from before, which could not be read anew.
    expect(uncounted({ data: {}, error }, read)).toBe(error);
  });

  it('is counted by the server alone, or where it cannot, by the list', () => {
    const error = failed('server');
    expect(uncounted(read, { data: undefined, error })).toBeNull();
    expect(uncounted({ data: undefined, error: failed('no-such-operation') }, read)).toBeNull();
    expect(uncounted({ data: undefined, error: failed('no-such-operation') }, { data: undefined, error })).toBe(error);
    expect(uncounted(nothing, { data: undefined, error })).toBe(error);
  });

  it('is said to be what one can see, unless the server counted', () => {
    expect(spacesInWords(0, true)).toBe('No spaces inside it');
    expect(spacesInWords(0, false)).toBe('No spaces inside it that you can see');
    expect(spacesInWords(2, true)).toMatch(/^2 spaces inside it;/);
    expect(spacesInWords(1, false)).toMatch(/^1 space inside it that you can see;/);
  });
});

it.each([
  [{}, false, 'This cannot be undone. '],
  [{ softDelete: { enabled: false } }, false, 'This cannot be undone. '],
  [{ softDelete: { enabled: true } }, false, 'It goes to the trash of Lightdash. '],
  [undefined, false, ''],
  [undefined, true, 'Whether this can be undone is not known. '],
])('of a server that says %j of itself (unread: %s): “%s”', (health, isUnread, words) => {
  expect(undoInWords(health, isUnread)).toBe(words);
});

it.each([
  [{ softDelete: { enabled: true } }, '“Finance” and what was in it are in the trash of Lightdash.'],
  [{ softDelete: { enabled: false } }, '“Finance” and what was in it are gone.'],
  [{}, '“Finance” and what was in it are gone.'],
  [undefined, '“Finance” and what was in it are deleted.'],
])('says of a deleted space that it is gone only where the server has no trash: %j', (health, words) => {
  expect(deletedInWords('Finance', health)).toBe(words);
});
