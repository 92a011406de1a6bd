import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Client, LibsqlError, createClient } from '@libsql/client';
import { type LibSQLDatabase, drizzle } from 'drizzle-orm/libsql';

/** Carries the version of the schema: a folder of an older sandbox is left alone, not half understood. */
const FILE_NAME = 'sandbox-1.sqlite';
const PATIENCE_MS = 120_000;
const POLL_MS = 20;

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
 * Opens (or creates) the database in a folder and runs `prepare` in its first transaction, so that of several processes
 * starting together one prepares, the others wait and find it done, and a process killed in between leaves nothing.
 *
 * Two connections, because settings belong to a connection: one reads, one writes. Writes queue up in this process; other
 * processes are waited for by SQLite (`busy_timeout`).
 */
export async function openDatabase(
  folder: string,
  prepare: (transaction: Transaction) => Promise<void>,
): Promise<Database> {
  await mkdir(folder, { recursive: true });
  const url = `file:${join(folder, FILE_NAME)}`;
  const writer = await connect(url);
  await patiently(() => drizzle(writer).transaction(prepare));
  const reader = await connect(url);
  for (const client of [writer, reader]) await client.execute('pragma busy_timeout = 5000');

  const db = drizzle(writer);
  let queue: Promise<unknown> = Promise.resolve();
  return {
    read: drizzle(reader),
    write(work) {
      const turn = queue.then(() => db.transaction(work));
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

/** One connection only, so that a setting holds for everything the client does. */
async function connect(url: string): Promise<Client> {
  const client = createClient({ url, concurrency: 1 });
  await patiently(() => client.execute('pragma journal_mode = wal'));
  await client.execute('pragma synchronous = normal');
  await client.execute('pragma foreign_keys = on');
  return client;
}

/** Waits for the lock without blocking this process: the one who holds it may be in it. */
async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw error;
      await wait(POLL_MS);
    }
  }
}

function isBusy(error: unknown): boolean {
  if (error instanceof LibsqlError) return error.code.startsWith('SQLITE_BUSY');
  return error instanceof Error && error.cause !== undefined && isBusy(error.cause);
}
