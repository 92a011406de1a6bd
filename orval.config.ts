import { defineConfig } from 'orval';

/** Hooks and types of one API. Its client.ts exports the mutator and the type of its errors. */
const generated = (api: string, mutator: { path: string; name: string }) => ({
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
      // Keys by operation name. Invalidation is written by hand in src/data: orval's own is silent when it is wrong.
      query: { version: 5 as const, signal: true, useOperationIdAsQueryKey: true },
      // A GET that changes state.
      operations: { logout: { query: { useQuery: false, useMutation: true } } },
    },
  },
});

// One project an API, named like its folder: scripts/gen.ts asks for them by name. The generated folders are not committed.
export default defineConfig({
  lightdash: generated('lightdash', { path: 'src/api/lightdash/client.ts', name: 'lightdash' }),
  workspace: generated('workspace', { path: 'src/api/workspace/client.ts', name: 'workspace' }),
  zenml: generated('zenml', { path: 'src/api/zenml/client.ts', name: 'zenml' }),
  katapult: generated('katapult', { path: 'src/api/katapult/client.ts', name: 'katapult' }),
});
