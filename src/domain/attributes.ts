import { plainText, safeText } from '../lib/csv';
import { parseCsv } from '../lib/csv-read';
import { sortedBy, type ListRules } from '../lib/rows';
import { listOf } from '../lib/text';
import type { Member } from './members';

/**
 * A user attribute: what models ask of whoever runs a query. Every value is a text. `users` and `groups` are the values of their
 * own, by uuid; an empty list is an entry that gives nothing.
 */
export type Attribute = {
  uuid: string;
  name: string;
  description: string;
  createdAt: string;
  defaults: readonly string[];
  users: ReadonlyMap<string, readonly string[]>;
  groups: ReadonlyMap<string, readonly string[]>;
};

/** What an attribute may be written as. */
export type AttributeDraft = Pick<Attribute, 'name' | 'description' | 'defaults' | 'users' | 'groups'>;

type Person = Pick<Member, 'userUuid' | 'groupUuids'>;

/** What a person has in effect, and where it comes from: `own`, `group`, `both`, `default`, or `none`. */
export type Effective = {
  values: readonly string[];
  source: 'own' | 'group' | 'both' | 'default' | 'none';
  /** The groups that give something. */
  groups: readonly string[];
};

const NONE: Effective = { values: [], source: 'none', groups: [] };
const NO_VALUES: readonly string[] = [];

/**
 * The effective values of a person: their own and those of all their groups together; the default only where there is neither
 * (docs/lightdash/attributes.md#t1).
 */
export const effectiveOf = (attribute: AttributeDraft, person: Person): Effective =>
  effectiveWith(attribute.users.get(person.userUuid) ?? NO_VALUES, attribute, person);

const effectiveWith = (own: readonly string[], attribute: AttributeDraft, { groupUuids }: Person): Effective => {
  const groups =
    attribute.groups.size === 0
      ? NO_VALUES
      : groupUuids.filter((uuid) => (attribute.groups.get(uuid) ?? NO_VALUES).length > 0);
  if (own.length === 0 && groups.length === 0)
    return attribute.defaults.length === 0
      ? NONE
      : { values: attribute.defaults, source: 'default', groups: NO_VALUES };
  if (groups.length === 0) return { values: own, source: 'own', groups };
  const values = [...new Set([...own, ...groups.flatMap((uuid) => attribute.groups.get(uuid) ?? NO_VALUES)])];
  return { values, source: own.length > 0 ? 'both' : 'group', groups };
};

/** Where an effective value comes from, in words: "from 3 groups: A, B and C". */
export const sourceInWords = ({ source, groups }: Effective, nameOf: (groupUuid: string) => string): string => {
  const names = listOf(groups.map(nameOf));
  const from = groups.length > 1 ? `${groups.length} groups: ${names}` : `the group ${names}`;
  if (source === 'own') return 'own value';
  if (source === 'group') return `from ${from}`;
  if (source === 'both') return `own value, and from ${from}`;
  return source === 'default' ? 'default' : 'no value';
};

/** What kind of values an attribute has, as they look: Lightdash itself knows texts only. */
export const kindOf = ({ defaults, users, groups }: AttributeDraft): string => {
  const holders = [defaults, ...users.values(), ...groups.values()];
  const values = holders.flat();
  const all = (pattern: RegExp) => values.length > 0 && values.every((value) => pattern.test(value));
  const kind = all(/^(true|false)$/i) ? 'Yes or no' : all(/^-?\d+([.,]\d+)?$/) ? 'Number' : 'Text';
  return holders.some((each) => each.length > 1) ? `${kind}, several` : kind;
};

/** One row of the list of attributes. `without`: how many people have no value at all; null as long as it is being read. */
export type AttributeRow = Attribute & { kind: string; without: number | 'unread' | null };

export type AttributeColumn = 'name' | 'kind' | 'default' | 'people' | 'groups' | 'without';

