import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { toJsonSchema } from '../../src/lib/openapi-schema';
import type { AccountApi } from '../db/accounts-schema';
import { type Generation, isNewer } from '../lightdash/generation';

type Schema = Record<string, unknown>;
type Operation = {
  'x-since'?: string;
  responses: Record<string, { $ref?: string; content?: Record<string, { schema?: Schema }> }>;
};
type Document = {
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, Schema>>;
};

/** The APIs that have a contract. */
type Api = 'lightdash' | AccountApi;
type Contract = ReturnType<typeof readContract>;

const METHODS = ['get', 'put', 'post', 'patch', 'delete'];
const contracts = new Map<Api, Contract>();

function contractOf(api: Api): Contract {
  const contract = contracts.get(api) ?? readContract(api);
  contracts.set(api, contract);
  return contract;
}

function readContract(api: Api) {
  const file = fileURLToPath(new URL(`../../src/api/${api}/openapi.yaml`, import.meta.url));
  const { paths, components } = parse(readFileSync(file, 'utf8')) as Document;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: 'contract', components: toJsonSchema(components, 'contract') as Schema });
  const operations = Object.entries(paths)
    .flatMap(([path, methods]) =>
      METHODS.flatMap((method) => {
        const operation = methods[method];
        const pattern = new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`);
        return operation ? [{ method: method.toUpperCase(), path, pattern, operation }] : [];
      }),
    )
    // `/schedulers/send` is that path and no scheduler called "send": the more literal path first.
    .sort((a, b) => a.path.split('{').length - b.path.split('{').length);
  return { components, ajv, operations, validators: new Map<Schema, ValidateFunction>() };
}

/**
 * The operations of Lightdash's contract that a generation has, as `GET /api/v1/groups/{}`: names of parameters do not matter.
 */
export function contractOperations(generation: Generation): string[] {
  return contractOf('lightdash')
    .operations.filter(({ operation }) => isNewer(generation) || operation['x-since'] === undefined)
    .map(({ method, path }) => shapeOf(`${method} ${path}`));
}

/** An operation without the names of its parameters, written with braces or with colons. */
export function shapeOf(operation: string): string {
  return operation.replace(/\{[^}]+\}|:\w+/g, '{}');
}

/**
 * What is wrong with an answer by the API's contract, undefined when nothing is, or when the contract does not have the operation.
 * Plain texts and empty bodies have nothing to validate but must not be JSON by their content type.
 */
export function contractViolation(
  method: string,
  path: string,
  response: Response,
  text: string,
  api: Api = 'lightdash',
): string | undefined {
  const { operations, components, ajv, validators } = contractOf(api);
  const found = operations.find((candidate) => candidate.method === method && candidate.pattern.test(path));
  if (!found) return undefined;
  const { status } = response;
  const { responses } = found.operation;
  const described = responses[status] ?? responses[`${Math.floor(status / 100)}XX`] ?? responses.default;
  if (!described) return `${method} ${path}: ${status} is not described`;
  const type = response.headers.get('content-type')?.split(';')[0] ?? '';
  if (!/^application\/(\w+\+)?json$/.test(type)) return undefined;
  const schema = resolve(described, components).content?.[type]?.schema;
  if (!schema) return `${method} ${path}: ${status} is not described as JSON`;
  const validate = validators.get(schema) ?? ajv.compile(toJsonSchema(schema, 'contract') as Schema);
  validators.set(schema, validate);
  if (validate(JSON.parse(text))) return undefined;
  return `${method} ${path} ${status}: ${ajv.errorsText(validate.errors?.slice(0, 3))}`;
}

type Described = Operation['responses'][string];

function resolve(described: Described, components: Document['components']): Described {
  const name = described.$ref?.split('/').pop();
  return name === undefined ? described : ((components.responses?.[name] ?? {}) as Described);
}
