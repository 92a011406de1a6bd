import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTestClient, ok, refusal, stubServer } from '#/data/testing';
import { OtherPage } from './OtherPage';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** Opens the short link `abc` that was made with this path and these parameters. */
const open = (path: string, params = '') => at(ok({ nanoid: 'abc', path, params }));

const at = (answer: Parameters<typeof stubServer>[0][string], link = '/share/abc') => {
  const server = stubServer({ 'GET /api/v1/share/abc': answer });
  const router = createMemoryRouter(
    [
      { path: '/share/*', Component: OtherPage },
      { path: '*', element: <p>Opened</p> },
    ],
    { initialEntries: ['/before', link] },
  );
  render(
    <QueryClientProvider client={createTestClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  const path = () => router.state.location.pathname + router.state.location.search;
  return { server, router, path };
};

describe('a short link', () => {
  it.each([
    ['/members', '?role=admin,editor&q=a%26b', '/members?role=admin,editor&q=a%26b'],
    ['/members', 'role=admin', '/members?role=admin'],
    ['/settings/../members', '', '/members'],
    ['/access/what-if', '?do=one&do=two', '/access/what-if?do=one&do=two'],
  ])('of %s with %s is opened, in the place of itself', async (path, params, opened) => {
    const here = open(path, params);
    await screen.findByText('Opened');
    expect(here.path()).toBe(opened);
    expect(here.router.state.historyAction).toBe('REPLACE');
  });

  it.each([
    ['https://evil.example/members', ''],
    ['//evil.example/members', ''],
    ['/\\evil.example', ''],
    ['/..//evil.example/members', ''],
    ['javascript:alert(1)', ''],
    ['/projects/3675b69e-8324-4110-bdca-059031aa8da3/tables/orders', '?create_saved_chart_version=%7B%7D'],
    ['/share/other', ''],
    ['/sign-in', '?next=/members'],
    ['/oauth/callback', '?code=x'],
    ['/api/v1/logout', ''],
    ['members', ''],
  ])('of %s is refused: it is text, and leads nowhere', async (path, params) => {
    const here = open(path, params);
    await screen.findByRole('heading', { level: 1, name: 'This link leads elsewhere' });
    expect(screen.getByText(path + params)).toBeDefined();
    expect(screen.queryByRole('link')).toBeNull();
    expect(here.path()).toBe('/share/abc');
  });

  it('that the organization does not have is not known', async () => {
    at(refusal(404, 'NotFoundError', 'Shared link does not exist'));
    await screen.findByRole('heading', { level: 1, name: 'This link is not known' });
  });

  it('that cannot be one is not asked for', async () => {
    const { server } = at(ok({}), '/share/..%2Forg');
    await screen.findByRole('heading', { level: 1, name: 'This link is not known' });
    expect(server.calls).toEqual([]);
  });

  it('that could not be read can be read again', async () => {
    let isDown = true;
    const here = at(() => (isDown ? refusal(500, 'UnexpectedServerError') : ok({ path: '/groups', params: '' })));
    const again = await screen.findByRole('button', { name: 'Try again' });
    expect(screen.getByRole('heading', { level: 1, name: 'Short link' })).toBeDefined();
    isDown = false;
    again.click();
    await screen.findByText('Opened');
    expect(here.path()).toBe('/groups');
  });
});
