import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { ok, refusal, stubServer } from '#/data/testing';
import { renderSignedIn } from '#/data/testing-signed-in';
import { summary } from '#/data/testing-spaces';
import { CreateSpaceModal } from './CreateSpaceModal';

afterEach(() => {
  cleanup();
  onClose.mockClear();
  vi.unstubAllGlobals();
});

const SPACES = 'GET /api/v1/projects/p1/spaces';
const server = (spaces: Parameters<typeof stubServer>[0][string], more: Parameters<typeof stubServer>[0] = {}) =>
  stubServer({
    'GET /api/v1/org/projects': ok([
      { projectUuid: 'p1', name: 'Jaffle', type: 'DEFAULT' },
      { projectUuid: 'p2', name: 'Taxis', type: 'DEFAULT' },
    ]),
    'GET /api/v1/projects/p2/spaces': ok([]),
    [SPACES]: spaces,
    ...more,
  });
const ALL = [{ action: 'manage', subject: 'all' }];
const onClose = vi.fn();
const show = (inside: { uuid: string; name: string } | null) =>
  renderSignedIn(<CreateSpaceModal projectUuid="p1" inside={inside} onClose={onClose} />, 'admin', ALL);
const picker = (name: string) => screen.findByRole<HTMLInputElement>('combobox', { name });
const chosen = () => screen.getByRole<HTMLInputElement>('radio', { checked: true }).parentElement?.textContent;

it('is private at the top again when another project is chosen', async () => {
  server(ok([summary({ inheritParentPermissions: false })]));
  show({ uuid: 's1', name: 'Finance' });
  await waitFor(() => expect(chosen()).toMatch(/^From Finance/));
  const project = await picker('Project');
  await waitFor(() => expect(project.value).toBe('Jaffle'));
  fireEvent.click(project);
  fireEvent.click(await screen.findByRole('option', { name: 'Taxis', hidden: true }));
  await waitFor(() => expect(chosen()).toMatch(/^Private/));
});

it('shows what it is made in also where the list of spaces cannot be read, and says that', async () => {
  server(refusal(500, 'UnexpectedServerError'));
  show({ uuid: 's1', name: 'Finance' });
  expect((await picker('Inside')).value).toBe('Finance');
  expect(await screen.findByText(/^The spaces of this project could not be read/)).toBeTruthy();
});

it('finds a space whose answer was lost by what there was when it was sent', async () => {
  let isMade = false;
  server(() => ok([summary(), ...(isMade ? [summary({ uuid: 's2', name: 'Board' })] : [])]), {
    'POST /api/v1/projects/p1/spaces': () => {
      isMade = true;
      throw new TypeError('the connection broke');
    },
  });
  const { queryClient } = show(null);
  fireEvent.change(await screen.findByRole('textbox', { name: 'Name' }), { target: { value: 'Board' } });
  const inside = await picker('Inside');
  await waitFor(() => expect(inside.placeholder).toMatch(/^At/));
  fireEvent.click(screen.getByRole('button', { name: 'Create space' }));
  const check = await screen.findByRole('button', { name: 'Check' });
  // The list is read again before anybody checks.
  await queryClient.invalidateQueries();
  fireEvent.click(inside);
  await screen.findByRole('option', { name: 'Board', hidden: true });
  fireEvent.click(check);
  await waitFor(() => expect(onClose).toHaveBeenCalled());
});
