import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import type { AbilityRule } from '../domain/ability';
import { meQuery } from './me';
import { projectsQuery, useProjects } from './projects';
import { projectZoneQuery, useProjectZones } from './project-zones';
import { ownedSchedulersQuery, schedulerProjectQuery, useAllSchedulers } from './schedulers';
import { createTestClient, ok, refusal, stubServer } from './testing';
import { wireScheduler } from './testing-schedulers';
import { useEachProject } from './useEachProject';

afterEach(() => vi.unstubAllGlobals());

const project = (projectUuid: string) => ({ projectUuid, name: projectUuid, type: 'DEFAULT', createdAt: '' });

const signedIn = (abilityRules: AbilityRule[] | undefined) => {
  const queryClient = createTestClient();
  const me = {
    userUuid: 'ana',
    organizationUuid: 'org',
    organizationName: '',
    role: 'viewer',
    credential: 'session',
    name: 'Ana',
    firstName: 'Ana',
    lastName: '',
    email: '',
  } as const;
  queryClient.setQueryData(meQuery.queryKey, { ...me, abilityRules });
  const server = stubServer({
    'GET /api/v1/org/projects': ok([project('p1'), project('p2')]),
    'GET /api/v1/schedulers/p1/list': ok({ data: [wireScheduler('s1')] }),
    'GET /api/v1/schedulers/p2/list': refusal(403, 'ForbiddenError'),
  });
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
  );
  return { queryClient, server, wrapper };
};
const DEVELOPER_OF_P1 = [{ action: 'update', subject: 'Project', conditions: { projectUuid: 'p1' } }];

it('asks no project that is known to refuse, and counts it as forbidden all the same', async () => {
  const { server, wrapper } = signedIn(DEVELOPER_OF_P1);
  const { result } = renderHook(() => useAllSchedulers(), { wrapper });
  await waitFor(() => expect(result.current.done).toBe(true));
  expect(result.current).toMatchObject({ schedulers: [{ uuid: 's1' }], forbidden: [{ uuid: 'p2' }], failed: [] });
  expect(server.lines()).not.toContain('GET /api/v1/schedulers/p2/list');
});

it('asks nothing but the projects where all refuse', async () => {
  const { server, wrapper } = signedIn([]);
  const { result } = renderHook(() => useAllSchedulers(), { wrapper });
  await waitFor(() => expect(result.current.done).toBe(true));
  expect(result.current.forbidden).toHaveLength(2);
  expect(server.lines()).toEqual(['GET /api/v1/org/projects']);
});

it('asks every project where the server does not say what one may do', async () => {
  const { wrapper } = signedIn(undefined);
  const { result } = renderHook(() => useAllSchedulers(), { wrapper });
  await waitFor(() => expect(result.current.done).toBe(true));
  expect(result.current).toMatchObject({ schedulers: [{ uuid: 's1' }], forbidden: [{ uuid: 'p2' }], failed: [] });
});

it('keeps its projects when a later reading of them fails', async () => {
  const { queryClient, wrapper } = signedIn(DEVELOPER_OF_P1);
  const { result } = renderHook(
    () => ({ all: useAllSchedulers(), each: useEachProject(projectZoneQuery, false), projects: useProjects() }),
    { wrapper },
  );
  await waitFor(() => expect(result.current.all.done).toBe(true));
  stubServer({ 'GET /api/v1/org/projects': refusal(403, 'ForbiddenError') });
  await queryClient.refetchQueries({ queryKey: projectsQuery.queryKey });
  await waitFor(() => expect(result.current.projects.isError).toBe(true));
  expect(result.current.all).toMatchObject({ done: true, error: null, schedulers: [{ uuid: 's1' }] });
  expect(result.current.each).toMatchObject({ error: null, projects: [{ uuid: 'p1' }, { uuid: 'p2' }] });
});

it('looks for the project of a scheduler only where one may look', async () => {
  const { queryClient, server } = signedIn(DEVELOPER_OF_P1);
  expect(await queryClient.fetchQuery(schedulerProjectQuery('nowhere', queryClient))).toBeNull();
  expect(server.lines()).toEqual(['GET /api/v1/org/projects', 'GET /api/v1/schedulers/p1/list']);
});

it('knows all that one person owns in a project, however many', async () => {
  const { wrapper } = signedIn(DEVELOPER_OF_P1);
  const owned = Array.from({ length: 600 }, (_, n) => wireScheduler(`s${n}`));
  // As Lightdash does: all at once, or the page that is asked for.
  stubServer({
    'GET /api/v1/schedulers/p1/list': ({ query: { page, pageSize, createdByUserUuids } }) =>
      ok({
        data: (createdByUserUuids === 'ana' ? owned : []).slice(
          (Number(page ?? 1) - 1) * Number(pageSize ?? 0),
          Number(page ?? 1) * Number(pageSize ?? owned.length),
        ),
      }),
  });
  const { result } = renderHook(() => useQuery(ownedSchedulersQuery('p1', 'ana')), { wrapper });
  await waitFor(() => expect(result.current.data).toHaveLength(600));
});

it('counts the projects whose time zone could not be read, and reads them again when asked', async () => {
  const { wrapper } = signedIn(DEVELOPER_OF_P1);
  const zones = { p1: 'Asia/Tokyo', p2: null as string | null };
  const answer = (uuid: keyof typeof zones) => () =>
    zones[uuid]
      ? ok({ projectUuid: uuid, name: uuid, schedulerTimezone: zones[uuid] })
      : refusal(403, 'ForbiddenError');
  const server = stubServer({ 'GET /api/v1/projects/p1': answer('p1'), 'GET /api/v1/projects/p2': answer('p2') });
  const uuids = ['p1', 'p2'];
  const { result } = renderHook(() => useProjectZones(uuids, true), { wrapper });
  await waitFor(() => expect(result.current).toMatchObject({ done: true, failed: 1 }));
  zones.p2 = 'Europe/Berlin';
  act(() => result.current.retry());
  await waitFor(() => expect(result.current.zones.get('p2')).toBe('Europe/Berlin'));
  expect(result.current.failed).toBe(0);
  expect(server.lines().filter((line) => line.endsWith('p1'))).toHaveLength(1);
});
