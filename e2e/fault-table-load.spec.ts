import type { APIRequestContext, Locator, Page } from '@playwright/test';
import { identityOf } from './support/api';
import { Count, expectCalm, faultsOf, hurry, type TableFault } from './support/fault-table';
import { dialog, signIn } from './support/pages';
import { expect, test, type Organization } from './support/test';

type Kind = TableFault['kind'];

interface Place {
  name: string;
  at: (ids: Ids) => string;
  /** The reading without which the page is nothing. */
  main: string;
  /** What is there when it has been read. */
  ready: (page: Page) => Locator;
  /** What it says where that is not the usual; a pattern: not as a failure. */
  says?: Partial<Record<Kind, string | RegExp>>;
}

type Ids = Awaited<ReturnType<typeof idsOf>>;

/** One of each thing that has a page. */
async function idsOf(request: APIRequestContext, organization: Organization) {
  const { token, userUuid } = identityOf(organization, 'admin');
  const get = async <T>(path: string): Promise<T> => {
    const answer = await request.get(`/api/v1${path}`, { headers: { authorization: `ApiKey ${token}` } });
    return ((await answer.json()) as { results: T }).results;
  };
  const first = <T>([one]: T[]): T => {
    if (one === undefined) throw new Error('The sandbox invented nothing of the kind.');
    return one;
  };
  const projects = await get<{ projectUuid: string }[]>('/org/projects');
  const groups = await get<{ data: { uuid: string }[] }>('/org/groups');
  const spaces = await Promise.all(projects.map(({ projectUuid }) => get<{ uuid: string; projectUuid: string }[]>(`/projects/${projectUuid}/spaces`)));
  const schedulers = await Promise.all(projects.map(({ projectUuid }) => get<{ data: { schedulerUuid: string }[] }>(`/schedulers/${projectUuid}/list`)));
  return {
    member: userUuid,
    group: first(groups.data).uuid,
    project: first(projects).projectUuid,
    space: first(spaces.flat()),
    scheduler: first(schedulers.flatMap(({ data }) => data)).schedulerUuid,
  };
}

const grid = (name: string) => (page: Page) => page.getByRole('grid', { name });
const region = (name: string) => (page: Page) => page.getByRole('region', { name });

const SAYS: Record<Kind, string> = {
  invalid: 'Lightdash did not accept this',
  unauthorized: 'Your sign-in has ended',
  forbidden: 'Not allowed',
  'not-found': 'Not found',
  conflict: 'This does not go together',
  'rate-limited': 'Too many requests',
  server: 'The server failed',
  unavailable: 'Lightdash is not available',
  network: 'The server cannot be reached',
  timeout: 'No answer in time',
  malformed: 'An answer we cannot read',
};

const PLACES: Place[] = [
  { name: '/overview', at: () => '/overview', main: '^/api/v1/org/users$', ready: (page) => page.getByText(/^There is (more than|only) one admin/) },
  { name: '/members', at: () => '/members', main: '^/api/v1/org/users$', ready: grid('Members') },
  // An address that is no uuid is refused as invalid: to a person it is a wrong one.
  { name: '/members/:id', at: ({ member }) => `/members/${member}`, main: '^/api/v1/org/users/', ready: region('Profile'), says: { invalid: 'Not found' } },
  { name: '/groups', at: () => '/groups', main: '^/api/v1/org/groups$', ready: grid('Groups') },
  { name: '/groups/:id', at: ({ group }) => `/groups/${group}`, main: '^/api/v1/groups/[^/]+$', ready: region('Projects') },
  { name: '/projects', at: () => '/projects', main: '^/api/v1/org/projects$', ready: grid('Projects') },
  { name: '/projects/:id/access', at: ({ project }) => `/projects/${project}/access`, main: '/roles/assignments$|/access$|/groupAccesses$', ready: grid('Everyone with access'), says: { forbidden: /^Your role does not show the grants, so not all is known/ } },
  { name: '/spaces', at: () => '/spaces', main: '^/api/v1/projects/[^/]+/spaces$', ready: grid('Spaces'), says: { forbidden: /^No space is open to you/ } },
  { name: 'the space page', at: ({ space }) => `/projects/${space.projectUuid}/spaces/${space.uuid}`, main: '^/api/v1/projects/[^/]+/spaces/[^/]+$', ready: grid('Everyone with access') },
  { name: '/schedulers', at: () => '/schedulers', main: '^/api/v1/schedulers/[^/]+/list$', ready: grid('Schedulers'), says: { forbidden: /^Your role does not show schedulers/ } },
  { name: '/schedulers/:id', at: ({ scheduler }) => `/schedulers/${scheduler}`, main: '^/api/v1/schedulers/[^/]+$', ready: region('Delivery') },
  { name: '/profile', at: () => '/profile', main: '^/api/v1/user/me/personal-access-tokens$', ready: (page) => page.getByRole('table', { name: 'Personal access tokens' }) },
];

const cells = new Count();

test.describe('loading', () => {
  test.describe.configure({ mode: 'default' });
  test.afterAll(() => cells.print('loading'));

  for (const { name, at, main, ready, says } of PLACES) {
    test(`${name}: each fault ends in words, or is overcome`, async ({ page, request, organization, signInAs, faults, endFaults }) => {
      const admin = await signInAs('admin');
      const ids = await idsOf(request, organization);
      for (const { name: what, kind, fault, passing } of faultsOf('lightdash')) {
        const cell = `${name}, ${what}`;
        const begin = performance.now();
        await test.step(what, async () => {
          if (kind === 'timeout') await hurry(page, { init: true });
          await faults({ method: 'GET', path: main, fault, times: passing ? 1 : 1000 });
          await page.goto(at(ids), { waitUntil: 'commit' });
          let met = 0;
          const words = says?.[kind] ?? SAYS[kind];
          if (kind === 'unauthorized') {
            await expect(dialog(page, words), cell).toBeVisible();
            met = await endFaults();
            await signIn(dialog(page, words), admin);
            await expect(dialog(page), cell).toHaveCount(0);
          }
          const isOvercome = passing || kind === 'unauthorized';
          const isFailure = !isOvercome && typeof words === 'string';
          await expect(isOvercome ? ready(page) : isFailure ? page.getByRole('alert').filter({ hasText: words }) : page.getByText(words), cell).toBeVisible();
          await expectCalm(page, cell, isFailure ? 1 : 0);
          expect(new URL(page.url()).pathname, cell).toBe(at(ids));
          expect(met + (await endFaults()), `${cell}: calls that met it`).toBeGreaterThan(0);
          cells.add(name);
        });
        if (process.env.TIMES) console.log(cell, Math.round(performance.now() - begin));
      }
    });
  }
});
