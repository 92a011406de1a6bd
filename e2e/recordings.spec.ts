import type { Page } from '@playwright/test';
import { expectRow, membersTable, memberRows, openMembers, openRowDialog, openUserMenu } from './support/pages';
import {
  recordedPaths as pathsOf,
  recordedResults as resultsOf,
  startRecordedServer,
  type Generation,
} from './support/recorded-server';
import { expect, test as base } from './support/test';

/** The members pages, fed with what a real Lightdash answered, through the proxy that stands before a real one. */
interface Person {
  userUuid: string;
  firstName: string;
  lastName: string;
  email: string;
  isPending: boolean;
  groups?: { uuid: string }[];
}
type Recorded = Awaited<ReturnType<typeof startRecordedServer>>;

/** Each generation has a server of its own, and so workers of its own. */
const testWith = (generation: Generation) =>
  base.extend<object, { recorded: Recorded }>({
    recorded: [
      // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from the pattern.
      async ({}, use) => {
        const recorded = await startRecordedServer(generation);
        await use(recorded);
        await recorded.close();
      },
      { scope: 'worker' },
    ],
    baseURL: ({ recorded }, use) => use(recorded.url),
  });

const nameOf = ({ firstName, lastName }: Person) => `${firstName} ${lastName}`;

/** Nothing was misread, and nothing was asked for that no real server was asked. */
async function expectAllRead(page: Page, { unanswered }: Recorded): Promise<void> {
  await page.waitForLoadState('networkidle');
  await expect(page.getByText('An answer we cannot read')).toHaveCount(0);
  await expect(page.getByText(/could not be read/)).toHaveCount(0);
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(unanswered).toEqual([]);
}

const ID = '[\\da-f-]{36}';
/** The other places, by the recorded paths that their addresses are made of. */
const PLACES: [place: string, recorded: RegExp, address: (ids: string[]) => string][] = [
  ['the overview', /^\/api\/v1\/user$/, () => '/overview'],
  ['the groups', /^\/api\/v1\/org\/groups$/, () => '/groups'],
  ['a group', new RegExp(`^/api/v1/groups/(${ID})$`), ([group]) => `/groups/${group}`],
  ['the projects', /^\/api\/v1\/org\/projects$/, () => '/projects'],
  [
    'the access of a project',
    new RegExp(`^/api/v2/projects/(${ID})/roles/assignments$`),
    ([project]) => `/projects/${project}/access`,
  ],
  ['the spaces', new RegExp(`^/api/v1/projects/${ID}/spaces$`), () => '/spaces'],
  [
    'a space',
    new RegExp(`^/api/v1/projects/(${ID})/spaces/(${ID})$`),
    ([project, space]) => `/projects/${project}/spaces/${space}`,
  ],
  ['the schedulers', new RegExp(`^/api/v1/schedulers/${ID}/list$`), () => '/schedulers'],
  ['the profile', /^\/api\/v1\/user$/, () => '/profile'],
];

for (const generation of ['0.2110', '1.219'] as const) {
  const test = testWith(generation);
  const recordedPaths = (matching: RegExp) => pathsOf(generation, matching);
  const recordedResults = (path: string) => resultsOf(generation, path);

  test(`${generation}: the list shows everybody, with their groups, and what opens over it`, async ({
    page,
    recorded,
  }) => {
    test.slow();
    const { data: people } = recordedResults('/api/v1/org/users') as { data: Person[] };
    const groups = recordedResults('/api/v1/org/groups') as { data: { uuid: string; name: string }[] };
    const me = recordedResults('/api/v1/user') as Person;
    await openMembers(page);
    await expect(memberRows(page)).toHaveCount(people.length);
    for (const person of people) {
      const names = groups.data
        .filter(({ uuid }) => person.groups?.some((group) => group.uuid === uuid))
        .map(({ name }) => name);
      await expectRow(page, nameOf(person), person.email, ...names);
    }
    await expect(
      page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: nameOf(me) }),
    ).toBeVisible();
    expect(
      people.some((person) => groups.data.some(({ uuid }) => person.groups?.some((group) => group.uuid === uuid))),
    ).toBe(true);
    await expectAllRead(page, recorded);

    await test.step('the dialog of removal reads what hangs on a person', async () => {
      const other = people.find(({ userUuid }) => userUuid !== me.userUuid);
      if (!other) throw new Error('Nobody but the signed-in person was recorded.');
      const removal = await openRowDialog(page, nameOf(other), 'Remove from the organization…');
      await expect(removal.getByRole('listitem')).toHaveCount(4);
      await expect(removal.getByText('still reading')).toHaveCount(0);
      await expectAllRead(page, recorded);
      await removal.getByRole('button', { name: 'Cancel' }).click();
      await expect(removal).toHaveCount(0);
    });

    await test.step('the menu of the signed-in person names the credential without showing it', async () => {
      const menu = await openUserMenu(page, nameOf(me));
      await expect(menu).toContainText(`${me.email}Credential: Session cookie`);
      await expect(page.getByText('REDACTED')).toHaveCount(0);
      await expectAllRead(page, recorded);
    });
  });

  test(`${generation}: the pages of members render`, async ({ page, recorded }) => {
    test.slow();
    await openMembers(page);
    for (const path of recordedPaths(/^\/api\/v1\/org\/users\/[\da-f-]{36}$/))
      await test.step(path, async () => {
        const person = recordedResults(path) as Person;
        await membersTable(page)
          .getByRole('link', { name: nameOf(person), exact: true })
          .click();
        await expect(page.getByRole('heading', { level: 1, name: nameOf(person) })).toBeVisible();
        await expect(page.getByRole('region', { name: 'Profile' })).toContainText(person.email);
        await expect(page.getByRole('region', { name: 'Profile' })).toContainText(
          person.isPending ? 'Invited' : 'Created',
        );
        for (const name of [/^Direct project grants \d+$/, /^Schedulers owned \d+$/])
          await expect(page.getByRole('region', { name })).not.toContainText('Reading');
        await page.getByRole('link', { name: 'Members' }).first().click();
        await expect(membersTable(page)).toBeVisible();
        await expectAllRead(page, recorded);
      });
  });

  test(`${generation}: nothing is misread at any other place`, async ({ page }) => {
    test.slow();
    for (const [place, recordedPath, address] of PLACES)
      await test.step(place, async () => {
        const [path = ''] = recordedPaths(recordedPath);
        await page.goto(address(recordedPath.exec(path)?.slice(1) ?? []));
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(/\S/);
        await page.waitForLoadState('networkidle');
        await expect(page.getByText('An answer we cannot read')).toHaveCount(0);
        await expect(page.getByText('Something went wrong in the console')).toHaveCount(0);
      });
  });
}
