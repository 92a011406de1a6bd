import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '@libsql/client';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/sandbox';
import { DEFAULT_GENERATION } from '../lightdash/generation';
import { type Database, databaseName, openDatabase } from './open';

let folder: ReturnType<typeof temporaryFolder>;
let database: Database;
beforeEach(async () => {
  folder = temporaryFolder();
  const patienceMs = 20;
  database = await openDatabase(
    folder.path,
    async (transaction) => void (await transaction.run(sql`create table notes (text)`)),
    { patienceMs },
  );
});
afterEach(async () => {
  await database.close();
  folder.remove();
});

const add = (text: string) => database.write((transaction) => transaction.run(sql`insert into notes values (${text})`));
const read = async () =>
  (await database.read.all<{ text: string }>(sql`select text from notes`)).map(({ text }) => text);

test('writes are queued, and one that throws leaves nothing behind and does not block the next', async () => {
  const failing = database.write(async (transaction) => {
    await transaction.run(sql`insert into notes values ('lost')`);
    throw new Error('changed my mind');
  });
  const others = [add('first'), add('second')];
  await expect(failing).rejects.toThrow('changed my mind');
  await Promise.all(others);
  expect(await read()).toEqual(['first', 'second']);
});

test('after another process has held the lock too long, writing works again at once', async () => {
  const other = createClient({ url: `file:${folder.path}/${databaseName(DEFAULT_GENERATION)}`, concurrency: 1 });
  const theirs = await other.transaction('write');
  await theirs.execute("insert into notes values ('theirs')");
  await expect(add('too soon')).rejects.toThrow();
  await theirs.commit();
  other.close();
  await add('mine');
  expect(await read()).toEqual(['theirs', 'mine']);
});

test('settings hold on both connections', async () => {
  for (const pragma of ['foreign_keys', 'synchronous', 'busy_timeout', 'journal_mode']) {
    const query = sql.raw(`pragma ${pragma}`);
    const reader = await database.read.get(query);
    const writer = await database.write((transaction) => transaction.get(query));
    expect(writer).toEqual(reader);
  }
  expect(await database.read.get(sql`pragma journal_mode`)).toEqual({ journal_mode: 'wal' });
});

test('what another process has just ended building keeps nobody from opening', async () => {
  const shared = temporaryFolder();
  // Listed, and gone when one looks at it.
  symlinkSync(join(shared.path, 'gone'), join(shared.path, 'building-gone'));
  const opened = await openDatabase(shared.path, async (transaction) => void (await transaction.run(sql`select 1`)));
  await opened.close();
  shared.remove();
});
