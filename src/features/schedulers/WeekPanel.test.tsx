import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { toScheduler } from '#/data/scheduler-wire';
import { wireScheduler } from '#/data/testing-schedulers';
import { weekOf } from './week';
import { WeekPanel } from './WeekPanel';

const NOW = new Date(2026, 10, 20, 12, 30);
let narrow = false;
const listeners = new Set<(event: { matches: boolean }) => void>();

beforeEach(() => {
  narrow = false;
  vi.stubGlobal('matchMedia', () => ({
    get matches() {
      return narrow;
    },
    addEventListener: (_: string, hear: (event: { matches: boolean }) => void) => listeners.add(hear),
    removeEventListener: (_: string, hear: (event: { matches: boolean }) => void) => listeners.delete(hear),
  }));
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const becomeNarrow = () =>
  act(() => {
    narrow = true;
    for (const hear of listeners) hear({ matches: true });
  });

const open = (areRunsUnread = false) => {
  const cron = { cron: '0 22 * * *', timezone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  const week = weekOf([toScheduler({ ...wireScheduler('s1'), ...cron }, 'p1')], {
    runs: new Map(),
    ownerStatusOf: () => null,
    zones: new Map(),
    now: NOW,
  });
  render(
    <MemoryRouter>
      <WeekPanel
        week={week}
        now={NOW}
        all={{ projects: [], forbidden: [], failed: [] }}
        areRunsUnread={areRunsUnread}
        readZones={undefined}
      />
    </MemoryRouter>,
  );
};
const tabStops = () => screen.getAllByTitle(/due/).filter((cell) => cell.tabIndex === 0);

it('goes back to the hour that was chosen when what is next is shown again', () => {
  open();
  const cell = screen.getByTitle('Friday 20 November, 22:00 to 23:00: 1 due');
  fireEvent.focus(cell);
  fireEvent.click(cell);
  expect(screen.getByRole('status').textContent).toBe('Friday 20 November, 22:00 to 23:00 · 1 run due');
  fireEvent.click(screen.getByRole('button', { name: 'Show what is next' }));
  expect(document.activeElement).toBe(cell);
  expect(screen.getByRole('status').textContent).toBe('Next');
});

it('lets go of what was chosen and stays within reach when the window becomes narrow', () => {
  open();
  const cell = screen.getByTitle(/^Friday 20 November, 22:00/);
  fireEvent.focus(cell);
  fireEvent.click(cell);
  becomeNarrow();
  expect(screen.getByRole('status').textContent).toBe('Next');
  expect(tabStops().map((each) => each.title)).toEqual(['Friday 20 November, 22:00 to 24:00: 1 due']);
});

it('says when it is not known how some ran last', () => {
  open();
  expect(screen.queryByText(/could not be read/)).toBeNull();
  cleanup();
  open(true);
  expect(screen.getByText('How some ran last could not be read.')).toBeTruthy();
});
