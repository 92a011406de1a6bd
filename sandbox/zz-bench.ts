import { rmSync } from 'node:fs';
import { createSandbox } from '/work/main/sandbox/index';
const median = (list: number[]) => list.toSorted((a, b) => a - b)[list.length >> 1]!.toFixed(1);
for (const n of [25, 2000, 10000, 100000]) {
  rmSync('/tmp/sb', { recursive: true, force: true });
  let seed = ''; const begin = performance.now();
  const s = await createSandbox({ dataDir: '/tmp/sb', sizes: { members: n }, log: (l) => { seed = l; } });
  const created = performance.now() - begin;
  const headers = { authorization: 'ApiKey ldpat_demo0000000000000000000000000000' };
  const time = async (path: string, times: number) => { const all: number[] = []; let size = 0; for (let i = 0; i < times; i++) { const t = performance.now(); size = (await (await s.app.request(path, { headers })).text()).length; all.push(performance.now() - t); } return `${median(all)} ms ${(size / 1024) | 0} KB`; };
  const orgs: number[] = []; for (let i = 0; i < 15; i++) { const t = performance.now(); await s.app.request('/sandbox/organizations', { method: 'POST', body: '{}' }); orgs.push(performance.now() - t); }
  console.log(n, 'create', created | 0, seed, '| list', await time('/api/v1/org/users?page=1&pageSize=5000&includeGroups=5000', 15), '| last page', await time(`/api/v1/org/users?page=${Math.ceil(n / 5000)}&pageSize=5000&includeGroups=5000`, 5), '| user', await time('/api/v1/user', 20), '| groups', await time('/api/v1/org/groups', 20), '| org', median(orgs));
  const t = performance.now(); await s.close(); const again = await createSandbox({ dataDir: '/tmp/sb' }); console.log('   reopen', (performance.now() - t) | 0); await again.close();
}
