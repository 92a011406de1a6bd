import { afterEach, describe, expect, it, vi } from 'vitest';
import { spaceQuery, spacesQuery } from '#/data/spaces';
import { createTestClient, ok, stubServer } from '#/data/testing';
import { one, summary } from '#/data/testing-spaces';
import { accessSpacesOf } from './access-spaces';

const LIST = 'GET /api/v1/projects/p1/spaces';
const ONE = 'GET /api/v1/projects/p1/spaces/s1';

const readList = () => createTestClient().query(spacesQuery('p1'));
const readOne = (spaceUuid = 's1') => createTestClient().query(spaceQuery('p1', spaceUuid));

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('accessSpacesOf', () => {
  const nested = {
    uuid: 's2',
    parentSpaceUuid: 's1',
    breadcrumbs: [
      { uuid: 's1', name: 'Finance' },
      { uuid: 's2', name: 'Board' },
    ],
  };

  it('gives privacy and grants of a nested space to the one at the top (A4)', async () => {
    stubServer({ 'GET /api/v1/projects/p1/spaces/s2': ok(one(nested)), [LIST]: ok([summary(), summary(nested)]) });
    expect(accessSpacesOf(await readOne('s2'), await readList())).toEqual([
      {
        spaceUuid: 's1',
        name: 'Finance',
        projectUuid: 'p1',
        parentSpaceUuid: null,
        isPrivate: true,
        directGrants: [{ userUuid: 'ana', role: 'viewer' }],
        groupGrants: [{ groupUuid: 'g1', role: 'editor' }],
      },
      {
        spaceUuid: 's2',
        name: 'Board',
        projectUuid: 'p1',
        parentSpaceUuid: 's1',
        isPrivate: true,
        directGrants: 'unknown',
        groupGrants: 'unknown',
      },
    ]);
  });

  it('does not take the rows for the grants where the list of spaces was not read', async () => {
    stubServer({ [ONE]: ok(one()) });
    expect(accessSpacesOf(await readOne(), undefined)).toMatchObject([{ directGrants: 'unknown' }]);
  });
});