export const ATTRIBUTE_RULES = {
  textOf: ({ name, description }: AttributeRow) => `${name} ${description}`,
  ...sortedBy<AttributeRow, AttributeColumn>({
    name: ({ name }) => name,
    kind: ({ kind }) => kind,
    default: ({ defaults }) => defaults[0] ?? null,
    people: ({ users }) => users.size,
    groups: ({ groups }) => groups.size,
    without: ({ without }) => (without === 'unread' ? null : without),
  }),
  filters: {
    default: {
      name: 'Default',
      options: [
        { value: 'yes', label: 'With a default' },
        { value: 'no', label: 'Without' },
      ],
      of: ({ defaults }) => [defaults.length > 0 ? 'yes' : 'no'],
    },
    used: {
      name: 'Values',
      options: [
        { value: 'some', label: 'Given to somebody' },
        { value: 'none', label: 'Given to nobody' },
      ],
      of: ({ users, groups }) => [users.size + groups.size > 0 ? 'some' : 'none'],
    },
  },
} satisfies ListRules<AttributeRow, 'default' | 'used', AttributeColumn>;

/** Who is given what: null takes the value away. */
export type Holder = { kind: 'user' | 'group'; uuid: string };
export type ValueChange = Holder & { values: readonly string[] | null };

/** An attribute with changed values; everybody else's stay. */
export const withValues = <Draft extends AttributeDraft>(attribute: Draft, changes: readonly ValueChange[]): Draft => {
  const users = new Map(attribute.users);
  const groups = new Map(attribute.groups);
  for (const { kind, uuid, values } of changes) {
    const map = kind === 'user' ? users : groups;
    if (values === null) map.delete(uuid);
    else map.set(uuid, values);
  }
  return { ...attribute, users, groups };
};

/** Whether two lists of values say the same: their order does not matter. */
export const sameValues = (a: readonly string[] | undefined, b: readonly string[] | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.length === b.length && a.every((value) => b.includes(value)));

const sameMap = (a: Attribute['users'], b: Attribute['users']): boolean =>
  a.size === b.size && [...a].every(([uuid, values]) => sameValues(values, b.get(uuid)));

/** Whether two states of an attribute are the same. */
export const sameAttribute = (a: AttributeDraft, b: AttributeDraft): boolean =>
  a.name === b.name &&
  a.description === b.description &&
  sameValues(a.defaults, b.defaults) &&
  sameMap(a.users, b.users) &&
  sameMap(a.groups, b.groups);

/** Whose effective values another state of an attribute changes. `lost`: those who have none afterwards. */
export const effectOn = <Someone extends Person>(
  before: AttributeDraft,
  after: AttributeDraft,
  everybody: readonly Someone[],
): { changed: Someone[]; lost: Someone[] } => {
  const changed: Someone[] = [];
  const lost: Someone[] = [];
  const areGroupsSame = before.groups === after.groups || sameMap(before.groups, after.groups);
  const areDefaultsSame = sameValues(before.defaults, after.defaults);
  for (const person of everybody) {
    // Most people are not concerned at all.
    const { userUuid } = person;
    if (areGroupsSame && areDefaultsSame && before.users.get(userUuid) === after.users.get(userUuid)) continue;
    const was = effectiveOf(before, person);
    const is = effectiveOf(after, person);
    if (sameValues(was.values, is.values)) continue;
    (is.values.length === 0 ? lost : changed).push(person);
  }
  return { changed, lost };
};

/**
 * The same of own values alone, counted, at the cost of those who are given one: for files of thousands. In: everybody by uuid; of
 * whom is not there nothing is counted.
 */
export const effectOnOwn = (
  attribute: AttributeDraft,
  changes: readonly ValueChange[],
  everybody: ReadonlyMap<string, Person>,
): { changed: number; lost: number } => {
  let changed = 0;
  let lost = 0;
  for (const { uuid, values } of changes) {
    const person = everybody.get(uuid);
    if (!person) continue;
    const is = effectiveWith(values ?? NO_VALUES, attribute, person).values;
    if (sameValues(effectiveOf(attribute, person).values, is)) continue;
    if (is.length === 0) lost++;
    else changed++;
  }
  return { changed, lost };
};

/** Values as a person types them: one a line. Blank lines and repetitions do not count. */
export const valuesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];

/** In a cell of a file: between several values, and for a value to be taken away. */
export const BETWEEN = ' | ';
export const TAKE_AWAY = '(none)';
/** What a file in another encoding than UTF-8 is full of. */
const UNREADABLE = '\uFFFD';

