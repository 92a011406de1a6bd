/** The channels that Slack shows, by id; null where Slack is not connected, undefined while or where they are not read. */
export type Channels = ReadonlyMap<string, string> | null | undefined;

/** How many channels are offered at once. */
const OFFERED = 50;

const bare = (name: string): string => name.trim().replace(/^#/, '').toLowerCase();

/** The id of the channel that is written by its name or its id; what is neither is taken for an id that Slack does not show. */
export const channelOf = (text: string, channels: Channels): string =>
  [...(channels ?? [])].find(([id, name]) => id === text.trim() || bare(name) === bare(text))?.[0] ?? text.trim();

/** The channels whose names have in them what is typed, those that begin with it first. */
export const offeredChannels = (text: string, channels: Channels): [id: string, name: string][] => {
  const typed = bare(text);
  return [...(channels ?? [])]
    .filter(([, name]) => bare(name).includes(typed))
    .toSorted(([, a], [, b]) => Number(bare(b).startsWith(typed)) - Number(bare(a).startsWith(typed)))
    .slice(0, OFFERED);
};

/** What is known against a channel to which something is sent; null where nothing is. A channel may be stored by its name. */
export const channelDoubt = (channel: string, channels: Channels): string | null => {
  if (channels === undefined) return null;
  if (channels === null) return 'Slack is not connected';
  return channels.has(channelOf(channel, channels)) ? null : 'gone, or not shown to Lightdash';
};
