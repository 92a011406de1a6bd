/**
 * What the linter asks. The layers are the table below: a folder may import what its row names, itself, and packages.
 * scripts/boundaries.test.ts lays out violations and sees that each is found.
 */

/** folder: [pattern, the layers it may import]. `type:` allows types only. The first pattern that fits a file is its layer. */
const LAYERS = {
  gen: ['src/api/*/gen', ['api', 'gen']],
  'api-core': ['src/api/core', ['lib']],
  api: ['src/api/*', ['api-core', 'gen', 'lib']],
  // The tables and dialogs of grants, of effective access and of attributes, for the other features to import.
  grants: ['src/features/grants', ['access-door', 'data', 'domain', 'ui', 'lib', 'api-core', 'routes']],
  // The button that copies a short link, for every page with a list.
  'short-links': ['src/features/short-links', ['data', 'domain', 'ui', 'lib', 'api-core', 'routes']],
  // Shows what was found in all of them and opens their dialogs: the one feature that stands on others.
  overview: [
    'src/features/overview',
    ['feature', 'grants', 'short-links', 'access-door', 'data', 'domain', 'ui', 'lib', 'api-core', 'routes'],
  ],
  feature: [
    'src/features/*',
    ['grants', 'short-links', 'access-door', 'data', 'domain', 'ui', 'lib', 'api-core', 'routes'],
  ],
  app: ['src/app', ['feature', 'overview', 'access-door', 'data', 'domain', 'ui', 'lib', 'api', 'api-core', 'routes']],
  'access-rules': ['src/access/rules', ['domain', 'lib']],
  access: ['src/access', ['access-rules', 'data', 'domain', 'ui', 'lib', 'api', 'api-core', 'gen']],
  data: ['src/data', ['api', 'api-core', 'gen', 'domain', 'lib']],
  domain: ['src/domain', ['lib']],
  ui: ['src/ui', ['domain', 'lib']],
  lib: ['src/lib', []],
  embed: ['src/embed', ['app', 'api-core', 'lib']],
  src: ['src', []],
  sandbox: ['sandbox', ['rules-door', 'domain', 'lib', 'type:gen']],
  server: ['server', ['sandbox', 'lib']],
  scripts: ['scripts', ['rules-door', 'domain', 'lib']],
  deploy: ['deploy', ['server']],
  e2e: ['e2e', ['type:sandbox']],
};

/** Single files that are a layer of their own. */
const FILES = {
  // Link builders and places, of which features know each other's; the rest of a feature is its own.
  routes: ['src/features/*/routes.ts', []],
  // The front doors: all that others see of the folders behind them.
  'access-door': ['src/access/index.ts', []],
  'rules-door': ['src/access/rules/index.ts', []],
  main: ['src/main.tsx', ['app', 'api-core', 'lib']],
};

const targetOf = (layer) => (layer in FILES ? { file: { categories: layer } } : { element: { type: layer } });

const policiesOf = (from, allowed) =>
  allowed.map((entry) => {
    const [layer, isType] = entry.startsWith('type:') ? [entry.slice('type:'.length), true] : [entry, false];
    const to = targetOf(layer);
    // Of the four APIs none knows another.
    if (from === 'api' && layer === 'gen') to.element.captured = { api: '{{from.element.captured.api}}' };
    return { from: targetOf(from), allow: { to, ...(isType && { dependency: { kind: 'type' } }) } };
  });

const elementOf = ([type, [pattern]]) => ({
  type,
  pattern,
  partialMatch: false,
  ...(pattern.includes('*') && { capture: [type === 'feature' ? 'feature' : 'api'] }),
});

const onlyPackages = (regex, message) => ({ 'no-restricted-imports': ['error', { patterns: [{ regex, message }] }] });
/**
 * What is newer than the browsers that vite.config.ts promises (of the language itself, `lib` in tsconfig.json knows nothing newer), and
 * what takes a browser long for the first time.
 */
