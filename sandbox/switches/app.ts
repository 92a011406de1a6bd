import { and, eq, isNotNull } from 'drizzle-orm';
import { Hono } from 'hono';
import { users } from '../db/schema';
import { openSession, renewCookie } from '../lightdash/auth';
import { answer } from '../lightdash/errors';
import type { ApiEnv, Backend } from '../lightdash/http';
import { newToken } from '../lightdash/secrets';
import type { OAuthState } from '../oauth/state';
import { DEMO_ORGANIZATION, DEMO_PASSWORD, testAccounts } from '../seed/accounts';
import { seedApplications } from '../seed/applications';
import { seedOrganization } from '../seed/organization';
import type { Person } from '../seed/people';
import { seedSlack } from '../seed/slack';
import { reportOf } from '../report';
import { OF_DEMO, refusalOf } from './guard';
import { identitiesOf } from './identities';
import { BadSwitch, countOf, faultOrderOf, generationOf, inputOf, textOf } from './input';
import type { Trouble } from './trouble';

export type SwitchesOptions = {
  backend: Backend;
  trouble: Trouble;
  oauth: OAuthState;
  demo: { organizationUuid: string };
  /** Switches that live beside what they switch. They pass the same guard. */
  more: readonly Hono<ApiEnv>[];
  /** Whether there are switches; without, only what the demo itself needs. */
  hasSwitches: boolean;
  /** Of the demo password: all accounts of tests share it, so that making an organization costs no hashing. */
  passwordHash: string;
};

const NO_SWITCHES = 'There is no such switch; SANDBOX_SWITCHES=1 turns switches on.';

/** What only a sandbox has, under /sandbox: who can be tried, organizations for tests, and trouble to order. */
export function switchesApp({
  backend,
  trouble,
  oauth,
  demo,
  more,
  hasSwitches,
  passwordHash,
}: SwitchesOptions): Hono<ApiEnv> {
  const { db, now } = backend;
  const app = new Hono<ApiEnv>();

  app.use('/sandbox/*', async (c, next) => {
    if (!hasSwitches && !OF_DEMO.has(c.req.path)) return answer(404, { error: NO_SWITCHES });
    const refusal = refusalOf(c);
    if (refusal) return answer(403, { error: `The switches of the sandbox answer ${refusal}.` });
    await next();
    c.header('cache-control', 'no-store');
    renewCookie(backend, c);
    return undefined;
  });

  app.get('/sandbox/identities', async () => {
    const accounts = await identitiesOf(backend, demo.organizationUuid);
    const identities = accounts.map(({ uuid, firstName, lastName, email, role }) => ({
      id: uuid,
      name: `${firstName} ${lastName}`.trim(),
      email,
      role,
    }));
    return answer(200, { organizationName: DEMO_ORGANIZATION, identities });
  });

  app.post('/sandbox/sign-in', async (c) => {
    const identity = textOf(await inputOf(c.req), 'identity');
    const [account] = await db.read
      .select({ uuid: users.uuid })
      .from(users)
      .where(and(eq(users.uuid, identity), isNotNull(users.passwordHash), eq(users.isActive, true)));
    if (!account) return answer(404, { error: 'There is no such identity.' });
    await openSession(backend, c, account.uuid);
    return answer(200, { status: 'ok' });
  });

  app.post('/sandbox/organizations', async (c) => {
    const input = await inputOf(c.req);
    const label = crypto.randomUUID().slice(0, 13);
    const name = textOf(input, 'name', `Test organization ${label}`);
    const generation = generationOf(input, backend.generation);
    const accounts = testAccounts(`${label}.example`, newToken);
    const { organizationUuid, people } = await db.write((transaction) =>
      seedOrganization(transaction, {
        key: 'tests',
        freshUuids: true,
        name,
        generation,
        accounts,
        passwordHash,
        domain: `${label}.example`,
        sizes: {
          members: countOf(input, 'members', 25, 200_000),
          groups: countOf(input, 'groups', 4, 2_000),
          projects: countOf(input, 'projects', 3, 200),
          spaces: countOf(input, 'spaces', 6, 2_000),
          schedulers: countOf(input, 'schedulers', 6, 2_000),
        },
        now: now(),
      }),
    );
    if (input.hasSlack === true) await db.write((transaction) => seedSlack(transaction, organizationUuid, name));
    if (input.hasApplications === true)
      await db.write((transaction) =>
        seedApplications(transaction, organizationUuid, {
          createdByUserUuid: people[0]?.uuid ?? null,
          generation,
          now: now(),
        }),
      );
    if (input.hasEmailClient === false) backend.withoutEmail?.add(organizationUuid);
    // An older Lightdash, which takes an OAuth bearer for making tokens only.
    if (input.oauthBearer === false) oauth.setBearer(organizationUuid, false);
    const identities = accounts.map(({ firstName, lastName, email, role, token }, i) => {
      const userUuid = (people[i] as Person).uuid;
      return { id: userUuid, name: `${firstName} ${lastName}`, role, email, password: DEMO_PASSWORD, token, userUuid };
    });
    const deactivated = identities.pop();
    return answer(200, { organizationUuid, name, generation, identities, deactivated });
  });

  app.post('/sandbox/faults', async (c) => {
    trouble.order(faultOrderOf(await inputOf(c.req)));
    return answer(200, { status: 'ok' });
  });

  app.delete('/sandbox/faults', (c) => {
    return answer(200, { status: 'ok', ...trouble.clear(textOf(c.req.query(), 'organizationUuid')) });
  });

  app.post('/sandbox/latency', async (c) => {
    const input = await inputOf(c.req);
    trouble.setLatency(scopeOf(input), countOf(input, 'ms', undefined, 600_000));
    return answer(200, { status: 'ok' });
  });

  app.post('/sandbox/chaos', async (c) => {
    const input = await inputOf(c.req);
    trouble.setChaos(scopeOf(input), countOf(input, 'percent', undefined, 100));
    return answer(200, { status: 'ok' });
  });

  for (const routes of more) app.route('/', routes);

  app.all('/sandbox/*', () => answer(404, { error: 'There is no such switch.' }));

  app.onError((error) => {
    if (error instanceof BadSwitch) return answer(400, { error: error.message });
    backend.log(reportOf(error));
    return answer(500, { error: 'The switch failed; the log says why.' });
  });

  return app;
}

/** One organization, or (undefined) all. */
function scopeOf(input: Record<string, unknown>): string | undefined {
  return input.organizationUuid === undefined ? undefined : textOf(input, 'organizationUuid');
}
