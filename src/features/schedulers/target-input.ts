import type { WritableKind } from '#/domain/schedule/recipients';
import { isAddress } from '#/lib/emails';
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
