import type { QueryClient } from '@tanstack/react-query';
import type { Member } from '../domain/members';
import { runPool } from '../lib/pool';
import { growRows } from '../lib/rows-growing';
import type { MemberList, MembersSoFar, ReadPage, SoFarQuery } from './members';

const PAGES_IN_FLIGHT = 4;

type RestOptions = {
  readPage: ReadPage;
  /** Reads everybody once more and shows nothing of it: what has been read is old. */
  readAnew: () => Promise<MemberList>;
  signal: AbortSignal;
  /** Where each page is shown as it comes; absent where nobody looks. */
  queryClient: QueryClient | undefined;
  soFarQuery: SoFarQuery;
};

/**
 * The members beyond those that have been read, a few pages at a time. What comes is put under `soFarQuery` in the order of the
 * pages, each list beginning with the one before, so that a table can grow by it; there it stays when a page fails, with what is
 * still unread, and this throws the page's ApiFailure.
 */
export const readRest = async (begun: MembersSoFar, options: RestOptions): Promise<MemberList> => {
  const { readPage, readAnew, signal, queryClient, soFarQuery } = options;
  const { total, byUuid: known } = begun;
  // The one map, so that nothing has to be compared with a new one at each page.
  const byUuid = known as Map<string, Member>;
  let { members } = begun;
  let isOld = false;

  /** Lists go on in the same order: who is known already stays as read first. */
  const append = (more: readonly Member[]) => {
    const fresh = more.filter(({ userUuid }) => !byUuid.has(userUuid));
    for (const member of fresh) byUuid.set(member.userUuid, member);
    members = [...members, ...fresh];
  };
  const show = (unread: readonly number[]) => {
    const part: MembersSoFar = { ...begun, members, byUuid, unread };
    if (!signal.aborted) queryClient?.setQueryData(soFarQuery.queryKey, part);
  };
  // A write has made old what was read before it; putting more there forgets that.
  const look = () => {
    isOld ||= queryClient?.getQueryState(soFarQuery.queryKey)?.isInvalidated === true;
  };
  growRows();
  queryClient?.setQueryDefaults(soFarQuery.queryKey, { structuralSharing: false });

  const arrived = new Map<number, readonly Member[]>();
  const waiting = new Set(begun.unread);
  const results = await runPool(begun.unread, (page) => readPage(page, signal), {
    limit: PAGES_IN_FLIGHT,
    signal,
    onProgress: ({ index, result }) => {
      const page = begun.unread[index] as number;
      if (result.status === 'fulfilled') arrived.set(page, result.value.members);
      else waiting.delete(page);
      const before = members;
      for (const next of waiting) {
        const more = arrived.get(next);
        if (!more) break;
        waiting.delete(next);
        append(more);
      }
      look();
      if (members !== before) show(begun.unread.filter((each) => !arrived.has(each) || waiting.has(each)));
    },
  });
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;

  /** When the whole list is in its place, nobody needs the part any more. */
  const withoutPart = (whole: MemberList): MemberList => {
    if (queryClient) setTimeout(() => signal.aborted || queryClient.setQueryData(soFarQuery.queryKey, null));
    return whole;
  };
  look();
  if (isOld) return withoutPart(await readAnew());
  if (byUuid.size < total) {
    // Without a stable order a row can slip between two pages; a second reading nearly always finds it.
    const all = Array.from({ length: begun.pages }, (_, i) => i + 1);
    for (const result of await runPool(all, (page) => readPage(page, signal), { limit: PAGES_IN_FLIGHT, signal })) {
      if (result.status === 'rejected') throw result.reason;
      append(result.value.members);
    }
  }
  return withoutPart({ members, byUuid, missing: Math.max(0, total - byUuid.size) });
};
