import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { ReadingBar } from './ReadingBar';

afterEach(cleanup);

const nothing = () => undefined;
const said = (failed: number, partial: string | null) => {
  const reading = { state: 'done', read: 3, all: 3, failed, calls: 9, bytes: 900, asOf: null } as const;
  render(
    <ReadingBar
      reading={reading}
      problem={null}
      partial={partial}
      onRetry={nothing}
      onStop={nothing}
      onResume={nothing}
      onAgain={nothing}
    />,
  );
  return screen.getByRole('status').textContent;
};

describe('ReadingBar tells when reading is over', () => {
  it.each<[string, number, string | null]>([
    ['The organization has been read.', 0, null],
    ['What you may see has been read.', 0, 'Seen as a developer.'],
    ['Done reading; 1 part could not be read.', 1, null],
    ['Done reading; 2 parts could not be read.', 2, 'Seen as a developer.'],
  ])('%s', (words, failed, partial) => {
    expect(said(failed, partial)).toBe(words);
  });
});
