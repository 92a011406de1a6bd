import { identityOf } from './support/api';
import { signInByToken } from './support/pages';
import { expect, test } from './support/test';
import { wireOf, found } from './support/schedulers';

interface Project {
  projectUuid: string;
  name: string;
}

test('a viewer who is developer in one project sees its schedulers, and why the others are missing', async ({
  page,
  request,
  organization,
  signInAs,
}) => {
  const { token } = identityOf(organization, 'admin');
  const headers = { authorization: `ApiKey ${token}` };
  const read = async <T>(path: string): Promise<T> => {
    const answer = await request.get(`/api/v1${path}`, { headers });
    expect(answer.ok(), await answer.text()).toBe(true);
    return ((await answer.json()) as { results: T }).results;
  };
  const projects = await read<Project[]>('/org/projects');
  const lists = await Promise.all(
    projects.map(async (project) => ({
      project,
      schedulers: (await read<{ data: { name: string }[] }>(`/schedulers/${project.projectUuid}/list`)).data,
    })),
  );
  const seen = lists.find(({ schedulers }) => schedulers.length > 0);
  expect(seen, 'a project with schedulers').toBeDefined();
  const viewer = identityOf(organization, 'viewer');
  const granted = await request.post(
    `/api/v2/projects/${seen?.project.projectUuid ?? ''}/roles/assignments/user/${viewer.userUuid}`,
    { headers, data: { roleId: 'developer' } },
  );
  expect(granted.ok(), await granted.text()).toBe(true);

  const asked = new Set<string>();
  const refused: string[] = [];
  page.on('response', (response) => {
    const [, projectUuid] = /\/schedulers\/([\da-f-]{36})\/list/.exec(response.url()) ?? [];
    if (projectUuid) asked.add(projectUuid);
    if (response.status() === 403) refused.push(response.url());
  });
  await signInAs('viewer');
  await page.goto('/schedulers');
  const rows = page
    .getByRole('grid', { name: 'Schedulers' })
    .getByRole('row')
    .filter({ has: page.getByRole('link') });
  await expect(rows).toHaveCount(seen?.schedulers.length ?? 0);
  for (const { name } of seen?.schedulers ?? [])
    await expect(rows.filter({ has: page.getByRole('link', { name, exact: true }) })).not.toHaveCount(0);
  const others = projects.length - 1;
  await expect(page.getByText(`Your role does not show the schedulers of ${others} projects.`)).toBeVisible();
  expect([...asked]).toEqual([seen?.project.projectUuid]);
  expect(refused).toEqual([]);

  await page.goto('/overview');
  await expect(page.getByText(/^As of \d\d:\d\d/)).toBeVisible();
  const unseen = page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ hasText: `Schedulers of ${others} projects` });
  await expect(unseen.getByRole('img', { name: 'Cannot be read' })).toBeVisible();
  await expect(unseen).toContainText('Lightdash shows them to developers and admins of a project.');
  await expect(unseen).not.toContainText(seen?.project.name ?? '');
  expect(refused).toEqual([]);
});

test.describe('with schedulers in three projects', () => {
  test.use({ organizationOptions: { schedulers: 24, projects: 3 } });

  test(
    'a viewer hears calmly why there is nothing to see; an editor reads one without its runs',
    { tag: '@both' },
    async ({ generation, page, request, organization, signInAs }) => {
      const { schedulerUuid, name } = found(
        await wireOf(request, identityOf(organization, 'admin')).all(),
        ({ targets }) => targets.length > 0,
      );
      await signInAs('viewer');
      await page.goto('/schedulers');
      await expect(page.getByRole('heading', { name: 'Your role does not show schedulers' })).toBeVisible();
      await expect(page.getByRole('alert')).toHaveCount(0);
      await page.goto(`/schedulers/${schedulerUuid}`);
      await expect(page.getByRole('button', { name: 'Edit', exact: true })).toBeDisabled();
      // An answer on its way would put the viewer's cookie back.
      await page.goto('about:blank');
      await signInAs('editor');
      await page.goto(`/schedulers/${schedulerUuid}`);
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
      await expect(page.getByText('Lightdash shows runs to developers and admins of the project only.')).toBeVisible();
      // Since 1.219 it takes whoever may manage the deliveries of others.
      const edit = page.getByRole('button', { name: 'Edit', exact: true });
      await expect(edit).toBeEnabled({ enabled: generation === '0.2110' });
    },
  );

  test('with a token, or a project that gives no answer, the page says what its findings are based on', async ({
    page,
    organization,
    faults,
  }) => {
    await page.goto('/sign-in');
    await signInByToken(page, identityOf(organization, 'developer').token);
    await expect(page.getByRole('grid')).toBeVisible();
    await faults({ method: 'GET', path: '/runs$', fault: { kind: 'status', status: 500 } });
    await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Schedulers' }).click();
    await expect(page.getByText('the domain of most members')).toBeVisible();
    await expect(page.getByText('The runs of 1 project could not be read')).toBeVisible();
  });
});
