import { describe, expect, it } from 'vitest';
import { placeSpaces, treeRows, type Space } from '#/domain/spaces';
import { treeOf } from './tree';

const space = (uuid: string, projectUuid: string, parentUuid: string | null = null): Space => ({
  uuid,
  projectUuid,
  name: uuid,
  parentUuid,
  privacy: 'private',
  inherits: false,
  charts: 0,
  dashboards: 0,
  grantedUserUuids: [],
  ownRows: [],
});

const PROJECTS = [
  { uuid: 'p1', name: 'Alpha' },
  { uuid: 'p2', name: 'Beta' },
];
const SPACES = [
  space('a', 'p1'),
  space('a.b', 'p1', 'a'),
  space('a.b.c', 'p1', 'a.b'),
  space('d', 'p1'),
  space('e', 'p2'),
];
const rows = treeRows(placeSpaces(SPACES, PROJECTS), true);
const seen = (folded: readonly string[] | null) =>
  treeOf(rows, folded && new Set(folded)).map(
    ({ uuid, isOpen }) => `${uuid}${isOpen === null ? '' : isOpen ? ' -' : ' +'}`,
  );

describe('treeOf', () => {
  it('puts each project before its spaces', () => {
    expect(seen([])).toEqual(['p1 -', 'a -', 'a.b -', 'a.b.c', 'd', 'p2 -', 'e']);
    expect(treeOf(rows, new Set())[0]).toEqual({ kind: 'project', uuid: 'p1', name: 'Alpha', size: 4, isOpen: true });
  });

  it('leaves out what lies in what is folded, however deep', () => {
    expect(seen(['a'])).toEqual(['p1 -', 'a +', 'd', 'p2 -', 'e']);
    expect(seen(['a.b'])).toEqual(['p1 -', 'a -', 'a.b +', 'd', 'p2 -', 'e']);
    expect(seen(['p1', 'a.b'])).toEqual(['p1 +', 'p2 -', 'e']);
  });

  it('folds nothing among matches, and of what is not listed it hides nothing', () => {
    expect(seen(null)).toEqual(['p1 -', 'a', 'a.b', 'a.b.c', 'd', 'p2 -', 'e']);
    const deep = treeRows(placeSpaces(SPACES, PROJECTS).slice(1), true);
    expect(treeOf(deep, new Set(['a'])).map(({ uuid }) => uuid)).toEqual(['p1', 'a.b', 'a.b.c', 'd', 'p2', 'e']);
  });

  it('takes ten thousand spaces in no time', () => {
    const many = treeRows(
      placeSpaces(
        Array.from({ length: 10_000 }, (_, i) => space(`s${i}`, 'p1')),
        PROJECTS,
      ),
      true,
    );
    expect(treeOf(many, new Set(['p1']))).toHaveLength(1);
  });
});
