import { Hono } from 'hono';
import { type AccountApps, accountApps } from './accounts/apps';
import { accountSwitches } from './accounts/switches';
import { seedDemoTokens } from './accounts/tokens';
import { type Transaction, openDatabase } from './db/open';
import { createStatements } from './db/ddl';
import { TABLES } from './db/tables';
import { lightdashApp } from './lightdash/app';
import { DEFAULT_GENERATION, type Generation } from './lightdash/generation';
import type { Backend } from './lightdash/http';
import { hashPassword } from './lightdash/secrets';
import { lightdashOAuth, zenmlAuthorize, zenmlOAuth } from './oauth/apps';
import { createOAuthState } from './oauth/state';
import { oauthSwitches } from './oauth/switches';
import { DEMO_ORGANIZATION, DEMO_PASSWORD, demoAccounts } from './seed/accounts';
import { type SandboxSizes, organizationUuidOf, seedOrganization } from './seed/organization';
import { seedApplications } from './seed/applications';
import { seedSlack } from './seed/slack';
import { switchesApp } from './switches/app';
import { createTrouble } from './switches/trouble';

export type { SandboxSizes };
export type SandboxOptions = {
  dataDir: string;
  sizes?: Partial<SandboxSizes>;
  /** Which Lightdash the demo speaks, and organizations for tests that ask for nothing else. */
  generation?: Generation;
  /** Whether there are switches under /sandbox: faults, organizations for tests. Never where others can reach them. */
  hasSwitches?: boolean;
  now?: () => Date;
  log?: (line: string) => void;
};
/** `accounts` are the linked APIs, each under its vendor's own paths. */
export type Sandbox = { app: Hono; accounts: AccountApps; close(): Promise<void> };

const DEFAULT_SIZES: SandboxSizes = { members: 2000, groups: 60, projects: 12, spaces: 150, schedulers: 80 };

/**
 * Opens the sandbox in a folder, with the demo organization if it is not there yet; a folder keeps what was done in it, and
 * its sizes. `app` serves /api/*, /.well-known/* and /sandbox/*.
 */
export async function createSandbox({
  dataDir,
  sizes,
  generation = DEFAULT_GENERATION,
  hasSwitches = false,
  now = () => new Date(),
  log = () => {},
}: SandboxOptions): Promise<Sandbox> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const fill = async (transaction: Transaction) => {
    await createTables(transaction);
    const begin = performance.now();
    const { organizationUuid, people } = await seedOrganization(transaction, {
      key: DEMO_ORGANIZATION,
      name: DEMO_ORGANIZATION,
      generation,
      accounts: demoAccounts(),
      passwordHash,
      domain: 'jaffleshop.example',
      sizes: { ...DEFAULT_SIZES, ...sizes },
      now: now(),
    });
    await seedSlack(transaction, organizationUuid, DEMO_ORGANIZATION);
    const [admin] = people;
    await seedApplications(transaction, organizationUuid, {
      createdByUserUuid: admin?.uuid ?? null,
      generation,
      now: now(),
    });
    if (admin) await seedDemoTokens(transaction, { organizationUuid, userUuid: admin.uuid });
    log(`sandbox: invented ${DEMO_ORGANIZATION} in ${Math.round(performance.now() - begin)} ms`);
  };
  const db = await openDatabase(dataDir, fill, { generation });
  const backend: Backend = { db, now, log, generation, withoutEmail: new Set() };
  const trouble = createTrouble(backend);
  const state = createOAuthState();
  const demo = { organizationUuid: DEMO_UUID, name: DEMO_ORGANIZATION };
  const oauth = { backend, trouble, state, demo };
  const app = new Hono();
  app.route('/', lightdashApp(backend, trouble, { app: lightdashOAuth(oauth), state }));
  const more = [oauthSwitches(backend, state), zenmlAuthorize(oauth), accountSwitches(backend, state)];
  app.route('/', switchesApp({ backend, trouble, oauth: state, passwordHash, demo, more, hasSwitches }));
  const accounts = accountApps({ backend, trouble }, zenmlOAuth(oauth));
  return { app, accounts, close: () => db.close() };
}

const DEMO_UUID = organizationUuidOf(DEMO_ORGANIZATION);

async function createTables(transaction: Transaction): Promise<void> {
  for (const table of TABLES) {
    for (const statement of createStatements(table)) await transaction.run(statement);
  }
}
