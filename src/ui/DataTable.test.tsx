import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { createRef, useEffect, useState } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DataTable, type DataTableProps, type TableControl } from './DataTable';
import { forgetRows } from './useRowMemory';
import { useSelection } from './useSelection';

afterEach(() => {
  cleanup();
  forgetRows();
});

type Props = DataTableProps<string, 'name'>;
const LETTERS = [...'abcdef'];
const same = (text: string) => text;
const COLUMNS = [{ id: 'name', header: 'Name', text: same }];
const ALL = new Map([...LETTERS, ...'xyz'].map((letter) => [letter, true]));

/** A table of letters. Out: draws it again with other props, and says which rows are selected. */
const letters = (first: Partial<Props> = {}) => {
  let chosen = '';
  let change: (more: Partial<Props>) => void = () => {};
  const Table = () => {
    const [props, setProps] = useState(first);
    const selection = useSelection(ALL);
    useEffect(() => {
      change = (more) => setProps({ ...props, ...more });
      chosen = selection.ids().toSorted().join('');
    });
    return (
      <>
        <input aria-label="Elsewhere" />
        <DataTable
          label="Letters"
          rows={LETTERS}
          rowId={same}
          rowName={same}
          columns={COLUMNS}
          narrowCell={same}
          narrow={false}
          selection={selection}
          {...props}
        />
      </>
    );
  };
  const router = createMemoryRouter([{ path: '*', element: <Table /> }]);
  render(
    <MantineProvider>
      <RouterProvider router={router} />
    </MantineProvider>,
  );
  return { again: (more: Partial<Props>) => act(() => change(more)), chosen: () => chosen };
};

const row = (letter: string) => screen.getByRole('row', { name: new RegExp(`\\b${letter}\\b`) });
const inFocus = () => document.activeElement?.querySelector('bdi')?.textContent;
const press = (...keys: string[]) => {
  for (const key of keys)
    fireEvent.keyDown(document.activeElement ?? document, {
      key: key.replace('Shift+', ''),
      shiftKey: key.startsWith('Shift+'),
    });
};

describe('the keyboard in a table', () => {
  it('takes the focus from nobody later, at an edge', () => {
    const table = letters();
    row('a').focus();
    press('ArrowUp', 'ArrowUp', 'ArrowUp');
    screen.getByRole('textbox').focus();
    table.again({ rows: [...LETTERS, 'x'] });
    expect(document.activeElement).toBe(screen.getByRole('textbox'));
  });

  it('acts on the row with the focus, also when rows have come above it', () => {
    const onOpen = vi.fn<(row: string) => void>();
    const table = letters({ onOpen });
    row('b').focus();
    table.again({ rows: ['x', 'y', ...LETTERS] });
    press('Enter', ' ');
    expect([onOpen.mock.calls, table.chosen()]).toEqual([[['b']], 'b']);
    press('ArrowDown');
    expect(inFocus()).toBe('c');
  });

  it('comes back to the first row where that has been, when rows come above it', () => {
    const control = createRef<TableControl>();
    const table = letters({ control });
    row('a').focus();
    table.again({ rows: ['x', ...LETTERS] });
    act(() => control.current?.move(0, (index) => index + 1));
    expect([row('x').tabIndex, row('a').tabIndex]).toEqual([-1, 0]);
  });
});

describe('a range', () => {
  it.each([
    ['the row with the focus', ['Shift+ArrowDown'], 'cd'],
    ['the same row as it grows, and shrinks no more', ['Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowUp'], 'cde'],
    ['the row that was moved to', ['ArrowDown', 'Shift+ArrowDown'], 'de'],
    ['another row, once all were let go of', ['Shift+ArrowDown', 'Escape', 'Shift+ArrowDown'], 'de'],
  ])('begins with the keyboard at %s', (_, keys, chosen) => {
    const table = letters();
    row('c').focus();
    press(...keys);
    expect(table.chosen()).toBe(chosen);
  });

  it('begins at a row that got the focus otherwise, and not where the last one did', () => {
    const table = letters();
    row('a').focus();
    press(' ');
    row('e').focus();
    press('Shift+ArrowDown');
    expect(table.chosen()).toBe('aef');
  });

  it('begins with the pointer at the row that was ticked last, and with none at that which is clicked', () => {
    const table = letters();
    fireEvent.click(row('d'), { shiftKey: true });
    expect(table.chosen()).toBe('d');
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select a' }));
    fireEvent.click(row('c'), { shiftKey: true });
    expect(table.chosen()).toBe('abcd');
    row('c').focus();
    press('Escape');
    fireEvent.click(row('f'), { shiftKey: true });
    expect(table.chosen()).toBe('f');
  });

  it('goes on from no row of another order', () => {
    const table = letters({ sort: { column: 'name', descending: false } });
    fireEvent.click(row('a'), { shiftKey: true });
    table.again({ rows: LETTERS.toReversed(), sort: { column: 'name', descending: true } });
    fireEvent.click(row('e'), { shiftKey: true });
    expect(table.chosen()).toBe('ae');
  });
});
