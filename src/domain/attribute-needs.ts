/** A field of a table, and the names of the user attributes that it, or else its table, asks for. */
export type CatalogField = { table: string; tableName: string; name: string; asks: readonly string[] };

/** The fields of one table that ask for an attribute, by their labels; `of` how many fields of it are seen. */
export type Asking = { table: string; fields: readonly string[]; of: number };

/**
 * The tables with fields that ask for an attribute, by name. A table that is joined into several explores comes with each of
 * them, and counts once. In: the fields of a project that one sees; the name of the attribute, as models write it.
 */
export const askingFor = (fields: readonly CatalogField[], attribute: string): readonly Asking[] => {
  const tables = new Map<string, { table: string; all: Set<string>; asking: Set<string> }>();
  for (const { table, tableName, name, asks } of fields) {
    const known = tables.get(tableName) ?? { table, all: new Set(), asking: new Set() };
    tables.set(tableName, known);
    known.all.add(name);
    if (asks.includes(attribute)) known.asking.add(name);
  }
  return [...tables.values()]
    .filter(({ asking }) => asking.size > 0)
    .map(({ table, all, asking }) => ({ table, fields: [...asking], of: all.size }))
    .toSorted((a, b) => a.table.localeCompare(b.table));
};

const SHOWN = 3;

/** In words: "Orders: all 4 fields", "Customers: 2 of 9 fields (Email, Name)". In: the project, where there are several. */
export const askingInWords = ({ table, fields, of }: Asking, project: string | null): string => {
  const where = project === null ? table : `${table} (${project})`;
  if (fields.length === of) return `${where}: ${of === 1 ? 'its one field' : `all ${of} fields`}`;
  const named = fields.slice(0, SHOWN).join(', ') + (fields.length > SHOWN ? ', …' : '');
  return `${where}: ${fields.length} of ${of} fields (${named})`;
};
