import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { ComponentProps } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { optionsOf, sortedBy } from '../lib/rows';
import { changeLayout } from './change-layout';
import { FilterChip } from './FilterChip';
import { ListFilters, ListTable, shownOf } from './ListTable';
import { listKind, useList } from './useList';

afterEach(cleanup);

type Row = { id: string; name: string; role: string };
const ROWS: readonly Row[] = [
  { id: '1', name: 'Bo', role: 'viewer' },
  { id: '2', name: 'Ana', role: 'admin' },
  { id: '3', name: 'Cy', role: 'viewer' },
];
const PEOPLE = listKind({
  label: 'People',
  noun: ['person', 'people'],
  nothing: 'Nobody matches',
  searched: 'name',
  rowId: ({ id }) => id,
  rowName: ({ name }) => name,
  textOf: ({ name }) => name,
  ...sortedBy<Row, 'name'>({ name: ({ name }) => name }),
  filters: {
    role: { name: 'Role', options: optionsOf(['admin', 'viewer'], (role) => role), of: ({ role }) => [role] },
    team: { name: 'Team', options: [{ value: 'red', label: 'Red' }], isRare: true },
    grants: { name: 'Grants', options: [{ value: 'none', label: 'None' }] },
  },
});

const narrowCell = ({ name }: Row) => name;

type Shown = Partial<Pick<ComponentProps<typeof ListTable>, 'failure' | 'isReading' | 'none'>> & {
  rows?: readonly Row[];
  offered?: { grants: boolean };
};

const People = ({ rows = ROWS, offered, ...state }: Shown) => {
  const list = useList(PEOPLE, rows);
  return (
    <>
      <output>{`${shownOf(list)}: ${list.rows.map(({ name }) => name).join(' ')}`}</output>
      <ListFilters list={list} {...(offered && { offered })} />
      <ListTable
        list={list}
        columns={[{ id: 'name', header: 'Name', sortBy: 'name', cell: ({ name }) => name }]}
        narrowCell={narrowCell}
        {...state}
      />
    </>
  );
};

const open = (address: string, shown: Shown = {}) => {
  const router = createMemoryRouter([{ path: '*', element: <People {...shown} /> }], { initialEntries: [address] });
  render(
    <MantineProvider>
      <main tabIndex={-1}>
        <RouterProvider router={router} />
      </main>
    </MantineProvider>,
  );
  return screen.getByRole('status', { name: '' }).textContent;
};

describe('a search', () => {
  const find = (search: string) => {
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: search } });
    return screen.getByRole('status', { name: '' }).textContent;
  };

  it.each([
    ['goes on with a word', ['B', 'Bó'], '1 of 3: Bo'],
    ['goes on with another word', ['a', 'a n'], '1 of 3: Ana'],
    ['takes back a letter', ['bo', 'b', 'o'], '1 of 3: Bo'],
    ['says something else', ['cy', 'an'], '1 of 3: Ana'],
    ['finds all again', ['cy', ''], '3: Ana Bo Cy'],
    ['finds nobody, then somebody', ['cyx', 'cy'], '1 of 3: Cy'],
  ])('that %s finds what it would find at once', (_, typed, shown) => {
    open('/');
    expect(typed.map(find).at(-1)).toBe(shown);
  });

  it('keeps what it says where Escape ends a composition', () => {
    open('/?q=an');
    const box = screen.getByRole<HTMLInputElement>('searchbox');
    fireEvent.keyDown(box, { key: 'Escape', isComposing: true });
    fireEvent.keyDown(box, { key: 'Escape', keyCode: 229 });
    expect(box.value).toBe('an');
    fireEvent.keyDown(box, { key: 'Escape' });
    expect(box.value).toBe('');
  });

  it('looks at all again where a filter has gone', () => {
    expect(open('/?role=viewer&q=a')).toBe('0 of 3: ');
    fireEvent.click(screen.getByRole('button', { name: 'Clear the filter Role' }));
    expect(screen.getByRole('status', { name: '' }).textContent).toBe('1 of 3: Ana');
  });
});

describe('a list follows its address', () => {
  it.each([
    ['sorted by its first column', '/', '3: Ana Bo Cy'],
    ['sorted the other way', '/?sort=-name', '3: Cy Bo Ana'],
    ['narrowed by a filter', '/?role=viewer', '2 of 3: Bo Cy'],
    ['searched', '/?q=an', '1 of 3: Ana'],
    ['left alone by a filter that only its page can apply', '/?grants=none', '3: Ana Bo Cy'],
  ])('%s', (_, address, shown) => {
    expect(open(address)).toBe(shown);
  });
});

it('never hides what names a row, whatever a browser has kept', () => {
  changeLayout('undefined People', (now) => ({ ...now, hidden: ['name'] }));
  open('/');
  expect(screen.getByRole('columnheader', { name: 'Name' })).toBeTruthy();
  changeLayout('undefined People', (now) => ({ ...now, hidden: [] }));
});

