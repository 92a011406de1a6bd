import type { Scheduler } from './types';

/** A channel of Slack that deliveries go to. `name` is null where Slack does not tell it; `isGone`: Slack shows all others, not this one. */
export type SlackUse = {
  channel: string;
  name: string | null;
  isGone: boolean;
  deliveries: Pick<Scheduler, 'uuid' | 'name' | 'ownerName'>[];
};

const bare = (name: string): string => name.replace(/^#/, '').toLowerCase();

/** Channels by their id; null where Slack is not connected, undefined where they are not read. */
type Channels = ReadonlyMap<string, string> | null | undefined;

/** So many channels the server answers at most, by name (docs/lightdash/server.md#s17). */
const FULL = 200;

/**
 * Whether it is known that Slack does not show a channel, written by its id or its name. In: the channel, and what one answer
 * lists, without people: a full one leaves out more, and an empty one is what the server says while it has not heard from Slack.
 */
export const isChannelGone = (channel: string, listed: Channels): boolean =>
  !!listed &&
  listed.size > 0 &&
  listed.size < FULL &&
  !/^[DUW][A-Z0-9]{6,}$/.test(channel) &&
  !listed.has(channel) &&
  ![...listed.values()].some((name) => bare(name) === bare(channel));

/**
 * Which deliveries go to which channel, gone ones first, then those that most hangs on. In: the schedulers, the channels whose names
 * are known, by id, and what one answer lists; null where they are not known or Slack is not connected. A channel may be written
 * by its id or its name.
 */
export const slackUses = (schedulers: readonly Scheduler[], channels: Channels, listed: Channels): SlackUse[] => {
  const uses = new Map<string, SlackUse>();
  for (const { uuid, name, ownerName, targets } of schedulers)
    for (const target of targets) {
      if (target.kind !== 'slack') continue;
      const { channel } = target;
      const use = uses.get(channel) ?? {
        channel,
        name: channels?.get(channel) ?? null,
        isGone: isChannelGone(channel, listed),
        deliveries: [],
      };
      uses.set(channel, use);
      if (!use.deliveries.some((each) => each.uuid === uuid)) use.deliveries.push({ uuid, name, ownerName });
    }
  return [...uses.values()].toSorted(
    (a, b) =>
      Number(b.isGone) - Number(a.isGone) ||
      b.deliveries.length - a.deliveries.length ||
      (a.channel < b.channel ? -1 : 1),
  );
};
