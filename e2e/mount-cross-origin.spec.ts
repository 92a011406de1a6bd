import { identityOf } from './support/api';
import { freePort, startConsoleServer } from './support/embed';
import { expect, test } from './support/mounted';
import { dialog, expectRow, membersTable, openRowDialog } from './support/pages';
import type { Organization } from './support/test';

/** On another site than the portal, which is at 127.0.0.1. */
const siteOf = (port: number) => `http://localhost:${port}`;

test.describe('a console whose server is on another site', () => {
  test('works where that server lists the portal, without any cookie', async ({
    page,
    context,
    portal,
    portalServer,
    request,
    secrets,
  }) => {
    const port = await freePort();
    const consoleServer = await startConsoleServer(port, portal.origin);
    portalServer.servers.push(siteOf(port));
    const made = await request.post(`${siteOf(port)}/sandbox/organizations`, { data: {} });
    const organization = (await made.json()) as Organization;
    secrets.push(...organization.identities.flatMap(({ token, password }) => [token, password]));
    await context.addCookies([{ name: 'connect.sid', value: 'of-somebody', url: siteOf(port) }]);
    const cookies: (string | undefined)[] = [];
    page.on('request', (call) => call.url().startsWith(siteOf(port)) && cookies.push(call.headers().cookie));

    await portal.open(identityOf(organization, 'admin'), { apiBase: siteOf(port), initialPath: '/members' });
    await openRowDialog(page, 'Layla Haddad', 'Change role…');
    await dialog(page)
      .getByRole('radio', { name: /^Editor / })
      .check();
    await dialog(page).getByRole('button', { name: 'Change role' }).click();
    await expectRow(page, 'Layla Haddad', 'Editor');
    expect(cookies.length).toBeGreaterThan(4);
    expect(cookies.filter(Boolean)).toEqual([]);
    await portal.unmount();
    portalServer.servers.pop();
    await consoleServer.close();
  });

  test.describe('that does not list the portal', () => {
    test.use({ expectedErrors: [/blocked by CORS policy|ERR_FAILED/] });

    test('does not start, and says so', async ({ page, portal, portalServer, organization }, { project }) => {
      const elsewhere = String(project.use.baseURL).replace('127.0.0.1', 'localhost');
      portalServer.servers.push(elsewhere);
      await portal.open(identityOf(organization, 'admin'), { apiBase: elsewhere, initialPath: '/members' });
      await expect(page.getByRole('alert')).toContainText('The console cannot start');
      await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
      await expect(membersTable(page)).toHaveCount(0);
      portalServer.servers.pop();
    });
  });
});
