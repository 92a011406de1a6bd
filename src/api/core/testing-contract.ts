import * as fc from 'fast-check';
import { parse } from 'yaml';
import type { Asked, Decoded, Dialect, Received } from './dialect';
import { ApiFailure } from './failure';
import { describeFailure } from './sentences';

type Schema = {
  $ref?: string;
  type?: string;
  enum?: unknown[];
  nullable?: boolean;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
};
type Response = { $ref?: string; content?: Record<string, { schema?: Schema }> };
type Contract = {
  paths: Record<string, Record<string, { responses?: Record<string, Response> }>>;
  components: { schemas: Record<string, Schema>; responses?: Record<string, Response> };
};

/** An operation of a contract, and what may come back when it is called: as described, not quite so, or not at all. */
export type FuzzedOperation = { method: string; path: string; answers: fc.Arbitrary<Received> };

const METHODS = ['get', 'put', 'post', 'patch', 'delete'];
const DEEPEST = 7;
const HOSTILE_KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'password'];
const HOSTILE_TEXTS = [
  '',
  '__proto__',
  '<img src=x onerror=alert(1)>',
  '\u0000',
  '\u202e',
  'Bearer c4n4ry0123456789',
  'x'.repeat(5000),
];

const text = fc.oneof(
  { weight: 3, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 1, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
);
const leaf = fc
  .oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null))
  .map((value) => JSON.stringify(value));
const key = fc.oneof(fc.constantFrom(...HOSTILE_KEYS), fc.string({ maxLength: 5 }));

