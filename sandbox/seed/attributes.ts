import { userAttributeGroups, userAttributeMembers, userAttributes } from '../db/attributes-schema';
import { insertRows } from '../db/bulk';
import type { Transaction } from '../db/open';
import { type Generation, isNewer } from '../lightdash/generation';
import { DAY, before } from './dates';
import type { Random } from './random';
import type { Setting } from './structure';

type Invented = {
  name: string;
  description: string | null;
  values: readonly string[];
  defaults: readonly string[] | null;
  /** Which part of the people, and how many groups, have values. */
  people: number;
  groups: number;
};

const ATTRIBUTES: readonly Invented[] = [
  {
    name: 'region',
    description: 'Rows of orders that are shown',
    values: ['emea', 'apac', 'amer'],
    defaults: ['emea'],
    people: 0.2,
    groups: 5,
  },
  {
    name: 'cost_centre',
    description: 'Finance models',
    values: ['4100', '4200', '5300', '6000'],
    defaults: null,
    people: 0.12,
    groups: 3,
  },
  {
    name: 'can_view_pii',
    description: 'Names and addresses of customers',
    values: ['true'],
    defaults: ['false'],
    people: 0.03,
    groups: 1,
  },
  {
    name: 'country',
    description: null,
    values: ['de', 'fr', 'jp', 'us', 'br'],
    defaults: null,
    people: 0.05,
    groups: 0,
  },
  { name: 'warehouse_role', description: 'Not used yet', values: [], defaults: null, people: 0, groups: 0 },
];

/** User attributes with values of people, of groups (some people get several) and by default; the accounts have none of their own. */
export async function seedAttributes(
  transaction: Transaction,
  { organizationUuid, people, now, random }: Setting,
  groupUuids: readonly string[],
  generation: Generation,
): Promise<void> {
  const rows = ATTRIBUTES.map((invented, i) => ({
    uuid: random.uuid(),
    organizationUuid,
    name: invented.name,
    description: invented.description,
    defaults: invented.defaults && [...invented.defaults],
    createdAt: before(now, (ATTRIBUTES.length - i) * 40 * DAY),
  }));
  await insertRows(transaction, userAttributes, rows);
  for (const [i, { values, people: share, groups }] of ATTRIBUTES.entries()) {
    const attributeUuid = rows[i]?.uuid ?? '';
    const some = random.sample(people, Math.round(people.length * share));
    await insertRows(
      transaction,
      userAttributeMembers,
      some.map(({ uuid }) => ({ attributeUuid, userUuid: uuid, values: valuesOf(values, random, generation) })),
    );
    await insertRows(
      transaction,
      userAttributeGroups,
      groupUuids
        .slice(0, groups)
        .map((groupUuid, place) => ({ attributeUuid, groupUuid, values: [values[place % values.length] ?? ''] })),
    );
  }
}

/** Now and then several, where the server knows of such. */
function valuesOf(values: readonly string[], random: Random, generation: Generation): string[] {
  const many = isNewer(generation) && values.length > 1 && random.chance(0.1);
  return random.sample([...values], many ? 2 : 1);
}
