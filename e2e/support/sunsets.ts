import type { BrowserContext } from '@playwright/test';

/** Operations that the console calls although the server said they would be gone by now, each with what speaks for it. */
const ALONE = 'what replaces it writes the whole group, and would undo what another admin writes at that moment';
const KNOWN: Readonly<Record<string, string>> = {
  'PUT /api/v1/groups/{}/members/{}': ALONE,
  'DELETE /api/v1/groups/{}/members/{}': ALONE,
  'DELETE /api/v1/projects/{}/access/{}': 'asked after v2 has refused: that one is for admins of the organization only',
};

/**
 * Watches what the pages of a context call. A test fails when the answer's `Sunset` is over, unless the operation is in the list
 * above.
 *
 * @returns a function that lists what was called past its sunset.
 */
export function watchSunsets(context: BrowserContext, now = () => Date.now()): () => string[] {
  const found = new Set<string>();
  context.on('response', (response) => {
    const { sunset } = response.headers();
    if (sunset === undefined || !(Date.parse(sunset) < now())) return;
    const operation = `${response.request().method()} ${shapeOf(response.url())}`;
    if (!(operation in KNOWN)) found.add(`Called past its sunset (${sunset}): ${operation}`);
  });
  return () => [...found];
}

/** The path below the place where Lightdash is, without what names a thing: uuids, addresses, roles of the system. */
function shapeOf(url: string): string {
  const { pathname } = new URL(url);
  return pathname
    .slice(Math.max(0, pathname.search(/\/api\/v\d\//)))
    .replace(/[\da-f]{8}-[\da-f]{4}-[\da-f-]{22}|(?<=\/email\/)[^/]+|(?<=\/scopes\/)[^/]+/g, '{}');
}