type Entries = readonly (readonly [string, string])[];
const objectText = (entries: Entries): string =>
  `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
const listText = (items: readonly string[]): string => `[${items.join(',')}]`;

/** Any JSON, as text: so that `__proto__` is a key like any other, as in an answer, and not the prototype of a sample. */
const { value: junk } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(fc.tuple(key, tie('value')), { maxLength: 3 }).map(objectText),
    fc.array(tie('value'), { maxLength: 3 }).map(listText),
  ),
}));

const anyStatus = fc.oneof(
  fc.constantFrom(200, 201, 204, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504),
  fc.integer({ min: 200, max: 599 }),
);
const anyType = fc.constantFrom(
  'application/json',
  'application/json; charset=utf-8',
  'application/problem+json',
  'text/html',
  'text/plain',
  '',
);
const anyText = fc.oneof(
  junk,
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '<html>', '[', '['.repeat(50_000), '{"a":'.repeat(20_000), '\u{feff}{}'),
);

/** Values as a schema wants them, as JSON text; now and then something else, at any depth. */
const textOf = (contract: Contract, schema: Schema, depth: number): fc.Arbitrary<string> => {
  if (depth > DEEPEST) return leaf;
  if (schema.$ref)
    return textOf(contract, contract.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, depth);
  const below = (inner: Schema) => textOf(contract, inner, depth + 1);
  const kinds: fc.Arbitrary<string>[] = [];
  const choices = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])];
  if (choices.length > 0) kinds.push(fc.oneof(...choices.map(below)));
  if (schema.enum) kinds.push(fc.constantFrom(...schema.enum).map((value) => JSON.stringify(value)));
  else if (schema.type === 'string') kinds.push(text.map((value) => JSON.stringify(value)));
  if (schema.type === 'integer' && !schema.enum) kinds.push(fc.integer().map(String));
  if (schema.type === 'number') kinds.push(fc.double({ noNaN: true, noDefaultInfinity: true }).map(String));
  if (schema.type === 'boolean') kinds.push(fc.boolean().map(String));
  if (schema.type === 'array') kinds.push(fc.array(below(schema.items ?? {}), { maxLength: 3 }).map(listText));
  const parts = [schema, ...(schema.allOf ?? []).map((part) => resolved(contract, part))];
  const properties = parts.flatMap((part) =>
    Object.entries(part.properties ?? {}).map(([name, inner]) => ({
      name,
      inner,
      isSure: part.required?.includes(name) ?? false,
    })),
  );
  if (properties.length > 0 || schema.type === 'object') {
    const known = properties.map(({ name, inner, isSure }) =>
      fc
        .tuple(fc.boolean(), below(inner))
        .map(([isThere, value]) => (isSure || isThere ? [[name, value] as const] : [])),
    );
    const others = fc.array(fc.tuple(key, junk), { maxLength: 1 });
    kinds.push(fc.tuple(fc.tuple(...known), others).map(([entries, more]) => objectText([...entries.flat(), ...more])));
  }
  if (schema.nullable) kinds.push(fc.constant('null'));
  return fc.oneof(
    { weight: 15, arbitrary: kinds.length > 0 ? fc.oneof(...kinds) : junk },
    { weight: 1, arbitrary: junk },
  );
};

const resolved = (contract: Contract, schema: Schema): Schema =>
  schema.$ref ? (contract.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema;

const statusOf = (name: string): fc.Arbitrary<number> => {
  if (/^\d{3}$/.test(name)) return fc.constant(Number(name));
  return name === 'default'
    ? fc.constantFrom(400, 404, 409, 422, 500)
    : fc.integer({ min: Number(name.charAt(0)) * 100, max: Number(name.charAt(0)) * 100 + 99 });
};

const answersOf = (contract: Contract, responses: Record<string, Response>): fc.Arbitrary<Received> => {
  const described = Object.entries(responses).flatMap(([name, response]) => {
    const found = response.$ref ? contract.components.responses?.[response.$ref.split('/').at(-1) ?? ''] : response;
    return Object.entries(found?.content ?? {}).map(([type, { schema = {} }]) => ({
      // There is one way to succeed and there are many to fail: as often the one as the others.
      weight: name.startsWith('2') ? Object.keys(responses).length : 1,
      arbitrary: fc.tuple(statusOf(name), fc.constant(type), textOf(contract, schema, 0)),
    }));
  });
  const asDescribed = fc.oneof({ weight: 1, arbitrary: fc.tuple(anyStatus, anyType, junk) }, ...described);
  return fc
    .oneof(
      { weight: 5, arbitrary: asDescribed },
      {
        weight: 1,
        arbitrary: fc.tuple(asDescribed, anyStatus).map(([[, type, body], status]) => [status, type, body] as const),
      },
      {
        weight: 1,
        arbitrary: fc
          .tuple(asDescribed, fc.nat(200))
          .map(([[status, type, body], length]) => [status, type, body.slice(0, length)] as const),
      },
      { weight: 1, arbitrary: fc.tuple(anyStatus, anyType, anyText) },
    )
    .map(([status, contentType, body]) => ({ status, contentType, text: body, headers: new Headers() }));
};

/** The operations of a contract with what may come back. In: the text of an openapi.yaml. */
export const fuzzedOperations = (yaml: string): FuzzedOperation[] => {
  const contract = parse(yaml) as Contract;
  return Object.entries(contract.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      if (!operation) return [];
      return [
        {
          method: method.toUpperCase(),
          path: path.replace(/\{[^}]+\}/g, '00000000-0000-4000-8000-000000000000'),
          answers: answersOf(contract, operation.responses ?? {}),
        },
      ];
    }),
  );
};

const PROTOTYPES: readonly object[] = [Object.prototype, Array.prototype, String.prototype, Function.prototype];
const namesOf = (): string => JSON.stringify(PROTOTYPES.map((prototype) => Reflect.ownKeys(prototype).map(String)));
const UNTOUCHED = namesOf();

const isPlain = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype;
};

/**
 * Decodes an answer and makes a failure and its sentence of it, as the console does. Out: what was decoded. Throws where the
 * dialect does, where a secret is left in a sentence, or where anything has touched a prototype.
 */
export const digest = (dialect: Dialect, received: Received, asked: Asked): Decoded => {
  const decoded = dialect.decode(received, asked);
  if (decoded.ok) {
    if (received.status >= 300) throw new Error('a success in spite of its status');
    if (!isPlain(decoded.data)) throw new Error('data with a prototype of its own');
  } else {
    const failure = new ApiFailure({ outcome: 'rejected', api: dialect.name, ...decoded.failure });
    const { title, message } = describeFailure(failure);
    if (!isPlain(failure.fields)) throw new Error('fields with a prototype of their own');
    if (`${title} ${message} ${failure.detail} ${JSON.stringify(failure.fields)}`.includes('c4n4ry'))
      throw new Error('a secret in a sentence');
  }
  if (namesOf() !== UNTOUCHED) throw new Error('a prototype was changed');
  return decoded;
};
