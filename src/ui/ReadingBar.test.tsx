import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
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

it('keeps the focus when the button that was used gives way to another', () => {
  const Bar = () => {
    const [state, setState] = useState<'running' | 'stopped'>('running');
    return (
      <ReadingBar
        reading={{ state, read: 1, all: 3, failed: 0, calls: 9, bytes: 900, asOf: null }}
        problem={null}
        partial={null}
        onRetry={nothing}
        onStop={() => setState('stopped')}
        onResume={() => setState('running')}
        onAgain={nothing}
      />
    );
  };
  render(<Bar />);
  for (const name of ['Stop', 'Go on reading']) {
    const button = screen.getByRole('button', { name });
    button.focus();
    fireEvent.click(button);
    expect(document.activeElement).toBe(screen.getByRole('group', { name: 'What has been read' }));
  }
});
