import { act, renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import { learnFrom } from '#/api/lightdash/capabilities';
import { useGeneration } from './generation';

it('follows what is learned of the server, from its members before any of its spaces', () => {
  const { result } = renderHook(() => useGeneration());
  const seen = [result.current];
  const hear = (path: string, data: unknown) => {
    act(() => learnFrom('GET', path)({ data }));
    seen.push(result.current);
  };
  hear('/api/v1/org/users', { data: [{ hasMultipleRoles: false }] });
  hear('/api/v1/projects/p/spaces', [{ isPrivate: true }]);
  hear('/api/v1/projects/p/spaces', [{ inheritParentPermissions: true }]);
  expect(seen).toEqual(['A', 'C', 'A', 'C']);
});
