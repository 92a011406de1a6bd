import type { ClipboardEvent } from 'react';

/** From so many characters on; what is shorter the browser pastes itself, so that it can be undone. */
const LONG = 5_000;

/** Pastes a long text at once: a browser takes seconds to put thousands of lines into a field as if they were typed. */
export const pasteLongText = (event: ClipboardEvent<HTMLTextAreaElement>): void => {
  const pasted = event.clipboardData.getData('text/plain');
  if (pasted.length < LONG) return;
  event.preventDefault();
  const field = event.currentTarget;
  field.setRangeText(pasted, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
};
