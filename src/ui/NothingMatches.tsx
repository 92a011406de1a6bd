import { useRef } from 'react';
import { grouped, listOf } from '../lib/text';
import { Button } from './Button';
import { EmptyState } from './EmptyState';
import { useFocusOnward } from './useFocusOnward';

type NothingMatchesProps<Filter extends string> = {
  /** "Nobody matches", "No group matches". */
  title: string;
  view: { search: string; filters: Readonly<Record<Filter, readonly string[]>> };
  /** How many rows have not been read yet, of which one may match. */
  unread?: number;
  /** What the search looks at: "name or e-mail". */
  searched: string;
  /** "Show all 2,000 members". */
  showAll: string;
  onClear: (part: { search?: string; filters?: Partial<Record<Filter, readonly string[]>> }) => void;
};

/** Why a list is empty although there is something in it, and the ways to widen it. */
export const NothingMatches = <Filter extends string>({
  title,
  unread = 0,
  view,
  searched,
  showAll,
  onClear,
}: NothingMatchesProps<Filter>) => {
  const actions = useRef<HTMLDivElement>(null);
  useFocusOnward(actions, '[type="search"]');
  const text = view.search.trim();
  const names = (Object.keys(view.filters) as Filter[]).filter((name) => view.filters[name].length > 0);
  const noFilters = Object.fromEntries(names.map((name) => [name, []])) as unknown as Partial<
    Record<Filter, readonly string[]>
  >;
  const both = text !== '' && names.length > 0;
  return (
    <EmptyState
      title={unread > 0 ? `${title} so far` : title}
      action={
        <div ref={actions} style={{ display: 'contents' }}>
          {both && <Button onClick={() => onClear({ search: '' })}>Clear the search</Button>}
          {both && <Button onClick={() => onClear({ filters: noFilters })}>Clear the filters</Button>}
          <Button onClick={() => onClear({ search: '', filters: noFilters })}>{showAll}</Button>
        </div>
      }
    >
      {text !== '' && (
        <>
          No {searched} contains “<bdi>{text}</bdi>”{both ? ' ' : '.'}
        </>
      )}
      {names.length > 0 && `${both ? 'among' : 'Nothing fits'} the chosen ${listOf(names)}.`}
      {unread > 0 && ` ${grouped(unread)} more have not been read yet.`}
    </EmptyState>
  );
};
