import { and, eq } from 'drizzle-orm';
import type { Transaction } from '../db/open';
import { projects } from '../db/schema';
import { schedulerTargets, schedulers } from '../db/schedulers-schema';
import { organizationSettings } from '../db/settings-schema';

const NAMES = 'general sales finance growth support data board logistics people product marketing'.split(' ');

/** Connects Slack: it shows the channels that deliveries go to, but for those that are gone (DIFFERENCES.md), and some others. */
export async function seedSlack(transaction: Transaction, organizationUuid: string, team: string): Promise<void> {
  const used = await transaction
    .selectDistinct({ id: schedulerTargets.value })
    .from(schedulerTargets)
    .innerJoin(schedulers, eq(schedulers.uuid, schedulerTargets.schedulerUuid))
    .innerJoin(projects, eq(projects.uuid, schedulers.projectUuid))
    .where(and(eq(projects.organizationUuid, organizationUuid), eq(schedulerTargets.kind, 'slack')))
    .orderBy(schedulerTargets.value);
  const ids = [...used.map(({ id }) => id).filter((id) => !id.endsWith('404')), 'C0000000001', 'C0000000002'];
  const channels = ids.map((id, i) => ({
    id,
    name: `#${NAMES[i % NAMES.length]}${i < NAMES.length ? '' : `-${Math.floor(i / NAMES.length) + 1}`}`,
  }));
  await transaction.insert(organizationSettings).values({ organizationUuid, stored: { slack: { team, channels } } });
}
