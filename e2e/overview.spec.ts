import { apiAs, identityOf } from './support/api';
import { expectNoAxeViolations } from './support/axe';
import { goTo } from './support/pages';
import { expect, test } from './support/test';

test('an admin begins with what needs attention, after four calls, each linked to where it is fixed', async ({
  page,
  signInAs,
}) => {
  await signInAs('admin');
  await test.step('its first content takes four calls, all there is but that of each project', async () => {
    const paths = new Set<string>();
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/api/')) paths.add(pathname.replace(/[\da-f-]{36}/g, '…'));
    });
    await page.goto('/overview');
    await expect(page.getByText('There is only one admin')).toBeVisible();
    await expect(page.getByText(/^As of/)).toBeVisible();
    // What every project is asked for counts once: it comes after the first content.
    expect([...paths].filter((path) => !path.includes('…'))).toHaveLength(4);
  });

  await test.step('nothing is said of announcements where there are none', async () => {
    await expect(page.getByText('Lightdash announces')).toHaveCount(0);
  });

  await test.step('axe finds nothing', async () => {
    await expectNoAxeViolations(page);
  });

  await test.step('what cannot wait comes first, and leads to where it is fixed', async () => {
    await page.goto('/');
    await expect(page).toHaveURL(/\/overview$/);
    await expect(page.getByText(/^As of \d\d:\d\d/)).toBeVisible();
    // Below 200 members the organization of a test has exactly one admin.
    const item = page.getByRole('listitem').filter({ hasText: 'There is only one admin' });
    await expect(item.getByRole('img', { name: 'Needs attention at once' })).toBeVisible();
    // What cannot wait stands before what can.
    const marks = page.getByRole('region', { name: 'Needs you' }).getByRole('img');
    const states = await marks.evaluateAll((all) => all.map((mark) => mark.getAttribute('aria-label')));
    expect(states.lastIndexOf('Needs attention at once')).toBeLessThan(states.indexOf('Needs attention'));
    await item.getByRole('link', { name: 'Choose another' }).click();
    await expect(page).toHaveURL(/\/members\?status=active/);
  });
});

test('its figures and its week lead to what they count', async ({ page, organization, request, signInAs }) => {
  await signInAs('admin');
  await test.step('figures lead to what they count, and what nobody delivers can be transferred', async () => {
    const members = await apiAs(request, identityOf(organization, 'admin')).members();
    await page.goto('/overview');
    await expect(page.getByText(/^As of \d\d:\d\d/)).toBeVisible();
    const figures = page.getByRole('group', { name: 'The organization in figures' });
    await expect(figures.getByRole('link')).toHaveCount(4);
    await expect(figures.getByRole('link', { name: /^Members/ })).toContainText(members.length.toLocaleString('en-GB'));

    const silent = page.getByRole('listitem').filter({ hasText: /live schedulers? belongs? to people/ });
    const transfer = silent.getByRole('button', { name: /^Transfer \d+$/ });
    const [, size = ''] = /(\d+)/.exec(await transfer.innerText()) ?? [];
    await transfer.click();
    await expect(page.getByRole('dialog')).toHaveAccessibleName(
      size === '1' ? /^Transfer .+ to somebody else$/ : `Transfer ${size} schedulers to somebody else`,
    );
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);

    const open = figures.getByRole('link', { name: /^Open invitations/ });
    const [, invited = ''] = /^Open invitations\s*(\d+)/.exec(await open.innerText()) ?? [];
    await open.click();
    await expect(page).toHaveURL(/\/members\?status=pending/);
    await expect(page.getByRole('grid').getByRole('row')).toHaveCount(Number(invited) + 1);
  });

  await test.step('the week is walked by the keyboard, and an hour tells what is due in it', async () => {
    await goTo(page, 'Overview');
    const week = page.getByRole('grid', { name: 'Runs due by day and hour' });
    await expect(week.getByRole('row')).toHaveCount(8);
    const panel = page.getByRole('region', { name: 'The coming week' });
    const busy = week.getByRole('gridcell', { name: /: \d+ due/ }).last();
    const [, day = '', column = ''] = /^(\d+) (\d+)$/.exec((await busy.getAttribute('data-place')) ?? '') ?? [];
    const [, due = ''] = /: (\d+) due/.exec((await busy.getAttribute('aria-label')) ?? '') ?? [];

    await week.getByRole('gridcell').first().focus();
    for (let i = 0; i < Number(day); i++) await page.keyboard.press('ArrowDown');
    for (let i = 0; i < Number(column); i++) await page.keyboard.press('ArrowRight');
    await expect(busy).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(busy).toHaveAttribute('aria-selected', 'true');
    await expect(panel.getByRole('status')).toContainText(due === '1' ? '1 run due' : `${due} runs due`);
    await expectNoAxeViolations(page);
    const first = panel.getByRole('listitem').getByRole('link').first();
    const name = await first.innerText();
    await first.click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  });
});

