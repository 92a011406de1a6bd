import { createElement as h, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

/**
 * The floor of the bench: what a page costs that asks for the same as /members and shows 25 rows of it, in React and nothing else. No
 * page that does more can be quicker, unless it begins sooner.
 */
const CALLS = ['/api/v1/user', '/api/v1/org/users?page=1&pageSize=5000&includeGroups=1000000', '/api/v1/org/groups'];
const ROWS = 25;

type Answers = [
  { firstName: string },
  { data: { userUuid: string; firstName: string; lastName: string; email: string; role: string }[] },
  unknown,
];

const read = async (url: string): Promise<unknown> =>
  ((await (await fetch(url, { headers: { accept: 'application/json' } })).json()) as { results: unknown }).results;

const Floor = () => {
  const [answers, setAnswers] = useState<Answers | null>(null);
  useEffect(() => {
    void Promise.all(CALLS.map(read)).then((all) => setAnswers(all as unknown as Answers));
  }, []);
  if (!answers) return h('p', null, 'Reading');
  const [me, { data }] = answers;
  const rows = data.toSorted((a, b) => a.firstName.localeCompare(b.firstName)).slice(0, ROWS);
  return h(
    'main',
    null,
    h('h1', null, `Members, for ${me.firstName}`),
    h(
      'table',
      null,
      h(
        'tbody',
        null,
        rows.map(({ userUuid, firstName, lastName, email, role }, i) =>
          h(
            'tr',
            { key: userUuid, 'aria-rowindex': i + 1 },
            [`${firstName} ${lastName}`, email, role].map((text) => h('td', { key: text }, text)),
          ),
        ),
      ),
    ),
  );
};

const root = document.getElementById('root');
if (root) createRoot(root).render(h(Floor));
