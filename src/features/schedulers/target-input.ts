import type { TargetEdit } from '#/data/scheduler-update';
import { targetKey, type WritableKind } from '#/domain/schedule/recipients';
import type { Target } from '#/domain/schedule/types';
import { isAddress } from '#/lib/emails';
import { maskWebhook } from '#/lib/webhook';
import { isChannelId } from './slack-channels';

/** What may be written of a target, by its kind. */
export const TARGET_EXAMPLES: Record<WritableKind, string> = {
  email: 'ana@example.com',
  slack: 'C0123456789',
  msteams: 'https://…',
};
export const TARGET_WRONG: Record<WritableKind, string> = {
  email: 'This is not an e-mail address.',
  slack: 'Write the id of the channel, such as C0123456789. Slack shows it at the end of the channel’s details.',
  msteams: 'Write the whole address of the webhook, from https:// on.',
};

/** Whether a text is a target of a kind. */
export const isTargetRight = (kind: WritableKind, text: string): boolean => {
  if (kind === 'email') return isAddress(text);
  return kind === 'slack' ? isChannelId(text) : /^https:\/\/[^\s/]+\/\S+$/.test(text);
};

const keyOf = (target: TargetEdit, stored: readonly Target[]): string | null => {
  if (target.kind === 'email' || target.kind === 'slack') return targetKey(target);
  if ('webhook' in target) return targetKey({ kind: target.kind, masked: maskWebhook(target.webhook) });
  const own = stored.find(({ uuid }) => uuid === target.uuid);
  return own ? targetKey(own) : null;
};

/** Whether a target is one of some already; of webhooks the masks tell. In: also those that are stored, which an edit may name by uuid alone. */
export const isAmong = (target: TargetEdit, targets: readonly TargetEdit[], stored: readonly Target[]): boolean =>
  targets.some((each) => keyOf(each, stored) === keyOf(target, stored));
