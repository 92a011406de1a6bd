import { defineConfig } from 'orval';

/** For so long, in milliseconds, an answer is not asked for again by itself. */
const fresh = (staleTime: number) => ({ query: { options: { staleTime } } });
const MINUTE = 60_000;

/** What differs by operation. An operation without an entry has the defaults of src/app/query-client.ts. */
const LIGHTDASH = {
  // A GET that changes state.
  logout: { query: { useQuery: false, useMutation: true } },
  getAccount: fresh(Infinity),
  getAllowedEmailDomains: fresh(Infinity),
  getHealth: fresh(5 * MINUTE),
  getLoginOptions: fresh(Infinity),
  getProject: fresh(MINUTE),
  listSchedulers: fresh(MINUTE),
  listSpaces: fresh(MINUTE),
};

/** Hooks and types of one API. Its client.ts exports the mutator and the type of its errors. */
const generated = (api: string, mutator: { path: string; name: string }, operations = {}) => ({
  input: `src/api/${api}/openapi.yaml`,
  output: {
    mode: 'tags-split' as const,
    target: `src/api/${api}/gen/endpoints.ts`,
    schemas: `src/api/${api}/gen/model`,
    indexFiles: false,
    clean: true,
    client: 'react-query' as const,
    // With a mutator of our own nothing imports axios, and hooks return what the mutator unwraps.
    httpClient: 'axios' as const,
    urlEncodeParameters: true,
    override: {
      header: () => ['Made by Orval from openapi.yaml. Do not edit.'],
      mutator,
      // Keys by operation name. What a write makes old is said in src/data/invalidation.ts: orval's own is silent when wrong.
      // A parameter that is not known yet holds its query back by skipToken, which no `enabled` and no refetch gets around.
      query: { version: 5 as const, signal: true, useOperationIdAsQueryKey: true, useSkipToken: true },
      operations,
    },
  },
});

// One project an API, named like its folder: scripts/gen.ts asks for them by name. The generated folders are not committed.
export default defineConfig({
  lightdash: generated('lightdash', { path: 'src/api/lightdash/client.ts', name: 'lightdash' }, LIGHTDASH),
  workspace: generated('workspace', { path: 'src/api/workspace/client.ts', name: 'workspace' }),
  zenml: generated('zenml', { path: 'src/api/zenml/client.ts', name: 'zenml' }),
  katapult: generated('katapult', { path: 'src/api/katapult/client.ts', name: 'katapult' }),
});
