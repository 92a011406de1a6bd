import { readFileSync } from 'node:fs';
import { matchRoutes } from 'react-router';
import { describe, expect, it, vi } from 'vitest';
import { meQuery, type SignedIn } from '#/data/me';
import { createTestClient } from '#/data/testing';
import { accessLink, matrixLink, whatIfLink } from '#/features/access/routes';
import { attributesLink } from '#/features/attributes/routes';
import { groupLink, groupsLink } from '#/features/groups/routes';
import { memberLink, membersLink } from '#/features/members/routes';
import { overviewLink } from '#/features/overview/routes';
import { profileLink } from '#/features/profile/routes';
import { serverLink } from '#/features/server/routes';
import { projectAccessLink, projectsLink } from '#/features/projects/routes';
import { schedulerLink, schedulersLink } from '#/features/schedulers/routes';
import { integrationsLink, projectSettingsLink, rolesLink, settingsLink } from '#/features/settings/routes';
import { OAUTH_RETURN, signInLink } from '#/features/sign-in/routes';
import { spaceLink, spacesLink } from '#/features/spaces/routes';
import { validationLink } from '#/features/validation/routes';
import { readPlaces } from '../../scripts/places';
import { placeLoader } from './place-loader';
import { entries, places } from './places';

const [A, B] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'] as const;

/** A value for each parameter that a path has. */
const uuids = { userUuid: A, groupUuid: A, projectUuid: A, spaceUuid: B, schedulerUuid: A };

const LINKS: Readonly<Record<string, string>> = {
  '/overview': overviewLink(),
  '/members': membersLink(),
  '/members/:userUuid': memberLink(A),
  '/groups': groupsLink(),
  '/groups/:groupUuid': groupLink(A),
  '/attributes': attributesLink(),
  '/projects': projectsLink(),
  '/projects/:projectUuid/access': projectAccessLink(A),
  '/spaces': spacesLink(),
  '/projects/:projectUuid/spaces/:spaceUuid': spaceLink(A, B),
  '/schedulers': schedulersLink(),
  '/schedulers/:schedulerUuid': schedulerLink(A),
  '/validation': validationLink(),
  '/access': accessLink(),
  '/access/matrix': matrixLink(),
  '/access/what-if': whatIfLink(),
  '/profile': profileLink(),
  '/server': serverLink(),
  '/settings': settingsLink(),
  '/settings/projects': projectSettingsLink(),
  '/settings/roles': rolesLink(),
  '/settings/integrations': integrationsLink(),
};

describe('links', () => {
  it('are what they were when people kept them', () => {
    expect(LINKS).toMatchInlineSnapshot(`
      {
        "/access": "/access",
        "/access/matrix": "/access/matrix",
        "/access/what-if": "/access/what-if",
        "/attributes": "/attributes",
        "/groups": "/groups",
        "/groups/:groupUuid": "/groups/00000000-0000-4000-8000-00000000000a",
        "/members": "/members",
        "/members/:userUuid": "/members/00000000-0000-4000-8000-00000000000a",
        "/overview": "/overview",
        "/profile": "/profile",
        "/projects": "/projects",
        "/projects/:projectUuid/access": "/projects/00000000-0000-4000-8000-00000000000a/access",
        "/projects/:projectUuid/spaces/:spaceUuid": "/projects/00000000-0000-4000-8000-00000000000a/spaces/00000000-0000-4000-8000-00000000000b",
        "/schedulers": "/schedulers",
        "/schedulers/:schedulerUuid": "/schedulers/00000000-0000-4000-8000-00000000000a",
        "/server": "/server",
        "/settings": "/settings",
        "/settings/integrations": "/settings/integrations",
        "/settings/projects": "/settings/projects",
        "/settings/roles": "/settings/roles",
        "/spaces": "/spaces",
        "/validation": "/validation",
      }
    `);
    expect([
      membersLink({ q: 'a&b=c', role: 'admin,editor' }),
      memberLink('a/b?c#d e'),
      groupLink(A, { show: 'reach' }),
      projectAccessLink(A, { show: 'grants' }),
      spaceLink(A, B, { show: 'contents' }),
      accessLink({ person: A, project: B }),
      whatIfLink(
        new URLSearchParams([
          ['do', 'one'],
          ['do', 'two'],
        ]),
      ),
      signInLink(),
      signInLink('/'),
      signInLink('/members?role=admin'),
      OAUTH_RETURN,
    ]).toMatchInlineSnapshot(`
      [
        "/members?q=a%26b%3Dc&role=admin%2Ceditor",
        "/members/a%2Fb%3Fc%23d%20e",
        "/groups/00000000-0000-4000-8000-00000000000a?show=reach",
        "/projects/00000000-0000-4000-8000-00000000000a/access?show=grants",
        "/projects/00000000-0000-4000-8000-00000000000a/spaces/00000000-0000-4000-8000-00000000000b?show=contents",
        "/access?person=00000000-0000-4000-8000-00000000000a&project=00000000-0000-4000-8000-00000000000b",
        "/access/what-if?do=one&do=two",
        "/sign-in",
        "/sign-in",
        "/sign-in?next=%2Fmembers%3Frole%3Dadmin",
        "/oauth/callback",
      ]
    `);
  });

  it.each(places.map(({ path }) => path))('lead to %s, and to no other place', (path) => {
    const link = LINKS[path] ?? '';
    const matches = matchRoutes(
      places.map((place) => ({ path: place.path })),
      link,
    );
    expect(matches?.map(({ route }) => route.path)).toEqual([path]);
  });
});

