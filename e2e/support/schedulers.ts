import type { APIRequestContext, Page } from '@playwright/test';
import { dialog } from './pages';
import { expect, type Identity } from './test';

interface Wire {
  schedulerUuid: string;
  name: string;
  cron: string;
  timezone?: string;
  enabled: boolean;
  format: string;
  thresholds?: unknown[] | null;
  targets: { recipient?: string; channel?: string; webhook?: string }[];
}

/** Lightdash's own answers, past the browser. */
export const wireOf = (request: APIRequestContext, { token }: Identity) => {
  const get = async <T>(path: string): Promise<T> => {
    const answer = await request.get(`/api/v1${path}`, { headers: { authorization: `ApiKey ${token}` } });
    return ((await answer.json()) as { results: T }).results;
  };
  const projects = () => get<{ projectUuid: string; name: string }[]>('/org/projects');
  return {
    projects,
    all: async (): Promise<Wire[]> => {
      const lists = await Promise.all(
        (await projects()).map(({ projectUuid }) => get<{ data: Wire[] }>(`/schedulers/${projectUuid}/list`)),
      );
      return lists.flatMap(({ data }) => data);
    },
    one: (uuid: string) => get<Wire>(`/schedulers/${uuid}`),
    zone: async (projectUuid: string) =>
      (await get<{ schedulerTimezone: string }>(`/projects/${projectUuid}`)).schedulerTimezone,
  };
};

export const table = (page: Page) => page.getByRole('grid', { name: 'Schedulers' });
export const row = (page: Page, name: string) =>
  table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) });
export const action = async (page: Page, name: string, item: string) => {
  await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
  await expect(dialog(page)).toBeVisible();
};

/** Room for every row of the list, of which only those in sight are in the document: what is switched off goes to its end. */
export const TALL = { width: 1280, height: 1800 };

/** Opens the list and waits until it is there, pictures of the week included. */
export const open = async (page: Page, search = '') => {
  await page.goto(`/schedulers${search}`);
  await expect(table(page)).toBeVisible();
  await expect(page.getByRole('img', { name: 'Reading the runs' })).toHaveCount(0);
};

export const found = <T>(list: T[], fits: (item: T) => boolean): T => {
  const item = list.find(fits);
  if (!item) throw new Error('The sandbox invented no such scheduler.');
  return item;
};

/** The calls of the API that a page makes, as they come. */
export const callsOf = (page: Page): string[] => {
  const calls: string[] = [];
  page.on('request', (call) => void (call.url().includes('/api/') && calls.push(new URL(call.url()).pathname)));
  return calls;
};