test('what cannot be read says so and hides nothing else; as long as it looks, what it found is so far', async ({
  page,
  signInAs,
  faults,
  endFaults,
}) => {
  await signInAs('admin');
  await test.step('what cannot be read says so', async () => {
    await faults({ method: 'GET', path: '/spaces$', times: 30, fault: { kind: 'status', status: 500 } });
    await page.goto('/overview');
    await expect(page.getByText('Spaces could not be read in full')).toBeVisible();
    await expect(page.getByText('There is only one admin')).toBeVisible();
  });

  await test.step('what was found is so far', async () => {
    await endFaults();
    await faults({ method: 'GET', path: '/spaces$', times: 30, fault: { kind: 'delay', ms: 2_000 } });
    await page.goto('/overview');
    const count = page.getByRole('main').getByRole('status').first();
    await expect(count).toHaveText(/^\d+ things? needs? attention so far$/);
    await expect(count).toHaveText(/^\d+ things? needs? attention$/);
  });
});

test('each list that it leads to shows what was counted, and nothing else', async ({
  page,
  request,
  organization,
  signInAs,
}) => {
  const admin = identityOf(organization, 'admin');
  const call = async (path: string, data?: object) => {
    const answer = await request.fetch(`/api/v1${path}`, {
      method: data ? 'POST' : 'GET',
      headers: { authorization: `ApiKey ${admin.token}` },
      ...(data ? { data } : {}),
    });
    expect(answer.ok(), await answer.text()).toBe(true);
    return ((await answer.json()) as { results: unknown }).results;
  };
  const [project] = (await call('/org/projects')) as { projectUuid: string }[];
  const makeSpace = async (name: string) =>
    ((await call(`/projects/${project?.projectUuid ?? ''}/spaces`, { name, isPrivate: true })) as { uuid: string })
      .uuid;
  await makeSpace('Only mine');
  await makeSpace('Mine alone');
  const shared = await makeSpace('Shared with a group');
  const [group] = await apiAs(request, admin).groups();
  await call(`/projects/${project?.projectUuid ?? ''}/spaces/${shared}/group/share`, {
    groupUuid: group?.uuid,
    spaceRole: 'viewer',
  });

  await signInAs('admin');
  for (const [found, address] of [
    [/^(\d+) invitations? ha/, /invitation=week/],
    [/^(\d+) private spaces? (is|are) shared with nobody/, /sharing=nobody/],
    [/^(\d+) members? reach/, /grants=none/],
    [/^(\d+) schedulers? (is|are) failing/, /state=failing/],
    [/^(\d+) live schedulers? belong/, /state=skipped/],
  ] as const) {
    await page.goto('/overview');
    await expect(page.getByText(/^As of \d\d:\d\d/)).toBeVisible();
    const item = page.getByRole('listitem').filter({ hasText: found });
    const counted = found.exec(await item.innerText())?.[1] ?? '';
    await item.getByRole('link').click();
    await expect(page).toHaveURL(address);
    await expect(
      page
        .getByRole('main')
        .getByRole('status')
        .filter({ hasText: new RegExp(`^${counted} of [\\d,]+$`) }),
    ).toBeVisible();
    // Heads, of the table or of a project, lead nowhere.
    const rows = page
      .getByRole('grid')
      .getByRole('row')
      .filter({ has: page.getByRole('link') });
    await expect(rows).toHaveCount(Number(counted));
  }
});

test.describe('what Lightdash announces beside its answers', () => {
  test.beforeEach(async ({ request, organization, faults }) => {
    const headers = { authorization: `ApiKey ${identityOf(organization, 'admin').token}` };
    for (const [path, said] of [
      [
        '/api/v1/org/projects',
        {
          deprecation: '@1767225600',
          sunset: 'Thu, 31 Dec 2026 00:00:00 GMT',
          warning: '299 - "Use the second version."',
        },
      ],
      ['/api/v1/org/users', { deprecation: 'true' }],
    ] as const) {
      // The switch answers whatever is asked for: a page that is wide enough for everybody.
      const body: unknown = await (
        await request.get(`${path}?page=1&pageSize=5000&includeGroups=1000`, { headers })
      ).json();
      await faults({
        method: 'GET',
        path: `${path}$`,
        times: 20,
        fault: { kind: 'status', status: 200, headers: said, body },
      });
    }
  });

  test('is told to admins, after everything else, and needs no attention; to others it is not told', async ({
    page,
    signInAs,
  }) => {
    await test.step('to an admin', async () => {
      await signInAs('admin');
      await page.goto('/overview');
      await expect(page.getByText(/^As of \d\d:\d\d/)).toBeVisible();
      const item = page
        .getByRole('main')
        .getByRole('listitem')
        .filter({ hasText: 'Lightdash announces changes to 2 operations that the console uses' });
      await expect(item.getByRole('img', { name: 'For your information' })).toBeVisible();
      await expect(page.getByRole('main').getByRole('list').first().locator('> li').last()).toContainText(
        'Lightdash announces',
      );
      const attention = await page.getByRole('img', { name: 'Needs attention' }).count();
      await expect(page.getByRole('main').getByRole('status').first()).toHaveText(
        new RegExp(`^${attention} things? needs? attention$`),
      );
      await expect(item.getByText('Use the second version.')).toBeHidden();
      await item.getByText('What is announced').click();
      const projects = item.getByRole('listitem').filter({ hasText: 'GET /api/v1/org/projects' });
      await expect(projects).toContainText('Deprecated since 2026-01-01. Goes away on 2026-12-31.');
      await expect(projects).toContainText('Use the second version.');
      await expect(item.getByRole('listitem').filter({ hasText: 'GET /api/v1/org/users' })).toContainText(
        'Deprecated.',
      );
      await expectNoAxeViolations(page);
    });

    await test.step('to a viewer', async () => {
      // An answer on its way would put the other cookie back.
      await page.goto('about:blank');

      await signInAs('viewer');
      await page.goto('/overview');
      await expect(page.getByText(/^As of \d\d:\d\d/)).toBeVisible();
      await expect(page.getByText('Lightdash announces')).toHaveCount(0);
    });
  });
});

