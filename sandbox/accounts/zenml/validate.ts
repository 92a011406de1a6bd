/** One entry of FastAPI's `detail`. */
export type Issue = {
  type: string;
  loc: (string | number)[];
  msg: string;
  input: unknown;
  ctx?: Record<string, unknown>;
};
type Rule = (value: unknown) => Omit<Issue, 'loc' | 'input'> | undefined;

const USERNAME = '^[a-zA-Z0-9_\\-@.]+$';

const text: Rule = (value) =>
  typeof value === 'string' ? undefined : { type: 'string_type', msg: 'Input should be a valid string' };

const flag: Rule = (value) =>
  typeof value === 'boolean' ? undefined : { type: 'bool_type', msg: 'Input should be a valid boolean' };

const record: Rule = (value) =>
  isRecord(value) ? undefined : { type: 'dict_type', msg: 'Input should be a valid dictionary' };

/** 1 to 50 characters, as Python counts them: not in UTF-16. */
const short: Rule = (value) => {
  if (typeof value !== 'string') return text(value);
  const { length } = Array.from(value);
  if (length < 1)
    return { type: 'string_too_short', msg: 'String should have at least 1 character', ctx: { min_length: 1 } };
  if (length > 50)
    return { type: 'string_too_long', msg: 'String should have at most 50 characters', ctx: { max_length: 50 } };
  return undefined;
};

const username: Rule = (value) => {
  const issue = short(value);
  if (issue || new RegExp(USERNAME).test(String(value))) return issue;
  return {
    type: 'string_pattern_mismatch',
    msg: `String should match pattern '${USERNAME}'`,
    ctx: { pattern: USERNAME },
  };
};

const email: Rule = (value) => {
  if (typeof value !== 'string') return text(value);
  if (/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value)) return undefined;
  const reason = value.includes('@')
    ? 'The part after the @-sign is not valid.'
    : 'An email address must have an @-sign.';
  return { type: 'value_error', msg: `value is not a valid email address: ${reason}`, ctx: { reason } };
};

/** The model of a change (src/api/zenml/openapi.yaml). Every field may be null or left out; unknown ones are ignored. */
const MODEL: Readonly<Record<string, Rule>> = {
  password: text,
  password_expired: flag,
  name: short,
  avatar_url: text,
  company: short,
  job_title: short,
  metadata: record,
  username,
  email,
  is_active: flag,
  is_onboarded: flag,
  is_superuser: flag,
};

/** Reads the body of a change. Out: it, or what is wrong with it, in the words of FastAPI and Pydantic. */
export function readChange(body: string): { change: Record<string, unknown> } | { issues: Issue[] } {
  let change: unknown;
  try {
    change = JSON.parse(body);
  } catch {
    return {
      issues: [
        {
          type: 'json_invalid',
          loc: ['body', 0],
          msg: 'JSON decode error',
          input: {},
          ctx: { error: 'Expecting value' },
        },
      ],
    };
  }
  if (!isRecord(change)) {
    const msg = 'Input should be a valid dictionary or object to extract fields from';
    return { issues: [{ type: 'model_attributes_type', loc: ['body'], msg, input: change }] };
  }
  const sent = change;
  const issues = Object.entries(MODEL).flatMap(([field, rule]): Issue[] => {
    const input = sent[field];
    const issue = input === undefined || input === null ? undefined : rule(input);
    return issue ? [{ ...issue, loc: ['body', field], input }] : [];
  });
  return issues.length > 0 ? { issues } : { change: sent };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
