import { Hono } from 'hono';
import type { ApiContext, ApiEnv, Backend } from '../lightdash/http';
import {
  type AuthorizationRequest,
  PARAMETERS,
  Untrusted,
  answerAddress,
  readRequest,
  redirectUriOf,
} from './authorization-request';
import { type Person, consentPage, refusalPage } from './page';
import { OAuthRefusal } from './refusal';
import type { AuthorizationServer } from './servers';
import { issueCode } from './store';

/** Who may answer here: the signed-in person, or those one may try; nobody where one has to sign in first. */
export type PeopleOf = (c: ApiContext) => Promise<readonly Person[]>;

/**
 * The page of an authorization server, and what becomes of its answer. Other sites can't answer for the person: the server's
 * guard lets a form through from our own origin only.
 */
export function authorizeRoutes(backend: Backend, server: AuthorizationServer, peopleOf: PeopleOf): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();

  app.get(server.authorizationPath, (c) =>
    checked(c, server, new URL(c.req.url).searchParams, async ({ fields }) => {
      const people = await peopleOf(c);
      if (people.length === 0) return signInFirst(server);
      return consentPage({ name: server.name, application: 'Lightdash Console' }, fields, people);
    }),
  );

  app.post(server.authorizationPath, async (c) => {
    const form = new URLSearchParams(await c.req.text());
    return checked(c, server, form, async ({ request }) => {
      const person = (await peopleOf(c)).find(({ uuid }) => uuid === form.get('identity'));
      // Somebody else signed in since the page was shown.
      if (!person) return signInFirst(server);
      if (form.get('decision') !== 'allow') throw new OAuthRefusal('access_denied', 'The person said no.');
      const { redirectUri, challenge, scope, state } = request;
      const code = await issueCode(backend, { api: server.api, userUuid: person.uuid, redirectUri, challenge, scope });
      return c.redirect(answerAddress(server, redirectUri, state, { code }), 303);
    });
  });

  return app;
}

/** The origin that the browser sees, also behind a proxy that ends TLS; a page of another site can't set these headers. */
function originOf(c: ApiContext): string {
  const { protocol, host } = new URL(c.req.url);
  const proxied = c.req.header('x-forwarded-proto');
  const scheme = proxied === 'https' || proxied === 'http' ? proxied : protocol.slice(0, -1);
  return `${scheme}://${c.req.header('x-forwarded-host') ?? host}`;
}

type Checked = { request: AuthorizationRequest; fields: [string, string][] };

/** Does the work for a request that is in order, and says what is wrong with any other, each to whom it concerns. */
async function checked(
  c: ApiContext,
  server: AuthorizationServer,
  parameters: URLSearchParams,
  work: (asked: Checked) => Promise<Response>,
): Promise<Response> {
  let redirectUri: string;
  try {
    redirectUri = redirectUriOf(server, parameters, originOf(c));
  } catch (error) {
    if (error instanceof Untrusted) return refusalPage(400, 'This request was refused', error.message);
    throw error;
  }
  try {
    const request = readRequest(server, parameters, redirectUri);
    const fields = PARAMETERS.flatMap((name): [string, string][] => {
      const value = parameters.get(name);
      return value === null ? [] : [[name, value]];
    });
    return await work({ request, fields });
  } catch (error) {
    if (!(error instanceof OAuthRefusal)) throw error;
    const said = { error: error.code, error_description: error.message };
    return c.redirect(answerAddress(server, redirectUri, parameters.get('state'), said), 303);
  }
}

function signInFirst({ name }: AuthorizationServer): Response {
  return refusalPage(401, `Sign in with ${name}`, 'Sign in to the sandbox first, in this browser, then try again.');
}
