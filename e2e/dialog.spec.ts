import type { Page } from '@playwright/test';
import { dialog, openMembers, openRowDialog, toast } from './support/pages';
import { expect, test } from './support/test';

// As most people have it.
test.use({ contextOptions: { reducedMotion: 'no-preference' } });

const addresses = (page: Page) => dialog(page).getByRole('textbox', { name: 'E-mail addresses' });
const question = (page: Page) => dialog(page).getByRole('alert').filter({ hasText: 'Discard what you typed?' });
const button = (page: Page, name: string | RegExp) =>
  dialog(page).getByRole('button', { name, exact: typeof name === 'string' });

test.beforeEach(async ({ page, signInAs }) => {
  await signInAs('admin');
  await openMembers(page);
});

test('what was typed is not lost by Escape, the cross, a slip of the pointer, the tab or Back; without input nothing is asked', async ({
  page,
}) => {
  await test.step('Escape asks; Escape again keeps it, by keyboard alone', async () => {
    await page.getByRole('button', { name: 'Invite members' }).press('Enter');
    await expect(addresses(page)).toBeFocused();
    await page.keyboard.type('ana@example.com');
    await page.keyboard.press('Escape');
    await expect(question(page)).toBeVisible();
    await expect(button(page, 'Keep editing')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(question(page)).toHaveCount(0);
    await expect(addresses(page)).toBeFocused();
    await expect(addresses(page)).toHaveValue('ana@example.com');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+Tab');
    await expect(button(page, 'Discard')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog(page)).toBeHidden();
    await expect(page.getByRole('button', { name: 'Invite members' })).toBeFocused();
  });

  await test.step('the cross and a click outside ask too; a pasted list is kept', async () => {
    await page.getByRole('button', { name: 'Invite members' }).click();
    await addresses(page).fill('ana@example.com\nbo@example.com');
    for (const leave of [() => button(page, 'Close').click(), () => page.mouse.click(5, 5)]) {
      await leave();
      await expect(question(page)).toBeVisible();
      await button(page, 'Keep editing').click();
      await expect(addresses(page)).toHaveValue('ana@example.com\nbo@example.com');
    }
    await expect(addresses(page)).toBeFocused();
    await button(page, 'Close').click();
    await button(page, 'Discard').click();
  });

  await test.step('closing the tab asks, and only then', async () => {
    const isHeld = () => page.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true })));
    await page.getByRole('button', { name: 'Invite members' }).click();
    await expect(addresses(page)).toBeFocused();
    expect(await isHeld()).toBe(false);
    await addresses(page).fill('ana@example.com');
    expect(await isHeld()).toBe(true);
    await addresses(page).fill('');
    expect(await isHeld()).toBe(false);
  });

  await test.step('picked options count as input; a dialog without input, or with input undone, closes without a question', async () => {
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toBeHidden();

    await page.getByRole('button', { name: 'Invite members' }).click();
    await dialog(page).getByRole('combobox', { name: 'Groups' }).click();
    await page.getByRole('option', { name: 'Finance', exact: true }).click();
    await expect(page.getByRole('listbox')).toHaveCount(0);
    await button(page, 'Close').click();
    await expect(question(page)).toBeVisible();
    await button(page, 'Discard').click();
    await expect(dialog(page)).toBeHidden();

    await page.getByRole('button', { name: 'Invite members' }).click();
    await addresses(page).pressSequentially('a');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toBeHidden();

    const roles = await openRowDialog(page, 'Layla Haddad', 'Change role…');
    await roles.getByRole('radio', { name: /^Editor/ }).check();
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toBeHidden();

    // What is typed there only confirms.
    const removal = await openRowDialog(page, 'Layla Haddad', 'Remove from the organization…');
    await removal.getByRole('textbox').fill('Layla');
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toBeHidden();
  });

  await test.step('Back asks: it can be kept, or left behind', async () => {
    await page.getByRole('link', { name: 'Groups', exact: true }).click();
    await page.getByRole('button', { name: 'Create group' }).click();
    const name = dialog(page).getByRole('textbox', { name: 'Name' });
    await name.fill('Night shift');
    await page.goBack();
    await expect(question(page)).toBeVisible();
    await expect(page).toHaveURL(/\/groups$/);
    await button(page, 'Keep editing').click();
    await expect(name).toHaveValue('Night shift');
    await page.goBack();
    await button(page, 'Discard').click();
    await expect(page).toHaveURL(/\/members$/);
    await expect(dialog(page)).toHaveCount(0);

    await page.goForward();
    await page.getByRole('button', { name: 'Create group' }).click();
    await page.goBack();
    await expect(page).toHaveURL(/\/members$/);

    // What is saved leads on without a question.
    await page.goForward();
    await page.getByRole('button', { name: 'Create group' }).click();
    await name.fill('Night shift');
    await button(page, 'Create group').click();
    await expect(page.getByRole('heading', { level: 1, name: 'Night shift' })).toBeVisible();
  });
});