const RESTRICTED = {
  'no-restricted-properties': [
    'error',
    ...[
      ...['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString'].map((property) => ({ property })),
      ...['DateTimeFormat', 'NumberFormat', 'PluralRules', 'ListFormat'].map((property) => ({
        object: 'Intl',
        property,
      })),
    ].map((what) => ({
      ...what,
      message: 'For this a browser reads what it knows of languages, 20 ms: use lib/dates, or grouped of lib/text.',
    })),
    { object: 'URL', property: 'parse', message: 'Newer than our browsers: use parseUrl of lib/url.' },
    {
      object: 'AbortSignal',
      property: 'any',
      message: 'Newer than our browsers: use joinSignals of api/core/signals.',
    },
    ...[
      'showPopover',
      'hidePopover',
      'togglePopover',
      'startViewTransition',
      'moveBefore',
      'requestClose',
      'setHTMLUnsafe',
      'parseHTMLUnsafe',
      'requestIdleCallback',
      'cookieStore',
    ].map((property) => ({ property, message: 'Newer than the browsers that vite.config.ts promises.' })),
  ],
};
const SENDS = 'Only src/api/core/send.ts sends requests, and early.ts those that leave with the page.';

export default {
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'react', 'jsx-a11y', 'promise'],
  jsPlugins: ['eslint-plugin-boundaries'],
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['src/api/*/gen/**', 'dist/**', 'node_modules/**'],
  env: { builtin: true, browser: true, node: true },
  settings: {
    'import/resolver': { typescript: { project: ['tsconfig.json', 'tsconfig.node.json'] } },
    'boundaries/elements': Object.entries(LAYERS).map(elementOf),
    'boundaries/files': Object.entries(FILES).map(([category, [pattern]]) => ({ category, pattern })),
  },
  rules: {
    'boundaries/dependencies': [
      'error',
      {
        default: 'disallow',
        policies: [
          { allow: { to: { module: { origin: 'external' } } } },
          { allow: { to: { module: { origin: 'core' } } } },
          ...Object.entries({ ...LAYERS, ...FILES }).flatMap(([from, [, allowed]]) => policiesOf(from, allowed)),
        ],
      },
    ],
    'no-restricted-globals': [
      'error',
      { name: 'fetch', message: SENDS },
      { name: 'XMLHttpRequest', message: SENDS },
      { name: 'localStorage', message: 'Keep secrets out of web storage; see lib or app/theme for preferences.' },
    ],
    'no-restricted-imports': [
      'error',
      {
        paths: [
          {
            name: 'react-router',
            importNames: ['Link', 'NavLink', 'Form'],
            message: 'They bring code that fetches ahead what servers render: links are those of ui/Link.',
          },
        ],
      },
    ],
    'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/consistent-type-imports': 'error',
    eqeqeq: 'error',
    'prefer-const': 'error',
    'no-console': 'error',
    'react/react-in-jsx-scope': 'off',
    'import/no-unassigned-import': 'off',
    'unicorn/no-array-sort': 'off',
    'react-perf/jsx-no-new-function-as-prop': 'off',
    'jsx-a11y/prefer-tag-over-role': 'off',
    'jsx-a11y/role-supports-aria-props': 'off',
    'jsx-a11y/no-noninteractive-element-to-interactive-role': 'off',
    'jsx-a11y/control-has-associated-label': 'off',
    'jsx-a11y/no-noninteractive-tabindex': 'off',
    'react/incompatible-library': 'off',
    'react/no-unstable-nested-components': ['error', { allowAsProps: true }],
  },
  overrides: [
    {
      files: ['src/domain/**', 'src/access/rules/**', 'src/lib/**'],
      rules: onlyPackages('^[^.#]', 'The rules of the field and the small helpers stand on nothing but the language.'),
    },
    {
      files: ['src/domain/schedule/**'],
      rules: onlyPackages('^(?!croner$)[^.#]', 'Of packages, the rules about schedules stand on croner alone.'),
    },
    {
      files: [
        'server/**',
        'sandbox/**',
        'scripts/**',
        'e2e/**',
        '*.config.ts',
        'src/**/*.test.ts',
        'src/**/*.test.tsx',
      ],
      rules: {
        'no-restricted-globals': 'off',
        'no-console': 'off',
        'unicorn/consistent-function-scoping': 'off',
        'typescript/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      },
    },
    { files: ['src/**'], rules: RESTRICTED },
    { files: ['src/api/core/{send,early}.ts'], rules: { 'no-restricted-globals': 'off' } },
    {
      files: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
      rules: { 'boundaries/dependencies': 'off', 'no-restricted-imports': 'off', 'no-restricted-properties': 'off' },
    },
  ],
};
