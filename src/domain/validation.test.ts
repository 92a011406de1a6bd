import { describe, expect, it } from 'vitest';
import { indexRows, narrowRows } from '../lib/rows';
import { CAUSE_RULES, causesOf, contentInWords, type Finding, type Hanging } from './validation';

const finding = (parts: Partial<Finding>): Finding => ({
  id: '1',
  projectUuid: 'p',
  kind: 'chart',
  contentUuid: 'c1',
  name: 'Orders',
  error: "Dimension error: the field 'orders_region' no longer exists",
  errorType: 'dimension',
  fieldName: 'orders_region',
  views: 10,
  changedBy: 'Ana',
  foundAt: '2026-11-01T00:00:00.000Z',
  ...parts,
});
const scheduler = (parts: Partial<Hanging>): Hanging => ({
  uuid: 's',
  name: 'Weekly',
  ownerName: 'Bo',
  isEnabled: true,
  contentUuid: 'c1',
  ...parts,
});
const FINDINGS = [
  finding({}),
  finding({ id: '2', errorType: 'sorting', error: "Sorting error: the field 'orders_region' no longer exists" }),
  finding({ id: '3', kind: 'dashboard', contentUuid: 'd1', changedBy: 'Bo', views: 500 }),
  finding({
    id: '4',
    contentUuid: 'c2',
    fieldName: '',
    errorType: 'model',
    error: "Model error: the model 'old' no longer exists",
  }),
  finding({ id: '5', contentUuid: 'c3', fieldName: '', errorType: 'chart', error: 'Something else', views: 9_000 }),
];

const causes = causesOf({ uuid: 'p', name: 'Shop' }, FINDINGS, [
  scheduler({}),
  scheduler({ uuid: 'off', contentUuid: 'c3', isEnabled: false }),
  scheduler({ uuid: 'sound', contentUuid: 'c9' }),
]);
const named = (rows: readonly { what: string }[]) => rows.map(({ what }) => what);

describe('root causes', () => {
  it('put together what is wrong for want of the same thing, and count each chart once', () => {
    const [field] = causes;
    expect(named(causes)).toEqual(['The field orders_region is gone.', 'The model old is gone.', 'Something else']);
    expect(field).toMatchObject({
      charts: 1,
      dashboards: 1,
      views: 510,
      types: ['dimension', 'sorting'],
      owners: ['Ana', 'Bo'],
    });
    expect(field && contentInWords(field)).toBe('1 chart, 1 dashboard');
    expect(field?.schedulers.map(({ uuid }) => uuid)).toEqual(['s']);
  });

  it.each([
    ["Filter error: the field 'orders_status' on table 'orders' no longer exists", 'The field orders_status is gone.'],
    ["Custom metric error: the base dimension 'orders_id' no longer exists", 'The field orders_id is gone.'],
    ["Table 'orders' no longer exists", 'The table orders is gone.'],
    ["Model error: the model 'orders' failed to compile", "Model error: the model 'orders' failed to compile"],
    [
      "Filter error: the field 'users_id' does not match table 'orders'",
      "Filter error: the field 'users_id' does not match table 'orders'",
    ],
  ])('name what is gone only where the server says so: %s', (error, what) => {
    const errorType = error.startsWith('Model') ? 'model' : 'filter';
    const found = finding({ error, errorType, fieldName: 'users_id' });
    expect(named(causesOf({ uuid: 'p', name: 'Shop' }, [found], []))).toEqual([what]);
  });

  it('say nothing of views where the server does not tell any', () => {
    const viewsOf = (...views: (number | null)[]) =>
      causesOf(
        { uuid: 'p', name: 'Shop' },
        views.map((each, i) => finding({ contentUuid: `c${i}`, views: each })),
        [],
      ).map((cause) => cause.views);
    expect([...viewsOf(null, null), ...viewsOf(null, 3), ...viewsOf(0)]).toEqual([null, 3, 0]);
  });

  it('come in the order of the schedulers that will fail, then of views', () => {
    expect(named(CAUSE_RULES.sort(causes, { column: 'weight', descending: true }))).toEqual([
      'The field orders_region is gone.',
      'Something else',
      'The model old is gone.',
    ]);
  });

  it('are only warned of where a chart does not use what it queries: nothing fails, and it comes last', () => {
    const warning = finding({
      id: '6',
      errorType: 'chart configuration',
      error: 'not used. It may look odd',
      views: 1e6,
    });
    const [cause] = causesOf({ uuid: 'p', name: 'Shop' }, [warning], [scheduler({})]);
    expect(cause).toMatchObject({ what: 'Not used', isWarning: true, schedulers: [], charts: 1 });
    const sorted = CAUSE_RULES.sort(cause ? [cause, ...causes] : [], { column: 'weight', descending: true });
    expect(named(sorted).at(-1)).toBe('Not used');
    const { of } = CAUSE_RULES.filters.weight;
    expect([cause, ...causes].map((each) => each && of(each))).toEqual([['warning'], ['error'], ['error'], ['error']]);
  });

  it('are found by the name of the content, and by who changed it', () => {
    const narrowed = (search: string, owner: string[]) =>
      named(
        narrowRows(
          causes,
          CAUSE_RULES,
          { search, filters: { project: [], type: [], weight: [], owner, scheduled: [] } },
          indexRows(causes, CAUSE_RULES.textOf),
        ),
      );
    expect(narrowed('orders', ['Bo'])).toEqual(['The field orders_region is gone.']);
    expect(narrowed('nothing', [])).toEqual([]);
  });
});
