import type { Page } from '@playwright/test';
import type { Kind } from './fault-table';
import { dialog, pageAction } from './pages';
import type { readerOf, Things } from './things';

type Read = ReturnType<typeof readerOf>;

/** One write of a page: how it is begun, and how the server has it. */
export interface Write {
  /** The page, and what is written. */
  name: string;
  at: (things: Things) => string;
  method: 'PATCH' | 'POST';
  path: string;
  /** Opens its dialog and asks for a value, given the present one. */
  begin: (page: Page, things: Things, to: string, now: string) => Promise<void>;
  /** The button that sends it; in a dialog of a run also the one that tries again. */
  send: (to: string) => string | RegExp;
  /** The value that the server has now. */
  now: (read: Read, things: Things) => Promise<string>;
  /** Another value than that. */
  other: (now: string) => string;
  /** A run tells what became of it in its list, a form in an alert. */
  shows: 'alert' | 'row';
  /** What is said at the field itself instead of beside the form. */
  atField?: Partial<Record<Kind, string>>;
}

const either = (a: string, b: string) => (now: string) => (now === a ? b : a);
/** A name that was not there before. */
const renamed = (now: string) => `${now.replace(/ \d+$/, '')} ${Number(/ (\d+)$/.exec(now)?.[1] ?? 1) + 1}`;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const act = async (page: Page, of: string, action: string) => {
  await page.getByRole('button', { name: `Actions for ${of}`, exact: true }).click();
  await page.getByRole('menuitem', { name: action }).click();
};
const type = (page: Page, label: string, text: string) =>
  dialog(page).getByRole('textbox', { name: label, exact: true }).fill(text);
const press = (page: Page, name: string | RegExp) =>
  page
    .getByRole('main')
    .getByRole('button', { name, exact: typeof name === 'string' })
    .click();
const choose = (page: Page, role: string) => dialog(page).getByLabel('Role in the project').selectOption(role);

const roleOf = async (read: Read, { viewer }: Things) =>
  (await read<{ role: string }>(`/v1/org/users/${viewer.userUuid}`)).role;
const spaceOf = (read: Read, { space }: Things) =>
  read<{ name: string; inheritsFromOrgOrProject: boolean }>(`/v1/projects/${space.projectUuid}/spaces/${space.uuid}`);
const schedulerOf = (read: Read, { scheduler }: Things) =>
  read<{ name: string; enabled: boolean }>(`/v1/schedulers/${scheduler.schedulerUuid}`);
const groupOf = (read: Read, { group }: Things) => read<{ name: string }>(`/v1/groups/${group.uuid}`);
const grantOf = (kind: 'user' | 'group') => async (read: Read, things: Things) => {
  const grants = await read<{ assigneeId: string; roleId: string }[]>(
    `/v2/projects/${things.project.projectUuid}/roles/assignments`,
  );
  return (
    grants.find(({ assigneeId }) => assigneeId === (kind === 'user' ? things.viewer.userUuid : things.group.uuid))
      ?.roleId ?? ''
  );
};

