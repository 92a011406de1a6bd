import type { TargetKind, schedulers } from '../db/schedulers-schema';

type Delivery = Pick<typeof schedulers.$inferSelect, 'format' | 'options'>;
type Receiver = { kind: TargetKind | 'gsheets'; value: string | null };

/**
 * Nothing is ever sent; whether a delivery arrives follows from where it goes, so that a change of the target mends it.
 * The words are those of the recordings where there are any (getSchedulerLogs.after-real-send, status-error).
 */
const FAILURES: Record<Receiver['kind'], { when: RegExp; error: string }> = {
  email: { when: /^gone[.@]/, error: 'Failed to send email after 3 attempts. 550 5.1.1 Mailbox unavailable' },
  slack: { when: /404$/, error: 'An API error occurred: channel_not_found' },
  msteams: { when: /\/gone$/, error: 'Microsoft Teams webhook answered 410 Gone' },
  googlechat: { when: /\/gone$/, error: 'Google Chat webhook answered 410 Gone' },
  gsheets: { when: /^revoked/, error: 'Google Sheets: the caller does not have permission' },
};

/** Where a delivery goes: its targets, or the one sheet. */
export function receiversOf(delivery: Delivery, targets: readonly Receiver[]): readonly Receiver[] {
  return delivery.format === 'gsheets' ? [{ kind: 'gsheets', value: null }] : targets;
}

/** Why the receiver does not get it; undefined when it arrives. */
export function failureOf({ kind, value }: Receiver, { options }: Delivery): string | undefined {
  const { when, error } = FAILURES[kind];
  const place = kind === 'gsheets' ? String(options.gdriveId ?? '') : (value ?? '');
  return when.test(place) ? error : undefined;
}