describe('places', () => {
  it('are those that the budgets and the preloads are made of', () => {
    const described = readPlaces().map(({ path }) => path);
    expect(described.toSorted()).toEqual([...places.map(({ path }) => path), '/sign-in'].toSorted());
  });

  it('have the page that is imported for them', async () => {
    for (const { path, module } of readPlaces()) {
      expect(readFileSync(module, 'utf8'), path).toMatch(/export const \w+Page = /);
    }
  });

  it('have a line of the navigation each, or belong to one that has', () => {
    for (const { path, entry, within } of places) expect(entry ?? within?.entry, path).toBeDefined();
    expect(entries.map(({ title }) => title)).toEqual([
      'Overview',
      'Members',
      'Groups',
      'User attributes',
      'Projects',
      'Spaces',
      'Schedulers',
      'Validation',
      'Access',
      'Settings',
      'Profile',
      'This server',
    ]);
  });

  it('have uuids for parameters, which are checked by their name', () => {
    const names = places.flatMap(({ path }) => [...path.matchAll(/:(\w+)/g)].map(([, name]) => name));
    for (const name of names) expect(name).toMatch(/Uuid$/);
    expect([...new Set(names)].toSorted(), 'have a malformed value tried below').toEqual(Object.keys(uuids).toSorted());
  });
});

describe('the loader of a place', () => {
  const meAs = (role: SignedIn['role']) => ({ role, userUuid: A, organizationUuid: B });

  /** Visits a place. Out: the keys of the readings that its loader started. */
  const visit = async (path: string, params: Readonly<Record<string, string>>, me?: Partial<SignedIn>) => {
    const place = places.find((each) => each.path === path);
    if (!place) throw new Error(`There is no ${path}.`);
    const client = createTestClient();
    const read = vi.spyOn(client, 'prefetchQuery').mockResolvedValue();
    client.setQueryData(meQuery.queryKey, { ...meAs('admin'), ...me } as SignedIn);
    await placeLoader(place, client)({ params });
    return read.mock.calls.map(([{ queryKey }]) => queryKey);
  };

  it.each(places.map(({ path }) => path))('of %s starts its first readings', async (path) => {
    expect(await visit(path, uuids)).not.toEqual([]);
  });

  it.each(Object.keys(uuids))('asks no server about a malformed %s', async (name) => {
    const { path = '' } = places.find((place) => place.path.includes(`:${name}`)) ?? {};
    for (const malformed of ['nope', '', `${A}0`, A.replace('a', 'g')])
      await expect(visit(path, { ...uuids, [name]: malformed })).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('reads nothing for somebody who may not see the place', async () => {
    expect(await visit('/groups', {}, meAs('viewer'))).toEqual([]);
    expect(await visit('/groups', {}, meAs('admin'))).toHaveLength(2);
    expect(await visit('/members', {}, meAs('viewer'))).toHaveLength(2);
  });
});
