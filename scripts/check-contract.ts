/**
 * Holds the contract of Lightdash against what servers of both generations answered (recordings/).
 *
 *     npx tsx scripts/check-contract.ts
 *
 * Each recorded answer has to fit the schema of its status; nearly all that servers send has to be described; operations that the
 * newer generation announces the end of have to be marked so, with the dates of its headers; and what replaces one has to exist. An
 * operation that was never recorded says why (`x-unrecorded`).
 */
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { toJsonSchema } from '../src/lib/openapi-schema';
import { GENERATIONS, readRecordings, type Recording } from './recordings';
import { isStarted } from './run';

type Schema = {
  $ref?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: unknown;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
};
type Described = { $ref?: string; content?: Record<string, { schema?: Schema }> };
interface Operation {
  operationId: string;
  deprecated?: boolean;
  responses: Record<string, Described>;
  'x-deprecated-since'?: string;
  'x-sunset'?: string;
  'x-replaced-by'?: string;
  /** Why there is no recorded answer of it. */
  'x-unrecorded'?: string;
}
/** The part of an OpenAPI document that is looked at. */
export interface Contract {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; responses: Record<string, Described> };
}
/** What was found. `seen` and `named`: properties of successes, and those that the contract describes. */
export interface Findings {
  failures: string[];
  matched: number;
  seen: number;
  named: number;
  unnamed: Set<string>;
}

/** So much of what servers send has to be described. */
const DESCRIBED = 0.97;
/** Properties nested deeper than this are not looked at. */
const DEPTH = 6;
const METHODS = ['get', 'put', 'post', 'patch', 'delete'];

type Found = { method: string; path: string; pattern: RegExp; operation: Operation };

/** The operations, the most literal paths first: `/schedulers/send` is that path and no scheduler called "send". */
function operationsOf({ paths }: Contract): Found[] {
  return Object.entries(paths)
    .flatMap(([path, item]) =>
      METHODS.flatMap((method) => {
        const operation = item[method];
        const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`);
        return operation ? [{ method: method.toUpperCase(), path, pattern, operation }] : [];
      }),
    )
    .sort((a, b) => a.path.split('{').length - b.path.split('{').length);
}

/** Recordings note the true length of lists that were cut; servers send no such thing. */
function withoutNotes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNotes);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (key === '_trimmed' ? [] : [[key, withoutNotes(inner)]])),
  );
}

const dayOf = (header: string | undefined): string | undefined =>
  header === undefined ? undefined : new Date(header).toISOString().slice(0, 10);

/** Checks a contract against recorded answers. In: the document, and the recordings. */
export function checkContract(contract: Contract, recordings: readonly Recording[]): Findings {
  const { schemas, responses } = contract.components;
  const findings: Findings = { failures: [], matched: 0, seen: 0, named: 0, unnamed: new Set() };
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: 'contract', components: toJsonSchema(contract.components, 'contract') as object });

  const validators = new Map<Schema, ValidateFunction>();
  const validatorOf = (schema: Schema): ValidateFunction => {
    const validate = validators.get(schema) ?? ajv.compile(toJsonSchema(schema, 'contract') as object);
    validators.set(schema, validate);
    return validate;
  };

  /** A schema and all that it is put together from. */
  const partsOf = (schema: Schema | undefined): Schema[] => {
    if (!schema) return [];
    if (schema.$ref) return partsOf(schemas[schema.$ref.split('/').pop() ?? '']);
    return [schema, ...[schema.allOf, schema.anyOf, schema.oneOf].flatMap((some) => (some ?? []).flatMap(partsOf))];
  };

  /** Counts the properties of a value, and those that the schema names. */
  const count = (schema: Schema | undefined, value: unknown, where: string, depth: number): void => {
    const parts = partsOf(schema);
    if (parts.length === 0 || depth > DEPTH) return;
    if (Array.isArray(value)) {
      const items = parts.find((part) => part.items)?.items;
      for (const item of value) count(items, item, `${where}[]`, depth + 1);
      return;
    }
    if (typeof value !== 'object' || value === null || parts.some((part) => part.additionalProperties)) return;
    for (const [name, inner] of Object.entries(value)) {
      const property = parts.map((part) => part.properties?.[name]).find(Boolean);
      findings.seen++;
      if (property) {
        findings.named++;
        count(property, inner, `${where}.${name}`, depth + 1);
      } else findings.unnamed.add(`${where}.${name}`);
    }
  };

  const hold = ({ method, path, operation }: Found, { name, generation, response }: Recording): void => {
    const { status, body } = response;
    const wrong = (what: string) => findings.failures.push(`${method} ${path}: ${name} (${generation}) ${what}`);
    if (response.headers.deprecation && operation['x-sunset'] !== dayOf(response.headers.sunset))
      wrong(`announces the end on ${dayOf(response.headers.sunset)}, the contract ${operation['x-sunset'] ?? 'none'}`);
    if (typeof body !== 'object' || body === null) return;
    const described = operation.responses[status] ?? operation.responses[`${Math.floor(status / 100)}XX`];
    const found = described ?? (status >= 400 ? operation.responses.default : undefined);
    const schema = (found?.$ref ? responses[found.$ref.split('/').pop() ?? ''] : found)?.content?.['application/json'];
    if (!schema?.schema) {
      wrong(`answers ${status}, which is not described`);
      return;
    }
    const validate = validatorOf(schema.schema);
    const answer = withoutNotes(body);
    if (!validate(answer)) wrong(`does not fit: ${ajv.errorsText(validate.errors?.slice(0, 3))}`);
    if (status < 300) count(schema.schema, answer, `${method} ${path}`, 0);
  };

  const operations = operationsOf(contract);
  const recorded = new Set<Found>();
  for (const recording of recordings) {
    const { method, path } = recording.request;
    const found = operations.find((each) => each.method === method && each.pattern.test(path));
    if (!found) continue;
    recorded.add(found);
    findings.matched++;
    hold(found, recording);
  }

  const ids = new Set(operations.map(({ operation }) => operation.operationId));
  for (const found of operations) {
    const { method, path, operation } = found;
    const wrong = (what: string) => findings.failures.push(`${method} ${path}: ${what}`);
    if (!recorded.has(found) && !operation['x-unrecorded']) wrong('was never recorded, and does not say why');
    if (recorded.has(found) && operation['x-unrecorded']) wrong('is said to be unrecorded, and was recorded');
    if (operation['x-sunset'] && !operation.deprecated) wrong('has an end and is not deprecated');
    const by = operation['x-replaced-by'];
    if (by !== undefined && !ids.has(by)) wrong(`is replaced by ${by}, which is not there`);
  }
  if (findings.named < DESCRIBED * findings.seen)
    findings.failures.push(`${findings.named} of ${findings.seen} recorded properties are described, too few`);
  return findings;
}

if (isStarted(import.meta.filename)) {
  const contract = parse(readFileSync('src/api/lightdash/openapi.yaml', 'utf8')) as Contract;
  const { failures, matched, seen, named, unnamed } = checkContract(contract, readRecordings('recordings'));
  for (const failure of failures) console.log(`✗ ${failure}`);
  for (const name of unnamed) console.log(`· not described: ${name}`);
  console.log(
    `${matched} answers of ${GENERATIONS.join(' and ')} held against the contract: ${failures.length} failures, ` +
      `${named} of ${seen} properties described (${((100 * named) / seen).toFixed(1)} %)`,
  );
  process.exitCode = failures.length > 0 ? 1 : 0;
}
