import { expect, test as base } from '@playwright/test';
import type { Fault } from '../../sandbox/switches/trouble';
import { watch } from './guard';
import { watchSunsets } from './sunsets';
import { WarmContext } from './warm';

/** A person of the test's organization, with both ways to sign in. */
export interface Identity {
  id: string;
  name: string;
  role: string;
  email: string;
  password: string;
  token: string;
  userUuid: string;
}

export interface Organization {
  organizationUuid: string;
  name: string;
  identities: Identity[];
  /** A person who may no longer sign in. */
  deactivated: Identity;
}

export interface FaultRequest {
  /** Any, when left out. */
  method?: string;
  /** A regular expression, held against the path of the call. */
  path: string;
  fault: Fault;
  /** How many matching calls it befalls; 1 when left out. */
  times?: number;
}

export interface Options {
  /** Which Lightdash the test's organization speaks; undefined for that of the whole sandbox. Of the project, by tags. */
  generation: string | undefined;
  /** How the test's organization is made, e.g. `test.use({ organizationOptions: { members: 10_000 } })`. */
  organizationOptions: Record<string, unknown>;
  /** Console errors that the test means to provoke. Failed API calls need not be named. */
  expectedErrors: RegExp[];
  /** A browser that was never here: for tests of what is loaded, and in which order. */
  isFirstVisit: boolean;
}

interface Fixtures {
  /** An organization of this test's own. */
  organization: Organization;
  /** Puts the session cookie of a person with this role into the browser, without the sign-in page. */
  signInAs: (role: string) => Promise<Identity>;
  /** Provokes trouble for the next matching call of this test's organization. */
  faults: (request: FaultRequest) => Promise<void>;
  /** Ends all trouble that is left, and tells how many calls met any since it was ended last. */
  endFaults: () => Promise<number>;
  /** Must turn up nowhere in the browser. The organization's tokens and passwords are in it; a test may add others. */
  secrets: string[];
  guard: void;
}

export const test = base.extend<Options & Fixtures, { warm: WarmContext }>({
  generation: [undefined, { option: true }],
  organizationOptions: [{}, { option: true }],
  expectedErrors: [[], { option: true }],
  isFirstVisit: [false, { option: true }],

  warm: [
    async ({ browser }, use) => {
      const warm = new WarmContext(browser);
      await use(warm);
      await warm.close();
    },
    { scope: 'worker' },
  ],

  context: async (
    { browser, baseURL, warm, isFirstVisit, viewport, permissions, colorScheme, locale, timezoneId, contextOptions },
    use,
    testInfo,
  ) => {
    if (isFirstVisit || testInfo.retry > 0) {
      const context = await browser.newContext();
      await use(context);
      return context.close();
    }
    await use(
      await warm.take({ viewport, permissions, colorScheme, locale, timezoneId, contextOptions }, `${baseURL}/anchor`),
    );
    await warm.putBack(testInfo.status !== testInfo.expectedStatus);
  },

  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from the pattern.
  secrets: async ({}, use) => use([]),

  organization: async ({ request, generation, organizationOptions, secrets }, use) => {
    const answer = await request.post('/sandbox/organizations', { data: { generation, ...organizationOptions } });
    expect(answer.ok(), await answer.text()).toBe(true);
    const organization = (await answer.json()) as Organization;
    secrets.push(
      ...[...organization.identities, organization.deactivated].flatMap(({ password, token }) => [password, token]),
    );
    await use(organization);
  },

  signInAs: async ({ page, organization }, use) => {
    await use(async (role) => {
      const identity = organization.identities.find((one) => one.role === role);
      if (!identity) throw new Error(`The organization has nobody with the role ${role}.`);
      const { email, password } = identity;
      const answer = await page.request.post('/api/v1/login', { data: { email, password } });
      expect(answer.ok(), await answer.text()).toBe(true);
      return identity;
    });
  },

  faults: async ({ request, organization: { organizationUuid } }, use) => {
    await use(async ({ times = 1, ...fault }) => {
      const answer = await request.post('/sandbox/faults', { data: { organizationUuid, times, ...fault } });
      expect(answer.ok(), await answer.text()).toBe(true);
    });
  },

  endFaults: async ({ request, organization: { organizationUuid } }, use) => {
    await use(async () => {
      const answer = await request.delete(`/sandbox/faults?organizationUuid=${organizationUuid}`);
      return ((await answer.json()) as { struck: number }).struck;
    });
  },

  // After `page`, so that it is still open when the guard looks at what is left in it.
  guard: [
    async ({ context, page: _page, secrets, expectedErrors }, use) => {
      const problems = await watch(context, { secrets, expectedErrors });
      const sunsets = watchSunsets(context);
      await use();
      expect([...(await problems()), ...sunsets()], 'what the guard of e2e/support saw').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
