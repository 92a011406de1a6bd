import { eq } from 'drizzle-orm';
import { insertRows } from '../db/bulk';
import type { Transaction } from '../db/open';
import type { StoredServiceAccount } from '../db/settings-schema';
import { projects, roles } from '../db/schema';
import { isNewer, type Generation } from '../lightdash/generation';
import { changeSettings } from '../lightdash/organization-changes';

const DAY = 86_400_000;
type Grants = StoredServiceAccount['grants'];

/**
 * Gives an organization a licence with service accounts, of which one has ended and one never does, and OAuth applications. From
 * 1.219 on one of the accounts has roles in two projects, one of them a custom one that nobody else holds.
 */
export async function seedApplications(
  transaction: Transaction,
  organizationUuid: string,
  { createdByUserUuid, generation, now }: { createdByUserUuid: string | null; generation: Generation; now: Date },
): Promise<void> {
  const inDays = (days: number) => new Date(now.getTime() + days * DAY).toISOString();
  const account = (
    description: string,
    scopes: string[],
    { expires, used, grants = [] }: { expires: number | null; used: number | null; grants?: Grants },
  ): StoredServiceAccount => ({
    uuid: crypto.randomUUID(),
    organizationUuid,
    createdByUserUuid,
    createdAt: inDays(-200),
    description,
    scopes,
    expiresAt: expires === null ? null : inDays(expires),
    lastUsedAt: used === null ? null : inDays(-used),
    rotatedAt: null,
    roleUuid: null,
    grants,
  });
  const [first, second] = await transaction
    .select()
    .from(projects)
    .where(eq(projects.organizationUuid, organizationUuid))
    .limit(2);
  const custom = {
    uuid: crypto.randomUUID(),
    organizationUuid,
    name: 'Embedding',
    description: 'Shows dashboards on other sites',
    level: 'project' as const,
    scopes: ['view:Project', 'view:Dashboard'],
    createdBy: createdByUserUuid,
    createdAt: inDays(-200),
    updatedAt: inDays(-200),
  };
  const grants: Grants[number][] = [];
  if (isNewer(generation)) {
    await insertRows(transaction, roles, [custom]);
    if (first) grants.push({ projectUuid: first.uuid, role: 'viewer' });
    if (second) grants.push({ projectUuid: second.uuid, roleUuid: custom.uuid });
  }
  const serviceAccounts = [
    account('Nightly dbt', ['system:developer'], { expires: 9, used: 0.2 }),
    account('Data catalogue', ['org:read'], { expires: null, used: 3 }),
    account('Embedded reports', ['system:member'], { expires: 120, used: 40, grants }),
    account('Old migration', ['org:admin'], { expires: -30, used: 45 }),
  ];
  const oauthClients = ['Notebook connector', 'Chat assistant'].map((clientName, i) => ({
    clientId: `oauth-${crypto.randomUUID().slice(0, 16)}`,
    clientName,
    redirectUris: [`https://${i === 0 ? 'notebooks' : 'chat'}.example.com/callback`],
    scopes: ['read', 'write'],
    createdAt: inDays(-90),
  }));
  await changeSettings(transaction, organizationUuid, (stored) => ({ ...stored, serviceAccounts, oauthClients }));
}
