import { useDebouncedCallback } from '@mantine/hooks';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { readMemberView, writeMemberView, type MemberView } from '#/domain/member-filters-url';

/** Above this many members a keystroke paints before its result (architecture.md, "Decisions"). */
const DEFER_ABOVE = 50_000;
/** Browsers refuse many history changes in a row: the address follows typing at this distance, in milliseconds. */
const ADDRESS_LAG = 250;

/**
 * Search, filters and sort of the members table, held by the address so that a link shows a colleague the same. Typing
 * filters at once and reaches the address a moment later.
 */
export const useMemberView = (memberCount: number) => {
  const [params, setParams] = useSearchParams();
  const inAddress = useMemo(() => readMemberView(params), [params]);
  const [search, setSearch] = useState(inAddress.filters.search);
  const written = useRef(search);

  // Back, forward and links change the search from outside.
  useEffect(() => {
    if (inAddress.filters.search === written.current) return;
    written.current = inAddress.filters.search;
    setSearch(inAddress.filters.search);
  }, [inAddress.filters.search]);

  const write = (view: MemberView) => {
    written.current = view.filters.search;
    setParams(writeMemberView(view), { replace: true, preventScrollReset: true });
  };
  const writeLater = useDebouncedCallback(write, ADDRESS_LAG);

  const deferred = useDeferredValue(search);
  const applied = memberCount > DEFER_ABOVE ? deferred : search;
  const view = useMemo<MemberView>(() => ({ ...inAddress, filters: { ...inAddress.filters, search: applied } }), [inAddress, applied]);

  return {
    view,
    search,
    onSearch: (text: string) => {
      setSearch(text);
      writeLater({ ...inAddress, filters: { ...inAddress.filters, search: text } });
    },
    change: (part: { filters?: Partial<MemberView['filters']>; sort?: MemberView['sort'] }) => {
      const filters = { ...inAddress.filters, search, ...part.filters };
      if (part.filters?.search !== undefined) setSearch(part.filters.search);
      write({ filters, sort: part.sort ?? inAddress.sort });
    },
  };
};
