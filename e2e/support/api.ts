import { expect, type APIRequestContext, type BrowserContext } from '@playwright/test';
import type { Identity, Organization } from './test';

/** The person of an organization who has this role. */
export function identityOf({ identities }: Organization, role: string): Identity {
  const identity = identities.find((one) => one.role === role);
  if (!identity) throw new Error(`The organization has nobody with the role ${role}.`);
  return identity;
}

/**
 * Ends the session of a browser's cookie at the server: clearing the cookie would not do, because an answer still under way
 * renews it. `request` must not share its cookies with the page.
 */
export async function endSession(request: APIRequestContext, context: BrowserContext): Promise<void> {
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const answer = await request.get('/api/v1/logout', { headers: { cookie, 'content-type': 'application/json' } });
  expect(answer.ok(), await answer.text()).toBe(true);
  await context.clearCookies();
}

/**
 * What somebody else does meanwhile: calls of Lightdash's API past the browser, with a person's token.
 * `request` must not share its cookies with the page.
 */
export function apiAs(request: APIRequestContext, { token }: Identity) {
  const headers = { authorization: `ApiKey ${token}` };
  const call = async (method: string, path: string, data?: object): Promise<{ status: number; results: unknown }> => {
    const answer = await request.fetch(`/api/v1${path}`, { method, headers, ...(data ? { data } : {}) });
    const text = await answer.text();
    const results: unknown = text.startsWith('{') ? (JSON.parse(text) as { results?: unknown }).results : undefined;
    return { status: answer.status(), results };
  };
  return {
    changeRole: async (userUuid: string, role: string) => {
      const { status } = await call('PATCH', `/org/users/${userUuid}`, { role });
      expect(status, 'changing a role past the browser').toBe(200);
    },
    roleOf: async (userUuid: string): Promise<string> => {
      const { results } = await call('GET', `/org/users/${userUuid}`);
      return (results as { role: string }).role;
    },
    isMember: async (userUuid: string): Promise<boolean> =>
      (await call('GET', `/org/users/${userUuid}`)).status === 200,
    groups: async (): Promise<{ uuid: string; name: string }[]> => {
      const { results } = await call('GET', '/org/groups');
      return (results as { data: { uuid: string; name: string }[] }).data;
    },
    addToGroup: async (groupUuid: string, userUuid: string) => {
      const { status } = await call('PUT', `/groups/${groupUuid}/members/${userUuid}`);
      expect([201, 204]).toContain(status);
    },
    groupMembers: async (groupUuid: string): Promise<string[]> => {
      const { results } = await call('GET', `/groups/${groupUuid}/members`);
      return (results as { userUuid: string }[]).map(({ userUuid }) => userUuid);
    },
    members: async (): Promise<
      {
        userUuid: string;
        email: string;
        firstName: string;
        lastName: string;
        role: string;
        isPending: boolean;
        isActive: boolean;
      }[]
    > => {
      const { results } = await call('GET', '/org/users');
      return (results as { data: never[] }).data;
    },
  };
}
