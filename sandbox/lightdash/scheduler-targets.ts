import { and, eq, notInArray } from 'drizzle-orm';
import type { Transaction } from '../db/open';
import { type TargetKind, schedulerTargets } from '../db/schedulers-schema';
import { unexpected } from './errors';

export type TargetInput = { uuid: string | undefined; kind: TargetKind; value: string };

/** Where a target of a kind has its value, and its uuid if it is there already. */
const KEYS: readonly { kind: TargetKind; value: string; uuid: string }[] = [
  { kind: 'email', value: 'recipient', uuid: 'schedulerEmailTargetUuid' },
  { kind: 'slack', value: 'channel', uuid: 'schedulerSlackTargetUuid' },
  { kind: 'msteams', value: 'webhook', uuid: 'schedulerMsTeamsTargetUuid' },
  { kind: 'googlechat', value: 'googleChatWebhook', uuid: 'schedulerGoogleChatTargetUuid' },
];

/** The targets of a body; one that is of no kind is 500. */
export function targetsOf(targets: readonly unknown[]): TargetInput[] {
  return targets.map((target) => {
    const fields = (typeof target === 'object' && target !== null ? target : {}) as Record<string, unknown>;
    const key = KEYS.find(({ value }) => typeof fields[value] === 'string');
    if (!key) throw unexpected();
    const uuid = fields[key.uuid];
    return { uuid: typeof uuid === 'string' ? uuid : undefined, kind: key.kind, value: String(fields[key.value]) };
  });
}

/** Makes the targets of a scheduler those of the list: those without uuid are new, those not listed go (updateScheduler.ok). */
export async function replaceTargets(
  transaction: Transaction,
  schedulerUuid: string,
  targets: readonly TargetInput[],
  at: string,
): Promise<void> {
  const kept = targets.flatMap(({ uuid }) => uuid ?? []);
  await transaction
    .delete(schedulerTargets)
    .where(and(eq(schedulerTargets.schedulerUuid, schedulerUuid), notInArray(schedulerTargets.uuid, kept)));
  for (const { uuid, kind, value } of targets) {
    if (uuid === undefined) {
      const row = { uuid: crypto.randomUUID(), schedulerUuid, kind, value, createdAt: at, updatedAt: at };
      await transaction.insert(schedulerTargets).values(row);
    } else {
      await transaction
        .update(schedulerTargets)
        .set({ value, updatedAt: at })
        .where(
          and(
            eq(schedulerTargets.schedulerUuid, schedulerUuid),
            eq(schedulerTargets.uuid, uuid),
            eq(schedulerTargets.kind, kind),
          ),
        );
    }
  }
}
