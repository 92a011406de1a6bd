import { expect, test } from 'vitest';
import { bestOf, rank } from './ranking';
import { fold } from './text';

test('a name that is meant comes before one that begins so, words before parts of words, names before addresses', () => {
  const wanted = fold('aar');
  const names = ['Aino Kjærgaard', 'Team Aarhus', 'Aarhus office', 'Aar', 'Zoë'];
  expect(names.map((name) => rank(wanted, fold(name)))).toEqual([4, 2, 1, 0, null]);
  expect(rank('ana@', 'bo', 'ana@example.com')).toBe(3);
  expect(rank('emile okon', fold('Émile Okonkwo'), 'emile@example.com')).toBe(1);
  expect(rank('okon emi', fold('Émile Okonkwo'))).toBe(2);
  expect(rank('token create', 'create an access token')).toBe(2);
});

test('shows the best first, of each kind so many, among equals in the order of their kinds', () => {
  const thing = (kind: string, name: string) => ({ kind, name, folded: fold(name) });
  const things = [
    thing('Member', 'Mara'),
    thing('Member', 'Mia'),
    thing('Member', 'Mo'),
    thing('Member', 'Emma'),
    thing('Group', 'Marketing'),
    thing('Place', 'Members'),
  ];
  const kinds = new Map([
    ['Place', 5],
    ['Group', 5],
    ['Member', 2],
  ]);
  const names = bestOf(things, 'm', kinds, 10).map(({ thing: { name } }) => name);
  expect(names).toEqual(['Members', 'Marketing', 'Mara', 'Mia']);
  expect(bestOf(things, 'm', kinds, 1)).toHaveLength(1);
});
