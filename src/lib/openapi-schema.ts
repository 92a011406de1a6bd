/** What OpenAPI 3.0 says and JSON Schema does not know. */
const FOREIGN = new Set([
  'nullable',
  'example',
  'discriminator',
  'xml',
  'externalDocs',
  'deprecated',
  'readOnly',
  'writeOnly',
  'format',
]);

/**
 * A schema of an OpenAPI 3.0 document as JSON Schema: `nullable` becomes a type, references point into the document `name`. In: the
 * schema, or any part of a document. Out: a new value of the same form.
 */
export function toJsonSchema(schema: unknown, name: string): unknown {
  if (Array.isArray(schema)) return schema.map((part) => toJsonSchema(part, name));
  if (typeof schema !== 'object' || schema === null) return schema;
  const converted: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === '$ref') converted.$ref = `${name}${String(value)}`;
    else if (!FOREIGN.has(key) && !key.startsWith('x-')) converted[key] = toJsonSchema(value, name);
  }
  return 'nullable' in schema && schema.nullable === true ? { anyOf: [converted, { type: 'null' }] } : converted;
}
