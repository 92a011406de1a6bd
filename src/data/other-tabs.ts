import type { QueryClient } from '@tanstack/react-query';
import { markOld, onMadeOld, readAgain, type MadeOld } from './invalidation';
import { meQuery } from './me';

/** What a tab tells the others: whose organization was changed, and what that made old. No token, no name, nothing of an answer. */
type News = { organizationUuid: string; madeOld: MadeOld };

/** The part of BroadcastChannel that is needed. */
type Channel = Pick<BroadcastChannel, 'postMessage' | 'addEventListener' | 'close'>;

const isText = (value: unknown): boolean => value === undefined || typeof value === 'string';
const isOld = (value: unknown): boolean => {
  const old = value as Record<string, unknown> | null;
  return Array.isArray(old?.names) && [old.of, old.but, old.naming, old.how].every(isText);
};
/** Any page of our origin can speak here, and an older build of ours may say it otherwise. */
const isNews = (data: unknown): data is News => {
  const news = data as Partial<News> | null;
  return (
    typeof news?.organizationUuid === 'string' &&
    (news.madeOld === null || (Array.isArray(news.madeOld) && news.madeOld.every(isOld)))
  );
};

/**
 * Has what is changed in one tab seen in the others: each tells which readings its writes have made old, and reads again what the
 * others' have; one that nobody looks at marks it as old, so that it is not kept as true, and reads it when it is looked at. The channel carries names of operations and uuids, never a
 * credential. Out: how to end it.
 */
export const watchOtherTabs = (
  queryClient: QueryClient,
  channel: Channel = new BroadcastChannel('lightdash-console:changes'),
): (() => void) => {
  let missed: News[] = [];
  const isOurs = ({ organizationUuid }: News) =>
    organizationUuid === queryClient.getQueryData(meQuery.queryKey)?.organizationUuid;
  const look = () => {
    if (document.hidden) return;
    for (const news of missed) if (isOurs(news)) void readAgain(queryClient, news.madeOld);
    missed = [];
  };
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!isNews(data)) return;
    missed.push(data);
    if (document.hidden && isOurs(data)) markOld(queryClient, data.madeOld);
    look();
  });
  document.addEventListener('visibilitychange', look);
  onMadeOld((madeOld, me) => {
    // A BroadcastChannel reaches its own origin only; it takes no target.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    if (me) channel.postMessage({ organizationUuid: me.organizationUuid, madeOld } satisfies News);
  });
  return () => {
    onMadeOld(undefined);
    document.removeEventListener('visibilitychange', look);
    channel.close();
  };
};
