import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { createBrowserRouter, createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { createTestClient, ok, refusal, stubServer } from '#/data/testing';
import { ShortLink } from './ShortLink';

// Its code is loaded when it is first shown, which takes a while here.
beforeAll(() => import('./ShortLinkButton'));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  history.replaceState(null, '', '/');
});

const ROUTES = [{ path: '*', element: <ShortLink /> }];
const show = (router: ReturnType<typeof createBrowserRouter>) =>
  render(
    <QueryClientProvider client={createTestClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
const stubClipboard = (writeText: (text: string) => Promise<void>) =>
  vi.stubGlobal('navigator', Object.create(navigator, { clipboard: { value: { writeText } } }));

it('is kept by Lightdash once, without the path that the console is below, and copied each time', async () => {
  const server = stubServer({ 'POST /api/v1/share': ok({ nanoid: 'abc_-1', path: '', params: '' }, 201) });
  const copied: string[] = [];
  // As a browser does for which the click is too long ago.
  stubClipboard(async (text) => void (copied.push(text) === 1 && (await Promise.reject(new Error('refused')))));
  history.replaceState(null, '', '/admin/lightdash/members?role=admin');
  show(createBrowserRouter(ROUTES, { basename: '/admin/lightdash' }));
  const button = await screen.findByRole('button', { name: 'Copy short link' });
  for (const times of [1, 2]) {
    fireEvent.click(button);
    await waitFor(() => expect(copied).toHaveLength(times));
    await waitFor(() => expect(button.getAttribute('aria-busy')).toBeNull());
  }
  expect(copied).toEqual(Array(2).fill(`${location.origin}/admin/lightdash/share/abc_-1`));
  expect(server.calls.map(({ body }) => body)).toEqual([{ path: '/members', params: '?role=admin' }]);
});

it('is not copied where Lightdash refuses to keep it', async () => {
  stubServer({ 'POST /api/v1/share': refusal(403, 'ForbiddenError') });
  const writeText = vi.fn(async () => {});
  stubClipboard(writeText);
  history.replaceState(null, '', '/members?role=admin');
  show(createBrowserRouter(ROUTES));
  const button = await screen.findByRole('button', { name: 'Copy short link' });
  fireEvent.click(button);
  await waitFor(() => expect(button.getAttribute('aria-busy')).toBeNull());
  expect(writeText).not.toHaveBeenCalled();
});

it('is not there where the path says all, and says why where nothing could lead to it', async () => {
  show(createMemoryRouter(ROUTES, { initialEntries: ['/members'] }));
  expect(screen.queryByRole('button')).toBeNull();
  cleanup();
  show(createMemoryRouter(ROUTES, { initialEntries: ['/members?role=admin'] }));
  const button = await screen.findByRole('button', { name: 'Copy short link' });
  expect(button.getAttribute('aria-description')).toMatch(/^The console has no address of its own here/);
  // Nor below a portal whose page happens to have the same path.
  cleanup();
  history.replaceState(null, '', '/members?tab=portal');
  show(createMemoryRouter(ROUTES, { initialEntries: ['/members?role=admin'] }));
  const other = await screen.findByRole('button', { name: 'Copy short link' });
  expect(other.getAttribute('aria-description')).toMatch(/^The console has no address of its own here/);
});
