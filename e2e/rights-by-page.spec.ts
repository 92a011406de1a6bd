import type { Request } from '@playwright/test';
import { identityOf } from './support/api';
import { show, signInByToken } from './support/pages';
import { expect, test } from './support/test';
import { thingsOf } from './support/things';

type Who = 'developer' | 'viewer' | 'token';

/** What is said on each page of an organization's admin to a developer, to a viewer, and to an admin's access token; of projects in the menu of one. */
const SAID: Readonly<Record<string, Record<Who, string | RegExp>>> = {
  '/settings': {
    developer: 'Only admins can change the organization. You are a developer.',
    viewer: 'Only admins can see the settings of the organization. You are a viewer.',
    token: 'Lightdash tells them to a signed-in session only, not to an access token.',
  },
  '/settings/projects': {
    developer: /^Edit….*Only admins can change this project\. You are a developer\.$/,
    viewer: /^Edit….*Only admins can change this project\. You are a viewer\.$/,
    token: /^Edit…$/,
  },
  '/settings/roles': {
    developer: 'Only admins can see what custom roles allow. You are a developer.',
    viewer: 'Only admins can see what custom roles allow. You are a viewer.',
    token: 'Create role',
  },
  '/settings/integrations': {
    developer: 'Only admins can see the settings of the organization. You are a developer.',
    viewer: 'Only admins can see the settings of the organization. You are a viewer.',
    token: 'GitLabThe organization’s.Told to a signed-in session only',
  },
  '/attributes': {
    developer: 'Only admins can see and change user attributes. You are a developer.',
    viewer: 'Only admins can see and change user attributes. You are a viewer.',
    token: 'Create attribute',
  },
  '/groups': {
    developer: 'Only admins can see groups. You are a developer.',
    viewer: 'Only admins can see groups. You are a viewer.',
    token: 'Create group',
  },
  '/validation': {
    developer: 'Validate all projects',
    viewer: 'Only developers and admins can validate projects. You are a viewer.',
    token: 'Validate all projects',
  },
  contents: {
    developer: 'Only admins see in full where access comes from',
    viewer: 'Only developers and admins can see the scheduled deliveries of this project. You are a viewer.',
    token: /Grants\s*\d/,
  },
  '/profile': {
    developer: 'Only admins can delete their own account. You are a developer.',
    viewer: 'Only admins can delete their own account. You are a viewer.',
    token: 'Your profile can’t be changed with an access token.',
  },
};

const NOT_AVAILABLE = ['domains', ...['google', 'okta', 'azuread', 'oneLogin', 'oidc'].map((name) => `sso/${name}`)];
/** What is asked although it is refused, once: an admin's token learns only so what this server has not. */
const permittedOf = (generation: '0.2110' | '1.219', who: Who, projectUuid: string): string[] => {
  const isOlder = generation === '0.2110';
  if (who !== 'token') return isOlder ? [`403 /api/v2/projects/${projectUuid}/roles/assignments`] : [];
  return [
    ...NOT_AVAILABLE.map((path) => `${isOlder ? 404 : 403} /api/v1/org/${path}`),
    '422 /api/v1/service-accounts',
    ...(isOlder ? ['org/settings', 'org/impersonation', 'oauth/clients'].map((path) => `404 /api/v1/${path}`) : []),
  ];
};

for (const who of ['developer', 'viewer', 'token'] satisfies Who[])
  test(`to a ${who} each page of an admin says what it shows and what not, and what is refused is not asked for again @both`, async ({
    page,
    request,
    organization,
    generation,
    signInAs,
  }) => {
    test.slow();
    const refused: string[] = [];
    const underWay = new Set<Request>();
    page.on('request', (call) => underWay.add(call));
    page.on('requestfinished', (call) => underWay.delete(call));
    page.on('requestfailed', (call) => underWay.delete(call));
    page.on('response', (answer) => {
      const { pathname } = new URL(answer.url());
      const isUnknown = answer.status() === 404 && /\/org\/|\/oauth\//.test(pathname);
      if (isUnknown || [401, 403, 422].includes(answer.status())) refused.push(`${answer.status()} ${pathname}`);
    });
    const { space } = await thingsOf(request, organization);
    await page.goto('/sign-in?next=/profile');
    if (who === 'token') await signInByToken(page, identityOf(organization, 'admin').token);
    else {
      await signInAs(who);
      await page.goto('/profile');
    }
    const main = page.getByRole('main');
    await expect(main).toContainText(SAID['/profile']?.[who] ?? '');
    refused.splice(0);
    for (const path of [...Object.keys(SAID), ...Object.keys(SAID)]) {
      await show(
        page,
        path === 'contents' ? `/projects/${space.projectUuid}/spaces/${space.uuid}?show=contents` : path,
      );
      const said = SAID[path]?.[who] ?? '';
      if (path === '/settings/projects') {
        await page
          .getByRole('button', { name: /^Actions for/ })
          .first()
          .click();
        await expect(page.getByRole('menuitem', { name: 'Edit…' })).toHaveText(said);
        await page.keyboard.press('Escape');
      } else await expect(main).toContainText(said);
      // A call that is called off because its page is left has told nothing, and is made again.
      await expect.poll(() => underWay.size).toBe(0);
      if (path !== '/settings/integrations' || who !== 'token') continue;
      // What only newer servers have is said to be missing, once.
      await expect(page.getByRole('region', { name: 'OAuth applications' })).toContainText(
        generation === '0.2110' ? 'Not on this server.' : 'None.',
      );
      await expect(page.getByRole('button', { name: 'Make a key pair' })).toHaveAttribute('aria-disabled', 'true');
    }
    const permitted = permittedOf(generation === '0.2110' ? '0.2110' : '1.219', who, space.projectUuid);
    expect(refused.filter((each) => !permitted.includes(each))).toEqual([]);
    expect(refused.filter((each, place) => refused.indexOf(each) !== place)).toEqual([]);
  });
