import type { APIRequestContext, Page } from '@playwright/test';
import {
  Count,
  expectCalm,
  faultsOf,
  FOR_EACH_WRITE,
  grouped,
  hurry,
  SAYS,
  timeFor,
  type TableFault,
} from './support/fault-table';
import { WRITES, type Write } from './support/fault-writes';
import { dialog, result, signIn } from './support/pages';
import { expect, test } from './support/test';
import { readerOf, thingsOf, type Things } from './support/things';

const LOST = 'Not known whether this was saved';
const cells = new Count();

/** Grants a project to the viewer and to the group, so that there is something to change. */
async function grant(request: APIRequestContext, things: Things): Promise<void> {
  const headers = { authorization: `ApiKey ${things.admin.token}` };
  for (const whom of [`user/${things.viewer.userUuid}`, `group/${things.group.uuid}`]) {
    const answer = await request.post(`/api/v2/projects/${things.project.projectUuid}/roles/assignments/${whom}`, {
      headers,
      data: { roleId: 'editor', sendEmail: false },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
  }
}

/** What a page says of a write that failed, in the one place where it says so. */
const told = (page: Page, { shows, atField }: Write, { scheduler }: Things, { kind, isLost }: TableFault) => {
  const words = isLost ? LOST : SAYS[kind];
  if (shows === 'row') return result(page, scheduler.name).filter({ hasText: words });
  return atField?.[kind]
    ? dialog(page).getByText(atField[kind])
    : dialog(page).getByRole('alert').filter({ hasText: words });
};

test.describe('writing', () => {
  test.describe.configure({ mode: 'default' });
  test.afterAll(() => cells.print('writing'));

  for (const writes of grouped(WRITES, (write) => write === WRITES[0])) {
    test(`each fault is shown once, and nothing sent twice: ${writes.map(({ name }) => name).join(', ')}`, async ({
      page,
      request,
      organization,
      signInAs,
      faults,
      endFaults,
    }) => {
      const facing = (write: Write) =>
        faultsOf('lightdash', { wait: 1 }).filter(
          ({ name: what }) => write === WRITES[0] || FOR_EACH_WRITE.includes(what),
        );
      test.setTimeout(timeFor(writes.flatMap(facing).length));
      const admin = await signInAs('admin');
      const things = await thingsOf(request, organization);
      await grant(request, things);
      const read = readerOf(request, organization);
      let sent = '';
      page.on('request', (call) => {
        if (call.method() !== 'GET') sent = call.postData() ?? 'nothing';
      });
      for (const write of writes) {
        const state = () => write.now(read, things);
        await page.goto(write.at(things));
        let now = await state();
        let to = write.other(now);
        for (const each of facing(write)) {
          const { name: what, kind, fault, isLost } = each;
          const cell = `${write.name}, ${what}`;
          await test.step(cell, async () => {
            if (!(await dialog(page).isVisible())) await write.begin(page, things, (to = write.other(now)), now);
            const endHurry = kind === 'timeout' ? await hurry(page) : null;
            await faults({ method: write.method, path: write.path, fault, times: 1000 });
            await dialog(page)
              .getByRole('button', { name: write.send(to), exact: true })
              .click();

            const carriedOut = ['network', 'timeout'].includes(kind) || fault.kind === 'truncate';
            const isSaved = kind === 'unauthorized' || carriedOut;
            let met = 0;
            if (kind === 'unauthorized') {
              await expect(dialog(page, SAYS[kind]), cell).toBeVisible();
              met = await endFaults();
              await signIn(dialog(page, SAYS[kind]), admin);
            } else {
              await expect(told(page, write, things, each), cell).toBeVisible();
              await endHurry?.();
              await expectCalm(page, cell, { alerts: write.shows === 'alert' && !write.atField?.[kind] ? 1 : 0 });
              met = await endFaults();
            }
            expect(met, `${cell}: times it was sent`).toBe(1);
            if (carriedOut) await expect.poll(state, { message: `${cell}: ${sent} was sent` }).toBe(to);
            if (isLost) {
              await dialog(page)
                .getByRole('button', { name: /^Check/ })
                .click();
              if (!isSaved)
                await expect(
                  dialog(page).getByText(write.shows === 'row' ? /^It was not carried out/ : 'It was not saved'),
                  cell,
                ).toBeVisible();
            }
            if (isSaved) {
              if (write.shows === 'row') await dialog(page).getByRole('button', { name: 'Done', exact: true }).click();
              await expect(dialog(page), cell).toHaveCount(0);
            } else {
              await expect(dialog(page), cell).toHaveCount(1);
            }
            expect(await state(), cell).toBe(isSaved ? to : now);
            if (isSaved) now = to;
            if (write.atField?.[kind]) {
              await page.keyboard.press('Escape');
              await page.getByRole('button', { name: 'Discard' }).click();
              // While it goes, it would be taken for the one that is to be sent next.
              await expect(dialog(page), cell).toHaveCount(0);
            }
            cells.add(write.name);
          });
        }
      }
    });
  }
});