describe('what stands in place of rows', () => {
  it('says that nothing matches, and shows all again', async () => {
    open('/?q=nobody');
    fireEvent.click(await screen.findByRole('button', { name: 'Show all 3 people' }, { timeout: 5000 }));
    expect(screen.getByText('3: Ana Bo Cy')).toBeDefined();
  });

  it('leaves the focus in the search, when the button that showed all is gone', async () => {
    open('/?q=nobody');
    const button = await screen.findByRole('button', { name: 'Show all 3 people' }, { timeout: 5000 });
    button.focus();
    fireEvent.click(button);
    await waitFor(() => expect(button.isConnected).toBe(false));
    expect(document.activeElement).toBe(screen.getByRole('searchbox'));
  });

  it.each<[string, Shown, string]>([
    ['a failure before anything else', { failure: <p>Failed</p>, isReading: true, rows: [] }, 'Failed'],
    ['why there is none at all', { rows: [], none: <p>No people yet</p> }, 'No people yet'],
  ])('is %s', (_, shown, text) => {
    open('/', shown);
    expect(screen.getByText(text)).toBeDefined();
  });

  it('is a skeleton while the rows are read', () => {
    open('/', { isReading: true, rows: [] });
    expect(screen.getByRole('status', { name: 'Reading people' })).toBeDefined();
  });
});

describe('filters', () => {
  it('take the first that fits by Enter, in a long list', async () => {
    const onChange = vi.fn<(chosen: string[]) => void>();
    const letters = [...'abcdefghijklm'];
    render(
      <MantineProvider>
        <FilterChip
          name="Letter"
          options={optionsOf(letters, (letter) => `Letter ${letter}`)}
          chosen={[]}
          onChange={onChange}
        />
      </MantineProvider>,
    );
    fireEvent.click(screen.getByRole('button', { name: 'Letter' }));
    const find = await screen.findByRole('searchbox', { name: 'Find a letter' }, { timeout: 5000 });
    fireEvent.keyDown(find, { key: 'Enter' });
    expect(onChange).not.toHaveBeenCalled();
    fireEvent.change(find, { target: { value: 'r k' } });
    // What ends a composition, as browsers say it, and as Safari does.
    fireEvent.keyDown(find, { key: 'Enter', isComposing: true });
    fireEvent.keyDown(find, { key: 'Enter', keyCode: 229 });
    expect(onChange).not.toHaveBeenCalled();
    fireEvent.keyDown(find, { key: 'Enter' });
    expect(onChange.mock.calls).toEqual([[['k']]]);
  });

  it('keep the focus when they are let go of, and those that are rare their place', () => {
    open('/?role=viewer&team=red');
    fireEvent.click(screen.getByRole('button', { name: 'Clear the filter Team' }));
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Team' }));
    fireEvent.click(screen.getByRole('button', { name: 'Clear the filter Role' }));
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Role' }));
  });

  it('are all let go of at once, where more than one is set', () => {
    open('/?role=viewer');
    expect(screen.queryByRole('button', { name: 'Clear all' })).toBeNull();
    cleanup();
    open('/?role=viewer&grants=none');
    fireEvent.click(screen.getByRole('button', { name: 'Clear all' }));
    expect(document.activeElement).toBe(screen.getByRole('searchbox'));
    expect(screen.getByText('3: Ana Bo Cy')).toBeDefined();
    expect(screen.getByRole('button', { name: 'Role' })).toBeDefined();
  });

  it('count the rows that they would leave, where the rows can tell', async () => {
    open('/');
    fireEvent.click(screen.getByRole('button', { name: /^Role/ }));
    const choices = await screen.findByRole('group', { name: 'Filter by role' });
    expect(choices.textContent).toBe('Filter by roleadmin1viewer2');
  });

  it('are hidden where they are of no use, unless something is chosen by them', () => {
    open('/', { offered: { grants: false } });
    expect(screen.queryByRole('button', { name: /^Grants/ })).toBeNull();
    cleanup();
    open('/?grants=none', { offered: { grants: false } });
    expect(screen.getByRole('button', { name: /^Grants/ })).toBeDefined();
  });
});

it('draws only rows in which something has changed', () => {
  const drawn: string[] = [];
  const columns = [
    { id: 'name', header: 'Name', cell: ({ name }: Row) => <b ref={() => void drawn.push(name)}>{name}</b> },
  ];
  const onOpen = () => {};
  const Moved = () => (
    <ListTable list={useList(PEOPLE, ROWS)} columns={columns} narrowCell={narrowCell} onOpen={onOpen} />
  );
  const router = createMemoryRouter([{ path: '*', element: <Moved /> }], { initialEntries: ['/'] });
  render(
    <MantineProvider>
      <RouterProvider router={router} />
    </MantineProvider>,
  );
  expect(new Set(drawn)).toEqual(new Set(['Ana', 'Bo', 'Cy']));
  drawn.length = 0;
  fireEvent.keyDown(screen.getByRole('row', { name: 'Ana' }), { key: 'ArrowDown' });
  expect(screen.getByRole('row', { name: 'Bo' }).tabIndex).toBe(0);
  expect(new Set(drawn)).toEqual(new Set(['Ana', 'Bo']));
});
