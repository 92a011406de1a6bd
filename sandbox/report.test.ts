import { createClient } from '@libsql/client';
import { expect, test } from 'vitest';
import { databaseName } from './db/open';
import { createSandbox } from './index';
import { DEFAULT_GENERATION } from './lightdash/generation';
import { reportOf } from './report';
import { DEMO_TOKEN } from './seed/accounts';
import { clientOf, temporaryFolder } from './testing/sandbox';
import { SMALL } from './testing/sizes';

test('a write that fails is logged without its statement and what it held', async () => {
  const folder = temporaryFolder();
  const logged: string[] = [];
  const sandbox = await createSandbox({ dataDir: folder.path, sizes: SMALL, log: (line) => logged.push(line) });
  const { call } = clientOf(sandbox);
  const client = createClient({ url: `file:${folder.path}/${databaseName(DEFAULT_GENERATION)}` });
  await client.execute(
    "create trigger broken before insert on groups begin select raise(abort, 'disk I/O error'); end",
  );
  client.close();
  logged.length = 0;
  const { status, text } = await call('POST /api/v1/org/groups', { token: DEMO_TOKEN, body: { name: 'canary-name' } });
  expect(status).toBe(500);
  expect(logged).toHaveLength(1);
  expect(logged[0]).toMatch(/^POST \/api\/v1\/org\/groups: \w*Error: .*disk I\/O error/);
  for (const said of [text, ...logged]) expect(said).not.toMatch(/canary|insert into|params/i);
  await sandbox.close();
  folder.remove();
});

test('a failed query without a cause says nothing of itself', () => {
  const error = new Error('Failed query: insert into users values (?)\nparams: canary@example.com');
  expect(reportOf(error)).toMatch(/^Error: a query failed\n\s+at /);
});
