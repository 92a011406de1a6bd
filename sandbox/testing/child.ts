/**
 * A process of its own for the persistence tests: `child.ts <folder> write <name> <count>` opens the sandbox and makes
 * groups one after another, printing each name once it is acknowledged; `child.ts <folder> die <calls>` kills itself with
 * SIGKILL in the middle of inventing the demo.
 */
import { createSandbox } from '../index';
import { DEMO_TOKEN } from '../seed/accounts';
import { SMALL } from './sizes';

const [dataDir = '', task, ...rest] = process.argv.slice(2);

/** The seed asks the date for the time again and again: after so many times the process is gone. */
class LastDate extends Date {
  private calls = Number(rest[0]);
  override getTime(): number {
    this.calls -= 1;
    if (this.calls <= 0) process.kill(process.pid, 'SIGKILL');
    return super.getTime();
  }
}

const sandbox = await createSandbox({
  dataDir,
  sizes: SMALL,
  ...(task === 'die' ? { now: () => new LastDate() } : {}),
});
const [name, count] = rest;
for (let i = 0; i < Number(count); i += 1) {
  const group = `${name} ${i}`;
  // Not by `clientOf`: this process need not read the contract.
  const { status } = await sandbox.app.request('/api/v1/org/groups', {
    method: 'POST',
    headers: { authorization: `ApiKey ${DEMO_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: group }),
  });
  if (status !== 201) throw new Error(`${group}: ${status}`);
  process.stdout.write(`${group}\n`);
}
await sandbox.close();
