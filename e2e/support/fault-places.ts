import type { Locator, Page } from '@playwright/test';
import type { Kind } from './fault-table';
import type { Things } from './things';

/** A page, and the reading that it is made of. */
export interface Place {
  /** Its path as routes.ts has it (scripts/citations.test.ts compares them). */
  name: string;
  at: (things: Things) => string;
  /** The reading without which the page is nothing. */
  main: string;
  /** What is there when it has been read. */
  ready: (page: Page) => Locator;
  /** What it says where that is not the usual; a pattern: not as a failure. */
  says?: Partial<Record<Kind, string | RegExp>>;
  /**
   * What it says when something else that it reads fails, by a part of the path; null where nothing on it depends on that. Without it
   * that is not tried in a browser: those are lists and parts like those of other pages.
   */
  beside?: Readonly<Record<string, string | RegExp | null>>;
}

const grid = (name: string) => (page: Page) => page.getByRole('grid', { name });
const region = (name: string) => (page: Page) => page.getByRole('region', { name });

/** The pages of the console below its shell, but for those that ask of every project (scripts/citations.test.ts names them). */
export const PLACES: Place[] = [
  {
    name: '/overview',
    at: () => '/overview',
    main: '^/api/v1/org/users$',
    ready: (page) => page.getByText(/^There is (more than|only) one admin/),
    beside: {
      '/org/projects': /Schedulers could not be read in full/,
      '/list': /Schedulers could not be read in full/,
      '/spaces': /Spaces could not be read in full/,
      '/access': /Project grants could not be read in full/,
      '/runs': /Runs of schedulers could not be read in full/,
      '/org/groups': /Groups.*could not be read/,
    },
  },
  {
    name: '/members',
    at: () => '/members',
    main: '^/api/v1/org/users$',
    ready: grid('Members'),
    beside: { '/org/groups': /the names of groups could not be read/ },
  },
  {
    name: '/members/:userUuid',
    at: ({ viewer }) => `/members/${viewer.userUuid}`,
    main: '^/api/v1/org/users$',
    ready: region('Profile'),
    beside: {
      '/org/groups': 'An answer we cannot read',
      '/org/projects': 'An answer we cannot read',
      '/roles$': null,
      '/roles/assignments': 'could not be read: what depends on that is not known',
      '/spaces': 'could not be read: what depends on that is not known',
      '/code/spaces': 'could not be read: what depends on that is not known',
      '/access': /Some projects could not be read/,
      '/list': /Some projects could not be read/,
      '/attributes': /They could not be read/,
    },
  },
  {
    name: '/groups',
    at: () => '/groups',
    main: '^/api/v1/org/groups$',
    ready: grid('Groups'),
    beside: {
      '/org/users': /how many members they have could not be read/,
      '/org/projects': /the projects could not be read/,
      '/roles/assignments': /3 projects could not be read/,
    },
  },
  {
    name: '/groups/:groupUuid',
    at: ({ group }) => `/groups/${group.uuid}`,
    main: '^/api/v1/groups/[^/]+$',
    ready: region('Projects'),
    beside: {
      '/org/users': 'An answer we cannot read',
      '/org/projects': /The projects could not be read/,
      '/org/groups': null,
      '/roles/assignments': /3 projects could not be read/,
      '/attributes': /They could not be read/,
    },
  },
  {
    name: '/projects',
    at: () => '/projects',
    main: '^/api/v1/org/projects$',
    ready: grid('Projects'),
    beside: { '/roles/assignments': /the grants of 3 projects could not be read/ },
  },
  {
    name: '/projects/:projectUuid/access',
    at: ({ project }) => `/projects/${project.projectUuid}/access`,
    main: '/roles/assignments$|/access$|/groupAccesses$',
    ready: grid('Everyone with access'),
    says: { forbidden: /^Your role does not show the grants, so not all is known/ },
    beside: {
      '/org/users': 'An answer we cannot read',
      '/org/groups': 'An answer we cannot read',
      '/roles$': null,
      '/org/projects': /its name could not be read/,
    },
  },
  {
    name: '/spaces',
    at: () => '/spaces',
    main: '^/api/v1/projects/[^/]+/spaces$',
    ready: grid('Spaces'),
    says: { forbidden: /^No space is open to you/ },
    beside: { '/org/projects': 'An answer we cannot read' },
  },
  {
    name: '/projects/:projectUuid/spaces/:spaceUuid',
    at: ({ space }) => `/projects/${space.projectUuid}/spaces/${space.uuid}`,
    main: '^/api/v1/projects/[^/]+/spaces/[^/]+$',
    ready: grid('Everyone with access'),
    beside: {
      '/spaces$': 'An answer we cannot read',
      '/access$': null,
      '/code/spaces$': null,
      '/org/users': 'An answer we cannot read',
      '/org/groups': 'An answer we cannot read',
      '/roles$': null,
      '/roles/assignments': 'An answer we cannot read',
      '/org/projects': null,
    },
  },
  {
    name: '/schedulers',
    at: () => '/schedulers',
    main: '^/api/v1/schedulers/[^/]+/list$',
    ready: grid('Schedulers'),
    says: { forbidden: /^Your role does not show schedulers/ },
    beside: {
      '/org/projects': 'An answer we cannot read',
      '/org/users': /The members could not be read/,
      '/allowedEmailDomains': /Judged as outside/,
      '/runs': /The runs of 3 projects could not be read/,
    },
  },
  {
    name: '/schedulers/:schedulerUuid',
    at: ({ scheduler }) => `/schedulers/${scheduler.schedulerUuid}`,
    main: '^/api/v1/schedulers/[^/]+$',
    ready: region('Delivery'),
    beside: {
      '/org/users': null,
      '/allowedEmailDomains': /Judged as outside/,
      '/jobs': /What is queued for today could not be read/,
      '/org/projects': 'An answer we cannot read',
      '/list': 'An answer we cannot read',
      // It marks the targets that the last run missed; how a run fared is read again, and its failure shown, where it is opened.
      '/logs$': null,
      '/runs': 'An answer we cannot read',
      '/projects/[^/]+$': 'An answer we cannot read',
      '/validate$': null,
    },
  },
  {
    name: '/profile',
    at: () => '/profile',
    main: '^/api/v1/user/me/personal-access-tokens$',
    ready: (page) => page.getByRole('table', { name: 'Personal access tokens' }),
    beside: {
      '/email/status': 'Could not be read.',
      '/user/account': /Could not be read/,
      '/login-options': /Could not be read/,
      '/warehouseCredentials': 'An answer we cannot read',
      '/allowedOrganizations': 'An answer we cannot read',
      '/org/users': /Who else is an admin could not be read/,
    },
  },
  { name: '/settings', at: () => '/settings', main: '^/api/v1/org$', ready: region('Organization') },
  {
    name: '/settings/projects',
    at: () => '/settings/projects',
    main: '^/api/v1/org/projects$',
    ready: grid('Settings of projects'),
  },
  { name: '/settings/roles', at: () => '/settings/roles', main: '^/api/v2/orgs/[^/]+/roles$', ready: grid('Roles') },
  {
    name: '/settings/integrations',
    at: () => '/settings/integrations',
    main: '^/api/v1/slack$',
    ready: region('Slack'),
    // Each system stands by itself.
    says: { forbidden: /^Could not be read$/, server: /^Could not be read$/, 'not-found': /^Not connected$/ },
  },
  {
    name: '/attributes',
    at: () => '/attributes',
    main: '^/api/v1/org/attributes$',
    ready: (page) => page.getByText('There are no user attributes yet').or(grid('User attributes')(page)),
  },
  {
    name: '/validation',
    at: () => '/validation',
    main: '^/api/v1/projects/[^/]+/validate$',
    ready: (page) => page.getByText('There are no findings').or(grid('Root causes')(page)),
    says: {
      forbidden: /^3 projects told nothing/,
      server: /^3 projects told nothing/,
      'not-found': /^3 projects told nothing/,
    },
  },
  {
    name: '/server',
    at: () => '/server',
    main: '^/api/v1/health$',
    ready: (page) => page.getByRole('table', { name: 'Operations' }),
    beside: {},
  },
];