/** One write of each page that has any: the overview and the list of projects only lead to others. */
export const WRITES: Write[] = [
  {
    name: '/members: a role',
    at: () => '/members',
    method: 'POST',
    path: '/roles/assignments/user/',
    begin: async (page, { viewer }, to) => {
      await act(page, viewer.name, 'Change role…');
      await dialog(page)
        .getByRole('radio', { name: new RegExp(`^${capital(to)} `) })
        .check();
    },
    send: () => 'Change role',
    now: roleOf,
    other: either('viewer', 'editor'),
    shows: 'alert',
  },
  {
    name: '/members/:id: a role',
    at: ({ viewer }) => `/members/${viewer.userUuid}`,
    method: 'POST',
    path: '/roles/assignments/user/',
    begin: async (page, _things, to) => {
      await press(page, 'Change role');
      await dialog(page)
        .getByRole('radio', { name: new RegExp(`^${capital(to)} `) })
        .check();
    },
    send: () => 'Change role',
    now: roleOf,
    other: either('viewer', 'editor'),
    shows: 'alert',
  },
  {
    name: '/groups: a name',
    at: () => '/groups',
    method: 'PATCH',
    path: '^/api/v1/groups/[^/]+$',
    begin: async (page, _things, to, now) => {
      await act(page, now, 'Rename…');
      await type(page, 'Name', to);
    },
    send: () => 'Rename',
    now: async (read, things) => (await groupOf(read, things)).name,
    other: renamed,
    shows: 'alert',
    atField: { conflict: 'A group with this name exists already.' },
  },
  {
    name: '/groups/:id: a project grant',
    at: ({ group }) => `/groups/${group.uuid}`,
    method: 'POST',
    path: '/roles/assignments/group/',
    begin: async (page, { project }, to) => {
      await act(page, project.name, 'Change role…');
      await choose(page, to);
    },
    send: () => 'Change role',
    now: grantOf('group'),
    other: either('editor', 'developer'),
    shows: 'alert',
  },
  {
    name: '/projects/:id/access: a grant',
    at: ({ project }) => `/projects/${project.projectUuid}/access?show=grants`,
    method: 'POST',
    path: '/roles/assignments/user/',
    begin: async (page, { viewer }, to) => {
      await act(page, viewer.name, 'Change the role…');
      await choose(page, to);
    },
    send: () => 'Change grant',
    now: grantOf('user'),
    other: either('editor', 'developer'),
    shows: 'alert',
  },
  {
    name: '/spaces: a name',
    at: ({ space }) => `/spaces?project=${space.projectUuid}`,
    method: 'PATCH',
    path: '/spaces/[^/]+$',
    begin: async (page, _things, to, now) => {
      await act(page, now, 'Rename…');
      await type(page, 'Name', to);
    },
    send: () => 'Rename',
    now: async (read, things) => (await spaceOf(read, things)).name,
    other: renamed,
    shows: 'alert',
  },
  {
    name: 'the space page: private or public',
    at: ({ space }) => `/projects/${space.projectUuid}/spaces/${space.uuid}`,
    method: 'PATCH',
    path: '/spaces/[^/]+$',
    begin: async (page, _things, to) => (await pageAction(page, `Make ${to}…`)).click(),
    send: (to) => `Make ${to}`,
    now: async (read, things) => ((await spaceOf(read, things)).inheritsFromOrgOrProject ? 'public' : 'private'),
    other: either('private', 'public'),
    shows: 'alert',
  },
  {
    name: '/schedulers: on or off, as a run',
    at: () => '/schedulers',
    method: 'PATCH',
    path: '/enabled$',
    begin: (page, { scheduler }, to) => act(page, scheduler.name, `Switch ${to}…`),
    send: (to) => new RegExp(`^(Switch ${to}|Try 1 scheduler again)$`),
    now: async (read, things) => ((await schedulerOf(read, things)).enabled ? 'on' : 'off'),
    other: either('on', 'off'),
    shows: 'row',
  },
  {
    name: '/schedulers/:id: a name',
    at: ({ scheduler }) => `/schedulers/${scheduler.schedulerUuid}`,
    method: 'PATCH',
    path: '^/api/v1/schedulers/[^/]+$',
    begin: async (page, _things, to) => {
      await press(page, 'Edit');
      await type(page, 'Name', to);
    },
    send: () => 'Save',
    now: async (read, things) => (await schedulerOf(read, things)).name,
    other: renamed,
    shows: 'alert',
  },
  {
    name: '/profile: a name',
    at: () => '/profile',
    method: 'PATCH',
    path: '^/api/v1/user/me$',
    begin: async (page, _things, to) => {
      await press(page, 'Edit profile');
      await type(page, 'Last name', to);
    },
    send: () => 'Save',
    now: async (read) => (await read<{ lastName: string }>('/v1/user')).lastName,
    other: renamed,
    shows: 'alert',
  },
];
