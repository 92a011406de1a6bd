import { useMemo } from 'react';
import { describeFailure } from '#/api/core/sentences';
import { useHealth } from '#/data/health';
import { useServerReport } from '#/data/server';
import {
  leanedOn,
  OPERATION_STATES,
  operationStateName,
  serverAsText,
  type OperationReport,
} from '#/domain/server-report';
import { optionsOf, sortedBy } from '#/lib/rows';
import { classes, count } from '#/lib/text';
import { Button } from '#/ui/Button';
import { copyText } from '#/ui/copy-text';
import type { Column } from '#/ui/DataTable';
import { FailurePage } from '#/ui/FailureAlert';
import { ListFilters, ListTable, shownOf } from '#/ui/ListTable';
import cells from '#/ui/NarrowCell.module.css';
import { Page, Toolbar, ToolbarActions } from '#/ui/Page';
import { listKind, useList } from '#/ui/useList';
import { factsOf } from './facts';
import styles from './server.module.css';

type OperationColumn = 'state' | 'name' | 'instead';

const OPERATIONS = listKind({
  label: 'Operations',
  noun: ['operation', 'operations'],
  nothing: 'No operation matches',
  searched: 'name',
  rowId: ({ name }: OperationReport) => name,
  rowName: ({ summary }) => summary,
  textOf: ({ name, summary, instead }) => `${summary}\n${name}\n${instead}`,
  ...sortedBy<OperationReport, OperationColumn>({
    state: ({ state }) => OPERATION_STATES.indexOf(state),
    name: ({ summary }) => summary,
    instead: ({ instead }) => instead || null,
  }),
  filters: {
    state: { name: 'State', options: optionsOf(OPERATION_STATES, operationStateName), of: ({ state }) => [state] },
  },
});

const State = ({ operation: { state, detail }, isShort }: { operation: OperationReport; isShort?: boolean }) => (
  <span className={classes(styles.state, styles[state])}>
    <b>{operationStateName(state)}</b>
    {detail && !isShort && <small title={detail}>{detail}</small>}
  </span>
);

const Operation = ({ operation: { name, summary } }: { operation: OperationReport }) => (
  <span className={styles.operation} title={name}>
    {summary}
    <code>{name}</code>
  </span>
);

const COLUMNS: Column<OperationReport, OperationColumn>[] = [
  {
    id: 'name',
    header: 'Operation',
    sortBy: 'name',
    isFlexible: true,
    text: ({ summary }) => summary,
    cell: (operation) => <Operation operation={operation} />,
  },
  {
    id: 'state',
    header: 'State',
    sortBy: 'state',
    isFlexible: true,
    text: ({ state, detail }) => detail || operationStateName(state),
    cell: (operation) => <State operation={operation} />,
  },
  {
    id: 'instead',
    header: 'Replaced by',
    sortBy: 'instead',
    text: ({ instead }) => instead,
    cell: ({ instead }) => <code title={instead}>{instead || '–'}</code>,
  },
];

/** `/server`: what the Lightdash behind the console is, what is switched on, and how each operation stands on it. */
export const ServerPage = () => {
  const { data: health, error, isPending, refetch } = useHealth();
  const { isNewer, operations } = useServerReport();
  const list = useList(OPERATIONS, operations);
  const leaning = leanedOn(operations);
  const facts = useMemo(() => (health ? factsOf(health, isNewer) : []), [health, isNewer]);

  return (
    <Page count={health && shownOf(list)}>
      {error && !health ? (
        <FailurePage problem={describeFailure(error)} onRetry={() => void refetch()} />
      ) : (
        <>
          {leaning.length > 0 && (
            <p className={styles.note} role="status">
              The console has used {count(leaning.length, 'operation', 'operations')} whose end this server announces.
              They still answer; the newer ones are used wherever they do the same.
            </p>
          )}
          <section aria-labelledby="facts">
            <h2 id="facts" className="visually-hidden">
              The server
            </h2>
            <dl className={styles.facts}>
              {facts.map(([name, value]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>
                    <bdi>{value}</bdi>
                  </dd>
                </div>
              ))}
            </dl>
          </section>
          {health && (
            <Toolbar>
              <ListFilters list={list} />
              <ToolbarActions>
                <Button onClick={() => void copyText(serverAsText(facts, operations), 'The list')}>Copy as text</Button>
              </ToolbarActions>
            </Toolbar>
          )}
          <ListTable
            list={list}
            isReading={isPending}
            columns={COLUMNS}
            tall
            narrowCell={(operation) => (
              <div className={cells.narrow}>
                <div>
                  <span>{operation.summary}</span>
                  <State operation={operation} isShort />
                </div>
                <div>
                  <span>{operation.detail || operation.name}</span>
                </div>
              </div>
            )}
          />
        </>
      )}
    </Page>
  );
};
