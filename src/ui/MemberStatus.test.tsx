import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { MemberStatus } from './MemberStatus';

afterEach(cleanup);

it('says when somebody was invited to whoever points at it, and no more once they have joined', () => {
  const invitedAt = '2026-11-20T10:00:00.000Z';
  const now = Date.parse('2026-11-30T10:00:00.000Z');
  const { rerender } = render(<MemberStatus member={{ status: 'pending', invitedAt }} now={now} />);
  fireEvent.pointerEnter(screen.getByText('Invited 10 days ago'));
  expect(screen.getByTitle(/20 November 2026/)).toBeTruthy();
  rerender(<MemberStatus member={{ status: 'active', invitedAt }} now={now} />);
  fireEvent.pointerEnter(screen.getByText('Active'));
  expect(screen.queryByTitle(/2026/)).toBeNull();
});
