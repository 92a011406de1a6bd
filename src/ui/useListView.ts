import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useNavigation, useSearchParams } from 'react-router';
import { listParams, readListView, writeListView, type ListSchema, type ListView } from '../lib/list-view';

/** Above this many rows a keystroke paints before its result. */
const DEFER_ABOVE = 50_000;
/** Browsers refuse many history changes in a row: the address follows typing at this distance, in milliseconds. */
const ADDRESS_LAG = 250;

/**
 * Search, filters and sort of a list, held by the address so that a link shows a colleague the same. Typing filters at once
 * and reaches the address a moment later. In: what the address may say (a constant), and how many rows there are.
 * Out: the view to apply; `search` as it stands in the box; how to change them.
 */
export const useListView = <Filter extends string, Sort extends string>(
  schema: ListSchema<Filter, Sort>,
  rowCount = 0,
) => {
  const [params, setParams] = useSearchParams();
  const read = useMemo(() => readListView(schema, params), [schema, params]);
  // The address follows a moment later; until then a box just ticked must not fall back, nor the next choice begin without it.
  const [ahead, setAhead] = useState<{ of: URLSearchParams; view: ListView<Filter, Sort> } | null>(null);
  const inAddress = ahead?.of === params ? ahead.view : read;
  const [search, setSearch] = useState(inAddress.search);
  const written = useRef(search);

  // Back, forward and links change the search from outside.
  useEffect(() => {
    if (inAddress.search === written.current) return;
    written.current = inAddress.search;
    setSearch(inAddress.search);
  }, [inAddress.search]);

  /** Changes a part of the view. What was typed a moment ago is in every change. */
  const write = (part?: Partial<ListView<Filter, Sort>>) => {
    const view = { ...inAddress, search, ...part };
    written.current = view.search;
    // What else the address says, such as which view of a page is open, is not ours to drop.
    const next = new URLSearchParams(params);
    for (const name of listParams(schema)) next.delete(name);
    for (const [name, value] of writeListView(schema, view)) next.set(name, value);
    setAhead({ of: params, view });
    setParams(next, { replace: true, preventScrollReset: true });
  };

  // What is written late stands on the address as it is by then.
  const latest = useRef(write);
  useEffect(() => {
    latest.current = write;
  });
  // To write now would call off the way to a page that was clicked, and whose code or answers are still to come.
  const isGoing = useNavigation().state !== 'idle';
  useEffect(() => {
    if (isGoing) return undefined;
    // Unless a change that came meanwhile has taken it along.
    const timer = setTimeout(() => search !== written.current && latest.current(), ADDRESS_LAG);
    return () => clearTimeout(timer);
  }, [search, isGoing]);

  const deferred = useDeferredValue(search);
  const applied = rowCount > DEFER_ABOVE ? deferred : search;
  const view = useMemo(() => ({ ...inAddress, search: applied }), [inAddress, applied]);

  return {
    view,
    search,
    onSearch: setSearch,
    /** Changes part of the view at once: filters are merged, the rest is replaced. */
    change: (part: {
      search?: string;
      filters?: Partial<Record<Filter, readonly string[]>>;
      sort?: ListView<Filter, Sort>['sort'];
    }) => {
      if (part.search !== undefined) setSearch(part.search);
      write({ ...part, filters: { ...inAddress.filters, ...part.filters } });
    },
  };
};
