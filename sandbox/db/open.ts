import { access, copyFile, link, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Client, LibsqlError, createClient } from '@libsql/client';
import { type LibSQLDatabase, drizzle } from 'drizzle-orm/libsql';
import { DEFAULT_GENERATION, type Generation } from '../lightdash/generation';

/**
 * Carries the version of the schema: a folder of an older sandbox is left alone, not half understood. Each generation has a
 * database of its own in the folder: what one has made is no matter of the other.
 */
export function databaseName(generation: Generation): string {
  return `sandbox-5-${generation}.sqlite`;
}
const BUILDING = 'building-';
const ABANDONED_MS = 60 * 60 * 1000;

export type Reader = LibSQLDatabase;
export type Transaction = Parameters<Parameters<LibSQLDatabase['transaction']>[0]>[0];

export type Database = {
  /** Sees what is committed. */
  read: Reader;
  /** Runs the work in a transaction of its own, one after another; commits when it resolves, rolls back when it throws. */
  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/**
 * Opens the database in a folder; where there is none, `fill` makes one.
 *
 * Two connections, because settings belong to a connection: one reads, one writes. Writes queue up in this process; other
 * processes are waited for by SQLite (`busy_timeout`), at most as long as given; then a write throws.
 */
export async function openDatabase(
  folder: string,
  fill: (transaction: Transaction) => Promise<void>,
  { patienceMs = 5000, generation = DEFAULT_GENERATION }: { patienceMs?: number; generation?: Generation } = {},
): Promise<Database> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, databaseName(generation));
  if (!(await exists(file))) await build(folder, file, fill);

  const reader = await connect(file, patienceMs);
  const writer = await connect(file, patienceMs);
  // Says of a damaged file, or one that can't be written to, what it is, before the first person finds out.
  await reader.execute('select count(*) from sqlite_master');
  await writer.batch(['select 1'], 'write');
  const db = drizzle(writer);
  const run = async <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> => {
    try {
      return await transact(db, work);
    } catch (error) {
      if (isBusy(error)) await renew(writer, patienceMs);
      throw error;
    }
  };
  let queue: Promise<unknown> = Promise.resolve();
  return {
    read: drizzle(reader),
    write(work) {
      const turn = queue.then(() => run(work));
      queue = turn.catch(() => undefined);
      return turn;
    },
    async close() {
      await queue;
      writer.close();
      reader.close();
    },
  };
}

/**
 * Makes the database beside its place and puts it there in one step: a process killed in between leaves no half of it, and
 * of several starting together the first to be ready gives its database to all. Linking fails where renaming would replace.
 * What is linked is a copy: a connection of libsql ends only when its statements are collected, and must not meet the file.
 */
async function build(folder: string, file: string, fill: (transaction: Transaction) => Promise<void>): Promise<void> {
  await removeAbandoned(folder);
  const site = await mkdtemp(join(folder, BUILDING));
  try {
    const [draft, ready] = [join(site, 'draft.sqlite'), join(site, 'ready.sqlite')];
    const client = await connect(draft, 0);
    await client.execute('pragma journal_mode = wal');
    await transact(drizzle(client), fill);
    const { rows } = await client.execute('pragma wal_checkpoint(truncate)');
    client.close();
    if (rows[0]?.busy !== 0) throw new Error('the draft is not whole in its file');
    await copyFile(draft, ready);
    await link(ready, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(site, { recursive: true, force: true });
  }
}

/**
 * On a full disk SQLite ends a transaction by itself. Drizzle rolls it back all the same, which then fails, and would say so
 * instead of what the work has thrown.
 */
async function transact<T>(db: LibSQLDatabase, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  let thrown: unknown;
  const noting = (transaction: Transaction) =>
    work(transaction).catch((error: unknown) => {
      thrown = error;
      throw error;
    });
  return db.transaction(noting).catch((error: unknown) => {
    throw thrown ?? error;
  });
}

/** What killed processes were building. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const site = join(folder, name);
    if (!name.startsWith(BUILDING)) continue;
    // One that is starting beside us ends its own.
    const found = await stat(site).catch(() => null);
    if (found && Date.now() - found.mtimeMs > ABANDONED_MS) await rm(site, { recursive: true, force: true });
  }
}

async function connect(file: string, patienceMs: number): Promise<Client> {
  // One connection only, so that a setting holds for everything the client does.
  const client = createClient({ url: `file:${file}`, concurrency: 1 });
  await configure(client, patienceMs);
  return client;
}

async function configure(client: Client, patienceMs: number): Promise<void> {
  await client.execute(`pragma busy_timeout = ${patienceMs}`);
  await client.execute('pragma synchronous = normal');
  await client.execute('pragma foreign_keys = on');
}

/**
 * A statement that gave up waiting is not reset by libsql before it is collected, and until then keeps its view of the
 * database, in which nothing can be written any more: "database is locked" for minutes. A new connection has no such past.
 */
async function renew(client: Client, patienceMs: number): Promise<void> {
  await client.reconnect();
  await configure(client, patienceMs);
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function isBusy(error: unknown): boolean {
  if (error instanceof LibsqlError) return error.code.startsWith('SQLITE_BUSY');
  return error instanceof Error && error.cause !== undefined && isBusy(error.cause);
}
