import { expect, test } from './support/test';

// What a browser says of a script that is gone.
test.use({ expectedErrors: [/404 \(Not Found\)/] });

const NOTE = 'Loading the console… If this stays, load the page again.';

for (const path of ['/members', '/embed.html']) {
  test(`${path} without its script says what to do, not at once`, async ({ page }) => {
    await page.route('**/assets/*.js', (route) => route.fulfill({ status: 404 }));
    const script = page.waitForResponse((response) => response.url().endsWith('.js'));
    await page.goto(path);
    expect((await script).status()).toBe(404);
    // Hidden, it still has its place.
    await expect(page.getByText(NOTE)).toHaveCSS('visibility', 'hidden');
    await expect(page.getByText(NOTE)).toBeVisible();
  });

  test(`${path} takes it away as it starts`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading').first()).toBeVisible();
    await expect(page.getByText(NOTE)).toHaveCount(0);
  });
}
