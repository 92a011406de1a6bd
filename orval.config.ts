import { defineConfig } from 'orval';

// Hooks and types of the APIs, made from their contracts. The generated folders are not committed.
export default defineConfig({
  lightdash: {
    input: 'src/api/lightdash/openapi.yaml',
    output: {
      mode: 'tags-split',
      target: 'src/api/lightdash/gen/endpoints.ts',
      schemas: 'src/api/lightdash/gen/model',
      indexFiles: false,
      clean: true,
      client: 'react-query',
      // With a mutator of our own nothing imports axios, and hooks return what the mutator unwraps.
      httpClient: 'axios',
      urlEncodeParameters: true,
      override: {
        header: () => ['Made by Orval from openapi.yaml. Do not edit.'],
        mutator: { path: 'src/api/lightdash/client.ts', name: 'lightdash' },
        // Keys by operation name. Invalidation is written by hand in src/data: orval's own is silent when it is wrong.
        query: { version: 5, signal: true, useOperationIdAsQueryKey: true },
        // A GET that changes state.
        operations: { logout: { query: { useQuery: false, useMutation: true } } },
      },
    },
  },
});
