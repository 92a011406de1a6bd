import type { Scheduler } from './types';

/** A channel of Slack that deliveries go to. `name` is null where Slack does not tell it; `isGone`: Slack shows others, not this one. */
export type SlackUse = {
  channel: string;
  name: string | null;
  isGone: boolean;
  deliveries: Pick<Scheduler, 'uuid' | 'name' | 'ownerName'>[];
};

const bare = (name: string): string => name.replace(/^#/, '').toLowerCase();

/**
 * Which deliveries go to which channel, gone ones first, then those that most hangs on. In: the schedulers, and the channels that
 * Slack shows, by id; null where they are not known or Slack is not connected. A channel may be written by its id or its name.
 */
export const slackUses = (
  schedulers: readonly Scheduler[],
  channels: ReadonlyMap<string, string> | null,
): SlackUse[] => {
  const uses = new Map<string, SlackUse>();
  const names = new Set([...(channels?.values() ?? [])].map(bare));
  for (const { uuid, name, ownerName, targets } of schedulers)
    for (const target of targets) {
      if (target.kind !== 'slack') continue;
      const { channel } = target;
      const isShown = channels?.has(channel) || names.has(bare(channel));
      const use = uses.get(channel) ?? {
        channel,
        name: channels?.get(channel) ?? null,
        isGone: channels !== null && !isShown,
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
