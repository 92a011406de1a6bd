import { isRecord } from '../core/envelope';
import type { Home } from '../core/home';
import type { Channel } from '../core/tabs';
import { learnedSoFar, subscribeToCapabilities, takeOver, type Features } from './capabilities';

/** What a tab knows of the server, or what it asks the others for. */
type Message = { type: 'ask' } | Known;
type Known = { type: 'known'; isNewer: boolean | undefined; features: Features };

const known = (): Known => {
  const { isNewer, features } = learnedSoFar();
  return { type: 'known', isNewer, features };
};
const asText = ({ isNewer, features }: Known): string => JSON.stringify([isNewer, ...features]);

/** Any page of our origin can speak here, and an older build of ours may say it otherwise. */
const isMessage = (data: unknown): data is Message => {
  if (!isRecord(data)) return false;
  if (data.type === 'ask') return true;
  return (
    data.type === 'known' &&
    (data.isNewer === undefined || typeof data.isNewer === 'boolean') &&
    data.features instanceof Map &&
    [...data.features].every(([feature, can]) => typeof feature === 'string' && typeof can === 'boolean')
  );
};

/**
 * Shares what the tabs learn of a server, so that it is asked once for what it lacks: takes over what the others know now and
 * learn later, and tells them what is learned here. In: the channel of the tabs before the same server. Out: how to end it.
 */
export const shareKnowledge = (channel: Channel): (() => void) => {
  // A BroadcastChannel reaches its own origin only; it takes no target.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  const post = (message: Message): void => channel.postMessage(message);
  let told = asText(known());
  let isTakingOver = false;
  const tell = () => {
    const now = known();
    // What came from another tab is not told again.
    if (isTakingOver || asText(now) === told) return;
    told = asText(now);
    post(now);
  };
  const stop = subscribeToCapabilities(tell);
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!isMessage(data)) return;
    if (data.type === 'ask') {
      if (learnedSoFar().isNewer !== undefined || learnedSoFar().features.size > 0) post(known());
      return;
    }
    isTakingOver = true;
    takeOver(data);
    isTakingOver = false;
    told = asText(known());
  });
  post({ type: 'ask' });
  return () => {
    stop();
    channel.close();
  };
};

/** The same for a console as long as it runs. */
export const shareWithTabs = ({ base, ended }: Home): void => {
  if (ended.aborted) return;
  const end = shareKnowledge(new BroadcastChannel(`lightdash-console:server:${base}`));
  ended.addEventListener('abort', end, { once: true });
};
