import { isChannelGone } from '#/domain/schedule/slack-uses';

/** The channels that Slack shows, by id; null where Slack is not connected, undefined while or where they are not read. */
export type Channels = ReadonlyMap<string, string> | null | undefined;

/** How many channels are offered at once. */
const OFFERED = 50;

const bare = (name: string): string => name.trim().replace(/^#/, '').toLowerCase();

/** Whether a text is the id of a channel or of a person in Slack: Lightdash takes nothing else. */
export const isChannelId = (text: string): boolean => /^[CGDUW][A-Z0-9]{6,}$/.test(text);

/**
 * The ids that a text may mean: the one that it is, or those of the channels of that name. None where it is no id and no name that
 * Slack is known to show; an id that Slack does not show is taken all the same.
 */
export const channelsOf = (text: string, channels: Channels): string[] => {
  const id = text.trim();
  if (channels?.has(id)) return [id];
  const named = [...(channels ?? [])].flatMap(([each, name]) => (bare(name) === bare(text) ? each : []));
  return named.length > 0 || !isChannelId(id) ? named : [id];
};

/** The channels whose names have in them what is typed, those that begin with it first. */
export const offeredChannels = (text: string, channels: Channels): [id: string, name: string][] => {
  const typed = bare(text);
  return [...(channels ?? [])]
    .filter(([, name]) => bare(name).includes(typed))
    .toSorted(([, a], [, b]) => Number(bare(b).startsWith(typed)) - Number(bare(a).startsWith(typed)))
    .slice(0, OFFERED);
};

/** What is known against a channel to which something is sent; null where nothing is. In: also what one answer of the server lists. */
export const channelDoubt = (channel: string, channels: Channels, listed: Channels): string | null => {
  if (channels === null) return 'Slack is not connected';
  if (isChannelGone(channel, listed)) return 'gone, or not shown to Lightdash';
  if (channels?.has(channel)) return null;
  return isChannelId(channel) ? null : 'stored by its name, not by its id';
};
