import { eq, inArray } from 'drizzle-orm';
import { Hono } from 'hono';
import { userAttributeGroups, userAttributeMembers, userAttributes } from '../db/attributes-schema';
import type { Reader } from '../db/open';
import { type Holdings, projectFor } from './access';
import { generationOf, isNewer } from './generation';
import { type ApiEnv, type Backend, ok } from './http';

type Asked = Readonly<Record<string, string | readonly string[]>>;
type Asks = { requiredAttributes?: Asked; anyAttributes?: Asked };
type Table = Asks & { name: string; label: string; fields: readonly (Asks & { name: string; label: string })[] };

const field = (label: string, asks: Asks = {}) => ({ name: label.toLowerCase().replaceAll(' ', '_'), label, ...asks });

/** The models of every project. */
const TABLES: readonly Table[] = [
  {
    name: 'payments',
    label: 'Payments',
    requiredAttributes: { cost_centre: '4100' },
    fields: [field('Payment id'), field('Amount')],
  },
  {
    name: 'orders',
    label: 'Orders',
    requiredAttributes: { region: ['emea', 'apac', 'amer'] },
    fields: [field('Order id'), field('Order date'), field('Status')],
  },
  {
    name: 'customers',
    label: 'Customers',
    fields: [
      field('Customer id'),
      field('Country', { anyAttributes: { country: ['de', 'fr', 'jp'], region: 'emea' } }),
      field('Email', { requiredAttributes: { can_view_pii: 'true' } }),
    ],
  },
  { name: 'stores', label: 'Stores', requiredAttributes: { store: 'all' }, fields: [field('Store id'), field('City')] },
];

/** The explores of a project, each of one table, and their fields: those that the caller's user attributes open. */
export function catalogRoutes(backend: Backend): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.get('/api/v1/projects/:projectUuid/dataCatalog', async (c) => {
    const { holdings, project } = await projectFor(backend, c, 'view:Project');
    const newer = isNewer(generationOf(c));
    const had = await valuesOf(backend.db.read, project.organizationUuid, holdings);
    const seen = TABLES.filter((table) => isOpen(table, had, newer));
    const search = c.req.query('search')?.toLowerCase() ?? '';
    const type = c.req.query('type');
    const found = ({ label }: { label: string }) => label.toLowerCase().includes(search);
    const every = { tags: [], categories: [], icon: null, aiHints: null, catalogSearchUuid: '' };
    const tables = seen.filter(found).map(({ name, label, ...table }) => ({
      ...every,
      name,
      label,
      type: 'table',
      joinedTables: [],
      // What they ask for is told of those that a search found alone (getCatalog.ok, getCatalog.search).
      ...(search !== '' && asksOf(table, {}, newer)),
    }));
    const fields = seen.flatMap((table) =>
      table.fields
        .filter((each) => found(each) && isOpen(each, had, newer))
        .map(({ name, label, ...asks }) => ({
          ...every,
          name,
          label,
          type: 'field',
          description: '',
          tableName: table.name,
          tableLabel: table.label,
          fieldType: 'dimension',
          basicType: 'string',
          fieldValueType: 'string',
          ...asksOf(asks, table, newer),
          ...(newer && { owner: null }),
        })),
    );
    if (type === 'field') return ok(fields);
    return ok(search === '' || type === 'table' ? tables : [...tables, ...fields].slice(0, 50));
  });
  return app;
}

/** 0.2110 knows no attributes of which one is enough. */
function asksOf(own: Asks, ofTable: Asks, newer: boolean): Asks {
  const requiredAttributes = own.requiredAttributes ?? ofTable.requiredAttributes;
  const anyAttributes = own.anyAttributes ?? ofTable.anyAttributes;
  return { ...(requiredAttributes && { requiredAttributes }), ...(newer && anyAttributes && { anyAttributes }) };
}

function isOpen({ requiredAttributes = {}, anyAttributes }: Asks, had: ReadonlyMap<string, string[]>, newer: boolean) {
  const isHad = ([name, values]: [string, string | readonly string[]]) =>
    [values].flat().some((value) => had.get(name)?.includes(value));
  return (
    Object.entries(requiredAttributes).every(isHad) &&
    (!newer || !anyAttributes || Object.entries(anyAttributes).some(isHad))
  );
}

/** What a person has in effect, by the name of the attribute: of their own and of their groups, else the default. */
async function valuesOf(
  reader: Reader,
  organizationUuid: string,
  { user, groupUuids }: Holdings,
): Promise<Map<string, string[]>> {
  const attributes = await reader
    .select()
    .from(userAttributes)
    .where(eq(userAttributes.organizationUuid, organizationUuid));
  const own = await reader.select().from(userAttributeMembers).where(eq(userAttributeMembers.userUuid, user.uuid));
  const ofGroups = await reader
    .select()
    .from(userAttributeGroups)
    .where(inArray(userAttributeGroups.groupUuid, groupUuids));
  return new Map(
    attributes.map(({ uuid, name, defaults }) => {
      const values = [...own, ...ofGroups].flatMap((each) => (each.attributeUuid === uuid ? each.values : []));
      return [name, values.length > 0 ? values : (defaults ?? [])];
    }),
  );
}
