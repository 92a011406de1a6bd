import { afterEach, expect, it, vi } from 'vitest';
import { isIn, moveItem, type ContentItem } from './content';
import { ok, refusal, stubServer } from './testing';

const MOVE = 'POST /api/v2/content/p/move';
const LIST = 'GET /api/v1/projects/p/dashboards';
const UPDATE = 'PATCH /api/v1/projects/p/dashboards';
const item = (parts: Partial<ContentItem> = {}): ContentItem => ({
  kind: 'dashboard',
  uuid: 'd',
  name: 'Old name',
  spaceUuid: 'here',
  isSql: false,
  within: null,
  views: 0,
  isBroken: false,
  ...parts,
});

afterEach(() => vi.unstubAllGlobals());

it('a chart is moved as what it is made of, and nothing else is sent', async () => {
  const { calls, lines } = stubServer({ [MOVE]: ok() });
  await moveItem('p', item({ kind: 'chart', isSql: true }), 'there');
  await moveItem('p', item(), 'there');
  expect(lines()).toEqual([MOVE, MOVE]);
  expect(calls.map(({ body }) => body)).toEqual([
    { item: { uuid: 'd', contentType: 'chart', source: 'sql' }, action: { type: 'move', targetSpaceUuid: 'there' } },
    { item: { uuid: 'd', contentType: 'dashboard' }, action: { type: 'move', targetSpaceUuid: 'there' } },
  ]);
});

it('where nothing can be moved, a dashboard is written with the name and description that it has now; a chart is not', async () => {
  const { calls, lines } = stubServer({
    [LIST]: ok([{ uuid: 'd', name: 'New name', description: 'What it shows', spaceUuid: 'here' }]),
    [UPDATE]: ok([]),
  });
  await moveItem('p', item(), 'there');
  expect(lines()).toEqual([MOVE, LIST, UPDATE]);
  expect(calls[2]?.body).toEqual([{ uuid: 'd', name: 'New name', description: 'What it shows', spaceUuid: 'there' }]);
  await expect(moveItem('p', item({ kind: 'chart' }), 'there')).rejects.toMatchObject({ kind: 'no-such-operation' });
});

it('a refusal is no reason to try another way', async () => {
  const { lines } = stubServer({ [MOVE]: refusal(403, 'ForbiddenError') });
  await expect(moveItem('p', item(), 'there')).rejects.toMatchObject({ kind: 'forbidden' });
  expect(lines()).toEqual([MOVE]);
});

it('after a lost answer the list says where it is', async () => {
  stubServer({ [LIST]: ok([{ uuid: 'd', name: 'x', spaceUuid: 'there' }]) });
  expect([await isIn('p', item(), 'there'), await isIn('p', item(), 'here')]).toEqual([true, false]);
});
