import { createElement as h, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

/**
 * The floor of the bench: what a page costs that asks for the same as a place of the console and shows 25 rows of each answer, in React
 * and nothing else. No page that does more can be quicker, unless it begins sooner. The calls stand in the fragment of its address, as
 * the bench has seen the console make them: those sent at once, and those that wait for who is signed in.
 */
type Calls = { first: string[]; later: string[] };

const ROWS = 25;

const read = async (url: string): Promise<unknown> =>
  ((await (await fetch(url, { headers: { accept: 'application/json' } })).json()) as { results?: unknown }).results;

const readAll = async ({ first, later }: Calls): Promise<unknown[]> => {
  const answers = first.map(read);
  const me = answers[first.indexOf('/api/v1/user')];
  const rest = later.map(async (url) => {
    await me;
    return read(url);
  });
  return Promise.all([...answers, ...rest]);
};

/** Three texts of each thing of an answer, in their order. */
const rowsOf = (results: unknown): string[][] => {
  const lists = [results, ...Object.values(results ?? {})].filter((each) => Array.isArray(each));
  return (lists[0] ?? [])
    .map((thing: object) =>
      Object.values(thing ?? {})
        .filter((value) => typeof value === 'string')
        .slice(0, 3),
    )
    .toSorted(([a = '']: string[], [b = '']: string[]) => a.localeCompare(b));
};

const Floor = ({ calls }: { calls: Calls }) => {
  const [answers, setAnswers] = useState<unknown[] | null>(null);
  useEffect(() => void readAll(calls).then(setAnswers), [calls]);
  if (!answers) return h('p', null, 'Reading');
  return h(
    'main',
    null,
    answers.map((answer, nth) => {
      const rows = rowsOf(answer);
      const shown = rows.slice(0, ROWS).map((texts, i) =>
        h(
          'tr',
          { key: i },
          texts.map((text, k) => h('td', { key: k }, text)),
        ),
      );
      return h(
        'section',
        { key: nth },
        h('h2', null, `${rows.length} things`),
        h('table', null, h('tbody', null, shown)),
      );
    }),
  );
};

const root = document.getElementById('root');
const calls = JSON.parse(decodeURIComponent(location.hash.slice(1))) as Calls;
if (root) createRoot(root).render(h(Floor, { calls }));
