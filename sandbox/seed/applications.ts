import type { Transaction } from '../db/open';
import type { StoredServiceAccount } from '../db/settings-schema';
import { changeSettings } from '../lightdash/organization-changes';

const DAY = 86_400_000;

/** Gives an organization a licence with service accounts, of which one has ended and one never does, and OAuth applications. */
export async function seedApplications(
  transaction: Transaction,
  organizationUuid: string,
  { createdByUserUuid, now }: { createdByUserUuid: string | null; now: Date },
): Promise<void> {
  const inDays = (days: number) => new Date(now.getTime() + days * DAY).toISOString();
  const account = (
    description: string,
    scopes: string[],
    { expires, used, projects = 0 }: { expires: number | null; used: number | null; projects?: number },
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
    projectAccessCount: projects,
  });
  const serviceAccounts = [
    account('Nightly dbt', ['system:developer'], { expires: 9, used: 0.2 }),
    account('Data catalogue', ['org:read'], { expires: null, used: 3 }),
    account('Embedded reports', ['system:member'], { expires: 120, used: 40, projects: 2 }),
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
