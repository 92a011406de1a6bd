import { afterEach, expect, it, vi } from 'vitest';
import { ok, refusal, stubServer } from '#/data/testing';
import { renderDataHook } from '#/data/testing-hooks';
import { useGrantedMembers } from './useGrantedMembers';

afterEach(() => vi.unstubAllGlobals());

const project = (projectUuid: string) => ({ projectUuid, name: projectUuid, type: 'DEFAULT', createdAt: '' });

it.each([
  ['reading', new Promise<never>(() => {}), 'The grants have not been read in full.'],
  ['refused', refusal(500, 'UnexpectedServerError'), 'The grants have not been read in full.'],
  ['read', ok([{ userUuid: 'bo', role: 'viewer' }]), undefined],
])('gives a list to be exported only when the grants of every project are read: %s', async (_, answer, reason) => {
  stubServer({
    'GET /api/v1/org/projects': ok([project('p'), project('q')]),
    'GET /api/v1/projects/p/access': ok([{ userUuid: 'ana', role: 'viewer' }]),
    'GET /api/v1/projects/q/access': () => answer,
  });
  const { result } = renderDataHook(() => useGrantedMembers(true, true));
  expect(result.current.reason).toBe('The grants have not been read in full.');
  await vi.waitFor(() => expect([...(result.current.granted ?? [])]).toContain('ana'));
  await vi.waitFor(() => expect(result.current.reason).toBe(reason));
});

it('says nothing where it is not asked', () => {
  stubServer({});
  expect(renderDataHook(() => useGrantedMembers(false, true)).result.current.reason).toBeUndefined();
});
