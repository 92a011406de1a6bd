import { named, rowOf, until, type Driver } from './driver';

interface Identity {
  name: string;
  role: string;
  email: string;
  password: string;
}

/** An organization of the walk's own, made by the sandbox. Throws Error when the sandbox does not. */
async function makeOrganization(origin: string): Promise<Identity[]> {
  const answer = await fetch(`${origin}/sandbox/organizations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  if (!answer.ok) throw new Error(`No organization was made: ${answer.status}`);
  return ((await answer.json()) as { identities: Identity[] }).identities;
}

const DIALOG = "//*[@role='dialog']";

/**
 * What an admin comes for: sign in, the members, change a role and see that it stayed after a reload, who reaches a project.
 * Yields what was done, step by step. Throws Error at the first thing that does not come.
 */
export async function* walk(driver: Driver, origin: string): AsyncGenerator<string> {
  const identities = await makeOrganization(origin);
  const of = (role: string): Identity => {
    const found = identities.find((identity) => identity.role === role);
    if (!found) throw new Error(`The organization has nobody with the role ${role}.`);
    return found;
  };
  const [admin, viewer] = [of('admin'), of('viewer')];
  const shown = (what: string, xpath: string) => until(driver, what, () => driver.isShown(xpath));
  const press = async (what: string, xpath: string) => {
    await shown(what, xpath);
    await driver.click(xpath);
  };

  await driver.open(`${origin}/members`);
  await shown('The sign-in', "//input[@type='password']");
  await driver.type("//input[@name='email']", admin.email);
  await driver.type("//input[@type='password']", admin.password);
  await press('The button that signs in', named('button', 'Sign in'));
  await shown('The row of a member', rowOf(viewer.name));
  yield 'signs in and shows the members';

  await press('The menu of the row', named('button', `Actions for ${viewer.name}`));
  await press('The action', `//*[@role='menuitem'][normalize-space(.)='Change role…']`);
  await press('The role', `${DIALOG}//input[@type='radio'][@value='editor']`);
  await press('The button that changes it', `${DIALOG}${named('button', 'Change role')}`);
  await until(driver, 'The end of the dialog', async () => !(await driver.isShown(DIALOG)));
  await driver.open(`${origin}/members`);
  await shown('The new role after a reload', `${rowOf(viewer.name)}/td[normalize-space(.)='Editor']`);
  yield 'changes a role, which stays';

  await driver.open(`${origin}/projects`);
  await press('A project', "//table//a[contains(@href, '/access')]");
  await press('The tab of everybody', named('a', 'Everyone with access'));
  await shown('Who reaches the project', "//table[@aria-label='Everyone with access']");
  await shown('The admin among them', rowOf(admin.name));
  yield 'shows who reaches a project';

  await driver.open(`${origin}/spaces`);
  await shown('The spaces', '//table//td//a');
  await driver.open(`${origin}/profile`);
  await shown('The profile', "//h1[normalize-space(.)='Profile']");
  yield 'shows the spaces and the profile';
}
