import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseSync, Visitor } from 'vite';
import { describe, expect, it } from 'vitest';

/**
 * Lightdash's state comes by the hooks and query options that Orval makes from the contract: counted here from the syntax trees
 * of the code, and no less than they were. Under a generated key lies what the operation answers and nothing else: who reads by
 * hand needs a key of its own, by composedKey or an array that begins with another name.
 */
const root = resolve(import.meta.dirname, '..');
const SOURCE = /\.tsx?$/;

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => SOURCE.test(file))
    .map((file) => join(folder, file));

const LIGHTDASH = 'src/api/lightdash/gen';
/** The operations that have a generated key of a kind, as `ListGroups`. */
const operations = (kind: 'Query' | 'Mutation'): ReadonlySet<string> =>
  new Set(
    filesIn(LIGHTDASH).flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/^export const get(\w+?)(Query|Mutation)Key = /gm)].flatMap(
        ([, name = '', of]) => (of === kind ? name : []),
      ),
    ),
  );
const READS = operations('Query');
const WRITES = operations('Mutation');
const isReadName = (name: string) => READS.has(name.charAt(0).toUpperCase() + name.slice(1));

type Node = { type: string; start: number; end: number } & Record<string, unknown>;
const as = (node: unknown): Node | null =>
  typeof node === 'object' && node !== null && 'type' in node ? (node as Node) : null;
const isNamed = (node: unknown, name: string): boolean => as(node)?.name === name;
const nameOf = (node: unknown): string => String(as(node)?.name ?? '');
const listOf = (nodes: unknown): Node[] => (nodes as unknown[]).flatMap((node) => as(node) ?? []);
/** A property of an object literal, by its name. */
const property = (object: Node, name: string): Node | undefined =>
  listOf(object.properties).find(({ key }) => isNamed(key, name) || as(key)?.value === name);

/** Whether a key is one of our own: composedKey, or an array that begins with a word that is no operation. */
const isOwnKey = (node: unknown): boolean => {
  const key = as(node);
  if (key?.type === 'CallExpression') return isNamed(key.callee, 'composedKey');
  const [first] = key?.type === 'ArrayExpression' ? listOf(key.elements) : [];
  return typeof first?.value === 'string' && !isReadName(first.value);
};

type Survey = {
  queryHooks: Set<string>;
  mutationHooks: Set<string>;
  /** Operations that are read by a generated hook or generated options. */
  generated: Set<string>;
  /** Queries by hand. */
  byHand: string[];
  violations: string[];
};

