import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { identityOf } from './support/api';
import { expectNoAxeViolations } from './support/axe';
import { dialog, openFilter } from './support/pages';
import { expect, test } from './support/test';

interface Project {
  projectUuid: string;
  name: string;
}
interface Space {
  uuid: string;
  name: string;
  parentSpaceUuid: string | null;
}

const read = async <T>(page: Page, path: string): Promise<T> =>
  ((await (await page.request.get(`/api/v1${path}`)).json()) as { results: T }).results;

/** The API calls that the page makes from now on. */
function callsOf(page: Page): string[] {
  const calls: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/')) calls.push(`${request.method()} ${pathname}`);
  });
  return calls;
}

async function choose(page: Page, field: string, typed: string): Promise<void> {
  const input = page
    .getByRole('combobox', { name: field })
    .or(page.getByRole('textbox', { name: field, exact: true }))
    .first();
  await input.focus();
  await input.fill(typed);
  await expect(page.getByRole('option').filter({ hasText: typed }).first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

const isRead = (page: Page) =>
  expect(
    page.getByRole('group', { name: 'What has been read' }).getByRole('button', { name: 'Read again' }),
  ).toBeVisible();

const saved = async (page: Page, button: string): Promise<string> => {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return readFile(await file.path(), 'utf8');
};

test(
  'an admin asks by keyboard why somebody reaches a project, and by address who reaches a space; nothing else is read',
  { tag: '@both' },
  async ({ page, organization, signInAs }) => {
    await signInAs('admin');
    await test.step('why somebody reaches a project', async () => {
      const [first, second] = await read<Project[]>(page, '/org/projects');
      const viewer = identityOf(organization, 'viewer');
      const calls = callsOf(page);
      await page.goto('/access');
      await choose(page, 'Person', viewer.name);
      await expect(page).toHaveURL(new RegExp(`person=${viewer.userUuid}`));
      // Alone, a person is a question about everything: that is another test.
      await page.goto(`/access?person=${viewer.userUuid}&project=${first?.projectUuid}`);
      await expect(page.getByRole('table', { name: 'Everything that was considered' })).toBeVisible();
      const answer = page.getByRole('status').filter({ hasText: viewer.name });
      await expect(answer).toContainText(first?.name ?? '');
      await expect(page.getByRole('list', { name: 'How access comes about' }).first()).toContainText(viewer.name);
      await expect(page.getByRole('region', { name: 'Without it' })).toBeVisible();
      await expectNoAxeViolations(page);

      calls.length = 0;
      await page.reload();
      await expect(answer).toBeVisible();
      expect(calls.filter((call) => call.includes(second?.projectUuid ?? '-'))).toEqual([]);
      expect(new Set(calls).size).toBe(calls.length);

      await page.getByRole('button', { name: 'Clear the person' }).click();
      await expect(page.getByRole('grid', { name: 'Everyone with access' })).toBeVisible();
      await expect(page).not.toHaveURL(/person=/);
    });

    await test.step('a space in the address alone is found, and everyone who reaches it', async () => {
      const projects = await read<Project[]>(page, '/org/projects');
      const [space] = await read<Space[]>(page, `/projects/${projects.at(-1)?.projectUuid}/spaces`);
      await page.goto(`/access?space=${space?.uuid}`);
      await expect(page.getByRole('grid', { name: 'Everyone with access' })).toBeVisible();
      await expect(page).toHaveURL(new RegExp(`project=${projects.at(-1)?.projectUuid}`));
      await expectNoAxeViolations(page);
    });
  },
);

test('everything somebody reaches is read once, within the bound; a row asks why', async ({
  page,
  organization,
  signInAs,
}) => {
  await signInAs('admin');
  const projects = await read<Project[]>(page, '/org/projects');
  const spaces = (
    await Promise.all(projects.map(({ projectUuid }) => read<Space[]>(page, `/projects/${projectUuid}/spaces`)))
  ).flat();
  const roots = spaces.filter(({ parentSpaceUuid }) => parentSpaceUuid === null).length;
  const admin = identityOf(organization, 'admin');
  const calls = callsOf(page);
  await page.goto(`/access?person=${admin.userUuid}`);
  await isRead(page);
  const organizationCalls = calls.filter((call) => /\/org\/|\/orgs\/|\/projects\//.test(call));
  expect(new Set(organizationCalls).size).toBe(organizationCalls.length);
  expect(organizationCalls.length).toBeLessThanOrEqual(4 + 2 * projects.length + roots);

  const table = page.getByRole('grid', { name: 'Everything they reach' });
  await expect(page.getByText(`${projects.length} projects, ${spaces.length} spaces`)).toBeVisible();
  await expectNoAxeViolations(page);
  const csv = await saved(page, 'Export');
  expect(csv.trim().split('\r\n')).toHaveLength(1 + projects.length + spaces.length);

  calls.length = 0;
  await openFilter(page, 'Kind');
  await page.getByRole('checkbox', { name: /^Spaces/ }).check();
  await page.keyboard.press('Escape');
  await expect(page.getByText(`0 projects, ${spaces.length} spaces`)).toBeVisible();
  expect(calls).toEqual([]);
  await table.getByRole('row').nth(1).focus();
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('status').filter({ hasText: 'because they are Admin in the organization' }),
  ).toBeVisible();
  await page.goBack();
  await isRead(page);
});

test('reading stops and goes on, a member’s page asks the same, and what is missing or nobody at all is said', async ({
  page,
  organization,
  signInAs,
  faults,
}) => {
  await signInAs('admin');
  await test.step('reading stops, says so, and goes on', async () => {
    await faults({ path: '/projects/[^/]+/spaces$', fault: { kind: 'delay', ms: 4_000 } });
    await page.goto(`/access?person=${identityOf(organization, 'viewer').userUuid}`);
    const bar = page.getByRole('group', { name: 'What has been read' });
    await bar.getByRole('button', { name: 'Stop' }).click();
    await expect(bar).toContainText('what depends on the rest is not known');
    await bar.getByRole('button', { name: 'Go on reading' }).click();
    await isRead(page);
  });

  await test.step("a member's page shows what they reach when asked, and why", async () => {
    const viewer = identityOf(organization, 'viewer');
    await page.goto(`/members/${viewer.userUuid}`);
    await isRead(page);
    const table = page.getByRole('grid', { name: 'Everything they reach' });
    await table.getByRole('row').nth(1).focus();
    await page.keyboard.press('Enter');
    await expect(dialog(page).getByRole('table', { name: 'Everything that was considered' })).toBeVisible();
    await expectNoAxeViolations(page);
  });

  await test.step('a question about a person or space that does not exist says so', async () => {
    const [project] = await read<Project[]>(page, '/org/projects');
    for (const who of ['person', 'group']) {
      for (const place of ['', `&project=${project?.projectUuid}`]) {
        await page.goto(`/access?${who}=00000000-0000-4000-8000-000000000000${place}`);
        await expect(page.getByRole('heading', { name: 'Not found' })).toBeVisible();
      }
    }
    // An answer on its way would put the other cookie back.
    await page.goto('about:blank');
    await signInAs('developer');
    await page.goto(`/access?group=00000000-0000-4000-8000-000000000000&project=${project?.projectUuid}`);
    await expect(page.getByText('Groups are shown to admins only.')).toBeVisible();
  });

  await test.step('a developer sees which part of the answer is missing', async () => {
    await page.goto(`/access?person=${identityOf(organization, 'viewer').userUuid}`);
    await isRead(page);
    await expect(page.getByText('Seen as a developer: private spaces you are not in are missing')).toBeVisible();
  });
});

test('groups: what adding to one gives is shown first, what one opens is answered also where that is nothing, and a project is exported for review', async ({
  page,
  organization,
  signInAs,
}) => {
  await signInAs('admin');
  await test.step('adding to a group shows first what that gives, as far as it has been read', async () => {
    const member = identityOf(organization, 'member');
    const [project] = await read<Project[]>(page, '/org/projects');
    const made = await page.request.post('/api/v1/org/groups', { data: { name: 'Readers', members: [] } });
    const { results } = (await made.json()) as { results: { uuid: string } };
    const granted = await page.request.post(
      `/api/v2/projects/${project?.projectUuid}/roles/assignments/group/${results.uuid}`,
      { data: { roleId: 'viewer', sendEmail: false } },
    );
    expect(granted.ok()).toBe(true);
    await page.goto(`/groups/${results.uuid}`);
    await page.getByRole('button', { name: 'Add members' }).first().click();
    await dialog(page).getByLabel('Or a list of e-mail addresses').fill(member.email);
    await expect(dialog(page).getByText(/not read/)).toBeVisible();
    await dialog(page).getByRole('button', { name: 'Read them' }).click();
    await expect(dialog(page).getByText(/not read|Reading the rest/)).toHaveCount(0);
    await expect(dialog(page).getByText('Will reach: 1.')).toBeVisible();
    await expect(dialog(page)).toContainText(`${project?.name} (viewer)`);
  });

  await test.step('who reaches a project is exported for review', async () => {
    const [project] = await read<Project[]>(page, '/org/projects');
    await page.goto(`/access?project=${project?.projectUuid}`);
    await expect(page.getByRole('grid', { name: 'Everyone with access' })).toBeVisible();
    const csv = await saved(page, 'Export review');
    expect(csv).toContain('Person,E-mail,Status,Organization role,Effective role,Path,Last sign of use,User UUID');
    expect(csv).toMatch(
      new RegExp(
        `${identityOf(organization, 'admin').email},Active,Admin,Admin,Decides: Admin in the organization[^\r]*,Not told by the server,`,
      ),
    );
  });

  await test.step('a question about a group is answered also where it opens nothing', async () => {
    const [project] = await read<Project[]>(page, '/org/projects');
    const made = await page.request.post('/api/v1/org/groups', { data: { name: 'Nobody yet', members: [] } });
    const { results } = (await made.json()) as { results: { uuid: string } };
    await page.goto(`/access?group=${results.uuid}&project=${project?.projectUuid}`);
    await expect(page.getByRole('status').filter({ hasText: 'Anyone in Nobody yet cannot see' })).toContainText(
      'nothing gives the group a role there',
    );
    await expect(page.getByRole('table', { name: 'Everything that was considered' })).toContainText(
      'There is nothing here that could give access.',
    );
    // What decides about a person can be changed where it lies.
    const viewer = identityOf(organization, 'viewer');
    await page.goto(`/access?person=${viewer.userUuid}&project=${project?.projectUuid}`);
    await page.getByRole('link', { name: 'Change: Viewer in the organization' }).click();
    await expect(page).toHaveURL(new RegExp(`/members/${viewer.userUuid}$`));
  });

  await test.step("a group's page shows what the group opens", async () => {
    const { data } = await read<{ data: { uuid: string }[] }>(page, '/org/groups');
    await page.goto(`/groups/${data[0]?.uuid}`);
    await page.getByRole('navigation', { name: 'Views of the group' }).getByRole('link', { name: 'Reaches' }).click();
    await isRead(page);
    await expect(page).toHaveURL(/show=reach/);
  });
});