test('a run keeps the focus, a picker has one ring and its own line, a toast lets clicks through', async ({ page }) => {
  await test.step('a picker has one focus ring, and is level with the field beside it in any font', async () => {
    await page.getByRole('button', { name: 'Invite members' }).click();
    const picker = dialog(page).getByRole('combobox', { name: 'Groups' });
    await picker.click();
    await page.keyboard.press('Escape');
    await expect(picker).toBeFocused();
    const rings = await dialog(page).evaluate(
      (element) =>
        [...element.querySelectorAll('*')].filter(
          (each) => getComputedStyle(each).outlineStyle !== 'none' && getComputedStyle(each).outlineWidth !== '0px',
        ).length,
    );
    expect(rings).toBe(1);
    const topsIn = (family: string) =>
      dialog(page).evaluate((element, fontFamily) => {
        for (const label of element.querySelectorAll('label')) label.style.fontFamily = fontFamily;
        const labels = [...element.querySelectorAll('label')].filter(({ textContent }) =>
          ['Role', 'Groups'].includes(textContent),
        );
        return labels.map(
          (label) =>
            document
              .getElementById(label.htmlFor)
              ?.closest('select, .mantine-MultiSelect-input')
              ?.getBoundingClientRect().top,
        );
      }, family);
    // Bold text may come in another font than the text around it, with a line of another height.
    for (const family of ['', 'serif', 'monospace', "'DejaVu Math TeX Gyre'"]) {
      const tops = await topsIn(family);
      expect(tops, family).toHaveLength(2);
      expect(Math.abs((tops[0] ?? 0) - (tops[1] ?? NaN)), family).toBeLessThan(0.5);
    }
  });

  await test.step('a run that is started by keyboard moves the focus to its progress', async () => {
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toBeHidden();

    await page.getByRole('button', { name: 'Invite members' }).press('Enter');
    await expect(addresses(page)).toBeFocused();
    await page.keyboard.type('ana@example.com');
    await button(page, 'Invite 1 person').press('Enter');
    await expect(dialog(page).getByRole('status')).toBeFocused();
    await expect(dialog(page).getByRole('status')).toHaveText('1 of 1 person invited');
    await expect(dialog(page).getByRole('status')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toBeHidden();
  });

  await test.step('a toast lets clicks through, except for its close button', async () => {
    const roles = await openRowDialog(page, 'Layla Haddad', 'Change role…');
    await roles.getByRole('radio', { name: /^Editor/ }).check();
    await button(page, 'Change role').click();
    const said = toast(page, 'Role changed');
    await expect(said).toBeVisible();
    const isHit = await said.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return element.contains(document.elementFromPoint(left + width / 3, top + height / 2));
    });
    expect(isHit).toBe(false);
    await said.getByRole('button', { name: 'Close' }).click();
    await expect(said).toBeHidden();
  });
});
