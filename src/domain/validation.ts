import { sortedBy, type ListRules } from '../lib/rows';
import { count } from '../lib/text';

/** Of a finding that breaks nothing: a chart does not use a dimension that it queries (1.219). */
export const WARNING = 'chart configuration';

/** One thing that a validation found. `id`: by which it is dismissed; `contentUuid` is null for findings about models. */
export type Finding = {
  id: string;
  projectUuid: string;
  kind: 'chart' | 'dashboard' | 'table' | 'app';
  contentUuid: string | null;
  /** What the server calls it, which hides the name of what one may not see. */
  name: string;
  error: string;
  errorType: string;
  fieldName: string;
  /** Null where the server does not tell. */
  views: number | null;
  changedBy: string;
  foundAt: string;
};

/** A scheduler that hangs on broken content. */
export type Hanging = { uuid: string; name: string; ownerName: string; isEnabled: boolean; contentUuid: string };

/** One root cause: everything that is wrong for want of the same field or model, or in the same words. */
export type Cause = {
  id: string;
  projectUuid: string;
  projectName: string;
  /** "The field orders_status is gone." */
  what: string;
  findings: readonly Finding[];
  types: readonly string[];
  /** Nothing is broken by it. */
  isWarning: boolean;
  charts: number;
  dashboards: number;
  others: number;
  /** Of what is known; null where nothing is. */
  views: number | null;
  owners: readonly string[];
  schedulers: readonly Hanging[];
  foundAt: string;
};

/** What a finding says is not there any more (docs/lightdash/server.md#s16). */
const GONE = /\b(field|base dimension|model|table) '([^']+)'(?: on table '[^']*')? no longer exists/i;

/** What is missing, by which findings belong together. */
const causeOf = ({ error, errorType }: Finding): string => {
  // The field of a warning is there; what it may lead to is said with each finding.
  if (errorType === WARNING) return error.charAt(0).toUpperCase() + (error.split('. ')[0] ?? '').slice(1);
  const [, kind, named] = GONE.exec(error) ?? [];
  if (kind === undefined || named === undefined) return error;
  const thing = kind.toLowerCase();
  return `The ${thing === 'base dimension' ? 'field' : thing} ${named} is gone.`;
};

/** The findings of a project by root cause. In: the schedulers of the project that hang on charts and dashboards. */
export const causesOf = (
  project: { uuid: string; name: string },
  findings: readonly Finding[],
  schedulers: readonly Hanging[],
): Cause[] => {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const what = causeOf(finding);
    const group = groups.get(what);
    if (group) group.push(finding);
    else groups.set(what, [finding]);
  }
  return [...groups].map(([what, own]) => {
    // A chart may be wrong in several ways for the same reason: it counts once.
    const content = new Map(own.flatMap((each) => (each.contentUuid === null ? [] : [[each.contentUuid, each]])));
    const isWarning = own.every(({ errorType }) => errorType === WARNING);
    const amount = (kind: Finding['kind']) => [...content.values()].filter((each) => each.kind === kind).length;
    return {
      id: `${project.uuid} ${what}`,
      projectUuid: project.uuid,
      projectName: project.name,
      what,
      findings: own,
      types: [...new Set(own.map(({ errorType }) => errorType))].toSorted(),
      isWarning,
      charts: amount('chart'),
      dashboards: amount('dashboard'),
      others: amount('app') + own.filter(({ contentUuid }) => contentUuid === null).length,
      views: [...content.values()].reduce<number | null>(
        (sum, { views }) => (views === null ? sum : (sum ?? 0) + views),
        null,
      ),
      owners: [...new Set(own.map(({ changedBy }) => changedBy).filter(Boolean))].toSorted(),
      schedulers: isWarning ? [] : schedulers.filter(({ contentUuid }) => content.has(contentUuid)),
      foundAt: own.reduce((latest, { foundAt }) => (foundAt > latest ? foundAt : latest), ''),
    };
  });
};

/** "3 charts, 1 dashboard". */
export const contentInWords = ({ charts, dashboards, others }: Cause): string =>
  [
    charts > 0 && count(charts, 'chart', 'charts'),
    dashboards > 0 && count(dashboards, 'dashboard', 'dashboards'),
    others > 0 && count(others, 'other finding', 'other findings'),
  ]
    .filter(Boolean)
    .join(', ');

/** What decides about the order: schedulers that send it, then how often it is looked at, then how much there is of it; warnings last. */
const weightOf = ({ schedulers, views, findings, isWarning }: Cause): number =>
  isWarning
    ? 0
    : schedulers.filter(({ isEnabled }) => isEnabled).length * 1e9 +
      Math.min(views ?? 0, 1e6) * 1e3 +
      Math.min(findings.length, 999);

export type CauseColumn = 'weight' | 'what' | 'project' | 'content' | 'schedulers' | 'views' | 'found';

export const CAUSE_RULES = {
  textOf: ({ what, findings }: Cause) => `${what} ${findings.map(({ name }) => name).join(' ')}`,
  ...sortedBy<Cause, CauseColumn>({
    weight: weightOf,
    what: ({ what }) => what,
    project: ({ projectName }) => projectName,
    content: ({ charts, dashboards }) => charts + dashboards,
    schedulers: ({ schedulers }) => schedulers.length,
    views: ({ views }) => views,
    found: ({ foundAt }) => Date.parse(foundAt) || null,
  }),
  filters: {
    project: { name: 'Project', of: ({ projectUuid }) => [projectUuid] },
    type: { name: 'Kind', form: /^[\w -]+$/, of: ({ types }) => types },
    owner: { name: 'Changed last by', form: /^[^,]+$/, of: ({ owners }) => owners },
    weight: {
      name: 'Severity',
      options: [
        { value: 'error', label: 'Something is broken' },
        { value: 'warning', label: 'Only a warning' },
      ],
      of: ({ isWarning }) => [isWarning ? 'warning' : 'error'],
    },
    scheduled: {
      name: 'Schedulers',
      options: [
        { value: 'some', label: 'Some hang on it' },
        { value: 'none', label: 'None' },
      ],
      of: ({ schedulers }) => [schedulers.length > 0 ? 'some' : 'none'],
    },
  },
} satisfies ListRules<Cause, 'project' | 'type' | 'weight' | 'owner' | 'scheduled', CauseColumn>;