/** What a module uses of the generated code, and what it puts under whose key. */
const survey = (file: string, text: string, into: Survey): void => {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  /** Imported from the generated code: by the name it has here, the one it has there. */
  const imported = new Map<string, string>();
  const at = ({ start }: Node) => `${file}:${text.slice(0, start).split('\n').length}`;
  const no = (node: Node, why: string) => into.violations.push(`${at(node)} ${why}`);
  const visitor = new Visitor({
    ImportDeclaration(declaration) {
      if (!/lightdash\/gen\//.test(declaration.source.value)) return;
      for (const each of declaration.specifiers)
        if (each.type === 'ImportSpecifier') imported.set(each.local.name, nameOf(each.imported));
    },
    CallExpression(node) {
      const call = node as unknown as Node;
      const name = imported.get(nameOf(call.callee)) ?? '';
      const [, hook, options] = /^use(\w+)$|^get(\w+)QueryOptions$/.exec(name) ?? [];
      const read = hook ?? options ?? '';
      if (hook && READS.has(hook)) into.queryHooks.add(hook);
      if (hook && WRITES.has(hook)) into.mutationHooks.add(hook);
      if (READS.has(read)) into.generated.add(read);
      if (READS.has(read) && call.typeArguments) no(call, 'says by hand of what shape an answer is');
      if (READS.has(read) && /\bwhole\b/.test(text.slice(call.start, call.end))) no(call, 'would keep secrets');
      const method = nameOf(as(call.callee)?.property);
      if (method !== 'setQueryData' && method !== 'setQueriesData') return;
      const [key, data] = listOf(call.arguments);
      // The key of generated options knows of what type its data is, and the compiler holds one to it.
      const isTyped = key?.type === 'MemberExpression' && isNamed(key.property, 'queryKey');
      if ((!isTyped && !isOwnKey(key)) || call.typeArguments || data?.type === 'TSAsExpression')
        no(call, 'may put another shape under a generated key');
    },
    ObjectExpression(node) {
      const object = node as unknown as Node;
      if (property(object, 'mutationFn') && !property(object, 'mutationKey')) no(object, 'writes without a key');
      if (!property(object, 'queryFn')) return;
      if (isOwnKey(property(object, 'queryKey')?.value)) into.byHand.push(at(object));
      else no(object, 'reads by hand without a key of its own');
    },
    AssignmentExpression(node) {
      if (isNamed((node as unknown as Node & { left: Node }).left.property, 'queryFn'))
        no(node as unknown as Node, 'reads by hand without a key of its own');
    },
    VariableDeclarator(node) {
      const declarator = node as unknown as Node;
      if (!isNamed(declarator.id, 'COMPOSED')) return;
      let composed = as(declarator.init);
      while (composed && composed.type !== 'ObjectExpression') composed = as(composed.expression);
      for (const each of listOf(composed?.properties ?? []))
        if (isReadName(nameOf(each.key))) no(each, 'is the name of an operation, not of a composed query');
    },
  });
  visitor.visit(program);
};

const nothing = (): Survey => ({
  queryHooks: new Set(),
  mutationHooks: new Set(),
  generated: new Set(),
  byHand: [],
  violations: [],
});

const found = nothing();
for (const file of filesIn('src'))
  if (!/\/gen\/|\.test\.|\/testing/.test(file))
    survey(relative('.', file), readFileSync(join(root, file), 'utf8'), found);

describe('the generated hooks', () => {
  it('read what the pages show', () => {
    expect(found.queryHooks.size).toBeGreaterThanOrEqual(15);
    expect(found.generated.size).toBeGreaterThanOrEqual(21);
  });

  it('write what the dialogs change', () => {
    expect(found.mutationHooks.size).toBeGreaterThanOrEqual(21);
  });

  it('leave few queries to be made by hand', () => {
    expect(found.byHand.length, found.byHand.join('\n')).toBeLessThan(found.generated.size);
  });
});

const GEN = `import { getListGroupsQueryKey, getListGroupsQueryOptions, listGroups, useListGroups, useCreateGroup } from '../api/lightdash/gen/groups/groups';\n`;

describe('under a generated key', () => {
  it('lies what the operation answers and nothing else', () => {
    // Puts back what lay under the same key before a reload.
    expect(found.violations).toEqual([expect.stringMatching(/^src\/data\/kept\.ts:/)]);
  });

  it.each([
    'queryOptions({ queryKey: getListGroupsQueryKey(), queryFn: async () => new Map() })',
    'useQuery({ queryKey: getListGroupsQueryKey(), queryFn: ({ signal }) => listGroups(undefined, undefined, signal) })',
    "useQuery({ queryKey: ['listGroups'], queryFn })",
    "useQuery({ 'queryKey': ['listGroups', 1], async 'queryFn'() { return 1; } })",
    'const key = getListGroupsQueryKey(); useQuery({ queryKey: key, queryFn })',
    'const q = { ...getListGroupsQueryOptions(), queryFn: async () => new Map() }',
    'client.fetchQuery({ ...getListGroupsQueryOptions(), queryFn })',
    'useListGroups(undefined, { query: { queryFn: async () => new Map() } })',
    'const q = getListGroupsQueryOptions(); q.queryFn = async () => new Map()',
    'useListGroups<Map<string, string>>()',
    'useListGroups(undefined, { request: { whole: true } })',
    'client.setQueryData(getListGroupsQueryKey(), new Map())',
    "client.setQueryData(['listGroups'], new Map())",
    'client.setQueriesData({ queryKey: getListGroupsQueryKey() }, new Map())',
    'client.setQueryData<unknown>(groupsQuery.queryKey, new Map())',
    'client.setQueryData(groupsQuery.queryKey, new Map() as never)',
    'useCreateGroup({ mutation: { mutationFn: async () => {} } })',
    "export const COMPOSED = { listGroups: ['listGroups'] } as const satisfies object",
  ])('%s is refused', (code) => {
    const canary = nothing();
    survey('src/data/canary.ts', GEN + code, canary);
    expect(canary.violations).toHaveLength(1);
  });

  it.each([
    "queryOptions({ queryKey: composedKey('members'), queryFn })",
    "queryOptions({ queryKey: ['listDemoIdentities'], queryFn })",
    'const q = { ...getListGroupsQueryOptions(), select: byUuid }',
    'useListGroups(undefined, { query: { select: byUuid, enabled } })',
    'client.setQueryData(groupsQuery.queryKey, (page) => page)',
    'useMutation({ mutationKey: getUpdateMemberRoleMutationKey(), mutationFn })',
  ])('%s is not', (code) => {
    const canary = nothing();
    survey('src/data/canary.ts', GEN + code, canary);
    expect(canary.violations).toEqual([]);
  });

  it('is counted as used what is called by another name, and not what is only imported', () => {
    const canary = nothing();
    survey('src/data/canary.ts', GEN.replace('useCreateGroup', 'useCreateGroup as useIt') + 'useIt();', canary);
    expect([canary.queryHooks.size, [...canary.mutationHooks], canary.generated.size]).toEqual([0, ['CreateGroup'], 0]);
  });
});
