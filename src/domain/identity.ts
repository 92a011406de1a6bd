import { isAddress } from '../lib/emails';

/** The person at a linked account, whatever its API calls the fields. */
export type Identity = {
  /** The person's name, else what they sign in with, else the e-mail address; never empty. */
  name: string;
  email: string | null;
  userName: string | null;
  /** Address of a picture; only shown where the page's policy lets it be loaded. */
  avatarUrl: string | null;
  organizations: readonly { name: string; detail: string | null }[];
  /** What is not a person's own account says so, such as "Service account". */
  note: string | null;
};

/** The parts of an identity as an API gives them; empty texts count as absent. */
export type IdentityParts = {
  names?: readonly (string | null | undefined)[];
  userName?: string | null | undefined;
  email?: string | null | undefined;
  avatarUrl?: string | null | undefined;
  organizations?: readonly ({ name?: string | undefined; detail?: string | undefined } | null)[];
  note?: string | null;
};

/** What an API promises to be a text may be anything. */
const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

/** Puts the parts together. In: what the API said. Out: an identity that has a name. */
export const identity = ({
  names = [],
  userName,
  email,
  avatarUrl,
  organizations = [],
  note = null,
}: IdentityParts): Identity => {
  const full = names.flatMap((name) => textOf(name) ?? []).join(' ');
  return {
    name: full || textOf(userName) || textOf(email) || 'Unnamed',
    email: textOf(email),
    userName: textOf(userName),
    avatarUrl: textOf(avatarUrl),
    organizations: organizations.map((each) => ({
      name: textOf(each?.name) ?? 'Unnamed',
      detail: textOf(each?.detail),
    })),
    note,
  };
};

/** One line of the full record of an account. */
export type Fact = { label: string; value: string };

/** Names of fields that hold secrets, which are never shown. */
const SECRET = /password|secret|token$|credential/i;
const DEEPEST = 4;

/** Abbreviations, which are written in capitals. */
const SPELLED: ReadonlyMap<string, string> = new Map([
  ['api', 'API'],
  ['id', 'ID'],
  ['oauth', 'OAuth'],
  ['url', 'URL'],
  ['uuid', 'UUID'],
]);

/** `first_name`, `UserName` and `avatar_url` as words: "First name", "User name", "Avatar URL". */
const labelOf = (key: string): string => {
  const words = key
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[_\s]+/g, ' ')
    .trim()
    .toLowerCase()
    .split(' ')
    .map((word) => SPELLED.get(word) ?? word)
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1) || 'Unnamed';
};

const valueOf = (value: unknown): string => {
  if (value === null || value === undefined || value === '') return 'Not set';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return String(value);
};

/**
 * The full record of an account as lines, nested parts with the way to them ("Organizations 1 · Name"). In: what the API
 * said, of any shape. Out: one fact a value; what names itself a secret is left out.
 */
export const factsOf = (record: unknown, way: readonly string[] = []): Fact[] => {
  if (typeof record === 'object' && record !== null && way.length < DEEPEST) {
    const isList = Array.isArray(record);
    return Object.entries(record).flatMap(([key, value]) => {
      if (SECRET.test(key)) return [];
      const step = isList ? String(Number(key) + 1) : labelOf(key);
      const last = way.at(-1);
      return factsOf(value, isList && last !== undefined ? [...way.slice(0, -1), `${last} ${step}`] : [...way, step]);
    });
  }
  if (way.length === 0) return [];
  return [{ label: way.join(' · '), value: typeof record === 'object' && record !== null ? '…' : valueOf(record) }];
};

const LONGEST = 50;
const USERNAME = /^[\w\-@.]+$/;

type EditableFields = Readonly<Record<'name' | 'username' | 'email' | 'company' | 'job_title' | 'avatar_url', string>>;

/**
 * What is wrong with the fields of an account that are to be saved. In: the fields, trimmed, and as they were. Out: field →
 * sentence. Source: src/api/zenml/openapi.yaml: 1 to 50 characters, a user name of letters, digits and `_-@.`; no address means: leave it.
 */
export const editableProblems = (fields: EditableFields, before: EditableFields): Readonly<Record<string, string>> => {
  const problems: Record<string, string> = {};
  for (const field of ['name', 'username', 'company', 'job_title'] as const) {
    if ([...fields[field]].length > LONGEST)
      problems[field] = `At most ${LONGEST} characters; these are ${[...fields[field]].length}.`;
  }
  if (fields.username === '') problems.username = 'Enter a user name.';
  else if (!USERNAME.test(fields.username)) problems.username = 'Only letters A to Z, digits and _ - @ . are allowed.';
  if (fields.email === '' && before.email !== '') problems.email = 'An address can be changed, not taken away.';
  else if (fields.email !== '' && !isAddress(fields.email)) problems.email = 'This is not an e-mail address.';
  if (fields.avatar_url !== '' && !/^https?:\/\/[^\s]+$/i.test(fields.avatar_url))
    problems.avatar_url = 'Enter an address that begins with https://.';
  return problems;
};
