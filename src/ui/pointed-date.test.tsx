import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { pointedDate, pointedText } from './pointed-date';

const AT = new Date(2026, 10, 20, 9, 5).toISOString();

afterEach(cleanup);

it('a date has its day and time as title, and its time zone while somebody points at it', () => {
  const { rerender } = render(<time {...pointedDate(AT)}>last week</time>);
  const date = screen.getByText('last week');
  expect(date.title).toBe('20 November 2026 at 09:05');
  fireEvent.pointerEnter(date);
  expect(date.title).toMatch(/^20 November 2026 at 09:05 \S+/);
  fireEvent.pointerLeave(date);
  expect(date.title).toBe('20 November 2026 at 09:05');
  rerender(<time {...pointedDate(null)}>last week</time>);
  expect(date.hasAttribute('title')).toBe(false);
});

it('a text that is made for whoever points at it is not there any more for who comes when there is none', () => {
  const { rerender } = render(<span {...pointedText(() => 'Next: tomorrow')}>daily</span>);
  const rule = screen.getByText('daily');
  fireEvent.pointerEnter(rule);
  expect(rule.title).toBe('Next: tomorrow');
  fireEvent.pointerLeave(rule);
  rerender(<span {...pointedText(() => '')}>daily</span>);
  fireEvent.pointerEnter(rule);
  expect(rule.title).toBe('');
});