test('a viewer begins at the members; of the overview nothing is asked that would be refused, and what is seen in part is left out', async ({
  page,
  signInAs,
}) => {
  await signInAs('viewer');
  await test.step('the members are the first place', async () => {
    await page.goto('/');
    await expect(page).toHaveURL(/\/members$/);
  });

  await test.step('nothing is asked that would be refused', async () => {
    const refused: string[] = [];
    page.on('response', (response) => void (response.status() === 403 && refused.push(response.url())));
    await page.goto('/overview');
    await expect(page.getByText(/^As of \d\d:\d\d/)).toBeVisible();
    const item = page
      .getByRole('listitem')
      .filter({
        hasText: 'Only developers and admins can see the scheduled deliveries of a project. You are a viewer.',
      });
    await expect(item.getByRole('img', { name: 'Cannot be read' })).toBeVisible();
    await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Schedulers' }).click();
    await expect(page.getByRole('heading', { name: 'Your role does not show schedulers' })).toBeVisible();
    await expect(
      page.getByText('Only developers and admins can see the scheduled deliveries of a project. You are a viewer.'),
    ).toBeVisible();
    expect(refused).toEqual([]);
  });

  await test.step('findings about grants are left out, for only a part of them is seen', async () => {
    await page.goto('/overview');
    await expect(page.getByText(/^As of \d\d:\d\d/)).toBeVisible();
    for (const title of [
      'Whether a private space is shared with nobody cannot be read: your role shows only part',
      'Whether a member reaches nothing cannot be read: your role shows only part',
    ]) {
      await expect(
        page.getByRole('listitem').filter({ hasText: title }).getByRole('img', { name: 'Cannot be read' }),
      ).toBeVisible();
    }
    await expect(page.getByText(/reach(es)? nothing$|is shared with somebody|shared with nobody$/)).toHaveCount(0);

    const status = page.getByRole('main').getByRole('status').first();
    await page.goto('/members?group=none&grants=none');
    await expect(status).toContainText('· grants cannot be read: your role shows only part');
    await page.goto('/spaces?sharing=nobody');
    await expect(status).toContainText('· sharing cannot be read: your role shows only part');
    await page.getByRole('button', { name: 'Clear the filter Sharing' }).click();
    await expect(page.getByRole('main').getByRole('button', { name: /^Sharing/ })).toHaveCount(0);
  });
});

test.describe('an organization without projects', () => {
  test.use({ organizationOptions: { projects: 0 } });

  test('has no findings, and says where an admin creates projects, and to others who can grant one', async ({
    page,
    signInAs,
  }) => {
    await test.step('to an admin', async () => {
      await signInAs('admin');
      await page.goto('/overview');
      await expect(page.getByText(/^As of \d\d:\d\d/)).toBeVisible();
      const item = page.getByRole('listitem').filter({ hasText: 'This organization has no project yet' });
      await expect(item.getByRole('img', { name: 'For your information' })).toBeVisible();
      await expect(item).toContainText('Create one in Lightdash.');
      await expect(page.getByText(/granted no project/)).toHaveCount(0);
      for (const place of ['/projects', '/spaces']) {
        await page.goto(place);
        await expect(page.getByRole('heading', { name: 'This organization has no project yet' })).toBeVisible();
        await expect(page.getByText('An admin can grant you one.')).toHaveCount(0);
        await expect(page.getByRole('main').getByRole('searchbox')).toHaveCount(0);
        await expect(page.getByRole('button', { name: 'Export' })).toHaveCount(0);
      }
      await page.goto('/schedulers');
      await expect(page.getByRole('heading', { name: 'No schedulers yet' })).toBeVisible();
      await expect(page.getByRole('button', { name: /^Owner/ })).toHaveCount(0);
    });

    await test.step('to a viewer', async () => {
      // An answer on its way would put the other cookie back.
      await page.goto('about:blank');

      await signInAs('viewer');
      await page.goto('/projects');
      await expect(page.getByText('An admin can grant you one.')).toBeVisible();
    });
  });
});