/** What a file would do. `changes` by the uuid of the attribute; a cell that says what is so already is none. */
export type ImportPlan = {
  changes: ReadonlyMap<string, readonly ValueChange[]>;
  rows: number;
  same: number;
  problems: readonly string[];
};

/** Remembers what is made of each text. */
const memoizedText = <T>(make: (text: string) => T): ((text: string) => T) => {
  const made = new Map<string, T>();
  return (text) => {
    let found = made.get(text);
    if (found === undefined) made.set(text, (found = make(text)));
    return found;
  };
};

/**
 * Reads a file of people and their own values without writing anything: the first column is the e-mail address, each other one an
 * attribute by name. An empty cell leaves what is there, and so does one as the export writes it, whatever its values are. Columns,
 * people and values that are not known for certain are problems and change nothing.
 */
export const planImport = (
  text: string,
  attributes: readonly Attribute[],
  everybody: readonly Pick<Member, 'userUuid' | 'email'>[],
  keepsSeveral = true,
): ImportPlan => {
  const [{ cells: head } = { cells: [] }, ...rows] = parseCsv(text);
  const problems: string[] = [];
  const byName = new Map(attributes.map((attribute) => [attribute.name.trim(), attribute]));
  const byEmail = new Map(everybody.map(({ email, userUuid }) => [email.toLowerCase(), userUuid]));
  const key = head.findIndex((name) => /^e-?mail( address)?$/i.test(name.trim()));
  if (key === -1) return { changes: new Map(), rows: 0, same: 0, problems: ['There is no column “E-mail”.'] };
  const names = head.map((name) => plainText(name.trim()));
  const columns = names.flatMap((name, place) => {
    if (place === key) return [];
    const attribute = byName.get(name);
    const isTwice = names.some((other, i) => other === name && i !== place && i !== key);
    if (attribute && !isTwice) return [{ attribute, place, own: [] as ValueChange[] }];
    if (attribute) problems.push(`Column “${name}” (${place + 1}) is there twice.`);
    else if (!/^((person )?name|user uuid)$/i.test(name))
      problems.push(`Column “${name}”: there is no such attribute.`);
    return [];
  });
  // The same few values stand in thousands of cells: each is read once, and what is there is written as the export writes it once.
  const cellOf = memoizedText((cell) => {
    const content = cell.trim();
    const plain = plainText(content);
    const values = plain === TAKE_AWAY ? undefined : valuesIn(plain.replaceAll('|', '\n'));
    const problem = content.includes(UNREADABLE)
      ? 'cannot be read. Save the file as CSV UTF-8'
      : values?.length === 0
        ? 'says nothing'
        : !keepsSeveral && values !== undefined && values.length > 1
          ? 'has several values, and this server keeps one'
          : null;
    return { content, values, problem };
  });
  const exported = memoizedText((values) => safeText(values).trim());
  const seen = new Set<string>();
  let same = 0;
  for (const { line, cells } of rows) {
    const email = plainText((cells[key] ?? '').trim()).toLowerCase();
    const uuid = byEmail.get(email);
    if (uuid === undefined || seen.has(email)) {
      const isTwice = uuid !== undefined;
      problems.push(
        `Line ${line}: ${email || 'no address'} ${isTwice ? 'is there twice' : 'is nobody of the organization'}.`,
      );
      continue;
    }
    seen.add(email);
    for (const { attribute, place, own } of columns) {
      const written = cells[place];
      if (!written) continue;
      const { content, values, problem } = cellOf(written);
      if (content === '') continue;
      const present = attribute.users.get(uuid);
      if (sameValues(present, values) || (present && content === exported(present.join(BETWEEN)))) same++;
      else if (problem !== null) problems.push(`Line ${line}: “${attribute.name}” ${problem}.`);
      else own.push({ kind: 'user', uuid, values: values ?? null });
    }
  }
  const changes = new Map(columns.flatMap(({ attribute, own }) => (own.length > 0 ? [[attribute.uuid, own]] : [])));
  return { changes, rows: rows.length, same, problems };
};
