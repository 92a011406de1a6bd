import { Hono } from 'hono';
import { type Transaction, openDatabase } from './db/open';
import { createStatements } from './db/ddl';
import { TABLES } from './db/schema';
import { lightdashApp } from './lightdash/app';
import type { Backend } from './lightdash/http';
import { hashPassword } from './lightdash/secrets';
import { DEMO_ORGANIZATION, DEMO_PASSWORD, demoAccounts } from './seed/accounts';
import { type SandboxSizes, organizationUuidOf, seedOrganization } from './seed/organization';
import { switchesApp } from './switches/app';
import { createTrouble } from './switches/trouble';

export type { SandboxSizes };
export type SandboxOptions = {
  dataDir: string;
  sizes?: Partial<SandboxSizes>;
  now?: () => Date;
  log?: (line: string) => void;
};
export type Sandbox = { app: Hono; close(): Promise<void> };

const DEFAULT_SIZES: SandboxSizes = { members: 2000, groups: 60, projects: 12, spaces: 150, schedulers: 80 };

/**
 * Opens the sandbox in a folder, with the demo organization if it is not there yet; a folder keeps what was done in it, and
 * its sizes. `app` serves /api/* and /sandbox/*.
 */
export async function createSandbox({
  dataDir,
  sizes,
  now = () => new Date(),
  log = () => {},
}: SandboxOptions): Promise<Sandbox> {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const db = await openDatabase(dataDir, async (transaction) => {
    await createTables(transaction);
    const begin = performance.now();
    await seedOrganization(transaction, {
      key: DEMO_ORGANIZATION,
      name: DEMO_ORGANIZATION,
      accounts: demoAccounts(),
      passwordHash,
      domain: 'jaffleshop.example',
      sizes: { ...DEFAULT_SIZES, ...sizes },
      now: now(),
    });
    log(`sandbox: invented ${DEMO_ORGANIZATION} in ${Math.round(performance.now() - begin)} ms`);
  });
  const backend: Backend = { db, now, log };
  const trouble = createTrouble(backend);
  const app = new Hono();
  app.route('/', lightdashApp(backend, trouble));
  app.route('/', switchesApp({ backend, trouble, passwordHash, demo: { organizationUuid: DEMO_UUID } }));
  return { app, close: () => db.close() };
}

const DEMO_UUID = organizationUuidOf(DEMO_ORGANIZATION);

async function createTables(transaction: Transaction): Promise<void> {
  for (const table of TABLES) {
    for (const statement of createStatements(table)) await transaction.run(statement);
  }
}
