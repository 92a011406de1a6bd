import { useMemo, useState } from 'react';
import { describeFailure } from '#/api/core/sentences';
import { useMe } from '#/data/me';
import { CAUSE_RULES, contentInWords, type Cause, type CauseColumn } from '#/domain/validation';
import { ShortLink } from '#/features/short-links/ShortLink';
import { shortDate, widestDate } from '#/lib/dates';
import { readingInWords } from '#/lib/reading';
import { count, grouped } from '#/lib/text';
import { ActionMenu } from '#/ui/ActionMenu';
import { Button } from '#/ui/Button';
import type { Column } from '#/ui/DataTable';
import { EmptyState } from '#/ui/EmptyState';
import { ExportButton } from '#/ui/ExportButton';
import { FailurePage } from '#/ui/FailureAlert';
import { onDemand } from '#/ui/late';
import { ListFilters, ListTable, shownOf } from '#/ui/ListTable';
import cells from '#/ui/NarrowCell.module.css';
import { Page, ToolbarActions } from '#/ui/Page';
import { pointedDate } from '#/ui/pointed-date';
import { SelectionAction, SelectionBar } from '#/ui/SelectionBar';
import { listKind, useList } from '#/ui/useList';
import { useSelection } from '#/ui/useSelection';
import { exportFindings } from './exportFindings';
import { useCauses } from './useCauses';
import styles from './validation.module.css';
import type { OpenValidationDialog } from './ValidationDialogs';

const ValidationDialogs = onDemand(async () => (await import('./ValidationDialogs')).ValidationDialogs);

const CAUSES = listKind({
  ...CAUSE_RULES,
  label: 'Root causes',
  noun: ['root cause', 'root causes'],
  nothing: 'No root cause matches',
  searched: 'what is wrong or name of the content',
  rowId: ({ id }) => id,
  rowName: ({ what }) => what,
  defaultSort: { column: 'weight', descending: true },
});

const Schedulers = ({ of: { schedulers, isWarning }, areRead }: { of: Cause; areRead: boolean }) => {
  const running = schedulers.filter(({ isEnabled }) => isEnabled).length;
  if (isWarning) return <span className={styles.faint}>none fails</span>;
  if (schedulers.length === 0) return <span className={styles.faint}>{areRead ? 'none' : 'not known'}</span>;
  return (
    <span className={running > 0 ? styles.bad : styles.faint} title={schedulers.map(({ name }) => name).join('\n')}>
      {running > 0 ? count(running, 'sends it', 'send it') : `${schedulers.length}, all off`}
    </span>
  );
};

/** `/validation`: what is wrong with charts and dashboards of all projects, by root cause, the most urgent first. */
export const ValidationPage = () => {
  const { may } = useMe();
  const { each, rows, areSchedulersRead } = useCauses();
  const list = useList(CAUSES, rows);
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows]);
  const selection = useSelection(byId);
  const [dialog, setDialog] = useState<OpenValidationDialog | null>(null);
  const { done, failed, forbidden, error, projects, read } = each;

  const columns = useMemo<Column<Cause, CauseColumn>[]>(
    () => [
      {
        id: 'what',
        header: 'What is wrong',
        sortBy: 'what',
        isFlexible: true,
        text: ({ what }) => what,
        cell: ({ what, types, isWarning }) => (
          <span className={styles.what}>
            <bdi title={what}>{what}</bdi>
            <small>{isWarning ? `Only a warning: ${types.join(', ')}` : types.join(', ')}</small>
          </span>
        ),
      },
      { id: 'project', header: 'Project', sortBy: 'project', text: ({ projectName }) => projectName },
      { id: 'content', header: 'Concerns', sortBy: 'content', text: contentInWords },
      {
        id: 'schedulers',
        header: 'Schedulers',
        sortBy: 'schedulers',
        text: () => '12 schedulers',
        cell: (cause) => <Schedulers of={cause} areRead={areSchedulersRead} />,
      },
      {
        id: 'views',
        header: 'Views',
        sortBy: 'views',
        isNumber: true,
        text: ({ views }) => (views === null ? '–' : grouped(views)),
      },
      {
        id: 'found',
        header: 'Found',
        sortBy: 'found',
        isQuiet: true,
        text: widestDate,
        cell: ({ foundAt }) => (
          <time dateTime={foundAt} {...pointedDate(foundAt)}>
            {shortDate(foundAt)}
          </time>
        ),
      },
    ],
    [areSchedulersRead],
  );

  const chosen = list.view.filters.project;
  const validate = (
    <Button
      look="primary"
      reason={projects.length === 0 ? 'The projects have not been read yet.' : undefined}
      onClick={() =>
        setDialog({
          kind: 'validate',
          projects: projects.filter(({ uuid }) => chosen.length === 0 || chosen.includes(uuid)),
        })
      }
    >
      {chosen.length > 0 ? 'Validate these projects' : 'Validate all projects'}
    </Button>
  );
  const [first] = rows;
  const unread = failed + forbidden;
  const selected = () => selection.ids().flatMap((id) => byId.get(id) ?? []);
  const dismiss = (causes: readonly Cause[]) => setDialog({ kind: 'dismiss', causes });
  const warnings = list.rows.filter(({ isWarning }) => isWarning).length;
  const clean = projects.filter(({ uuid }) => read.get(uuid)?.length === 0).length;

  return (
    <Page
      count={
        <>
          {first && shownOf(list)}
          {warnings > 0 && ` · ${count(warnings, 'only warns', 'only warn')}`}
          {!done && !error && `${first ? ' · ' : ''}${readingInWords(each).toLowerCase()}`}
          {done && clean > 0 && `${first ? ' · ' : ''}no findings in ${count(clean, 'project', 'projects')}`}
          {done && forbidden > 0 && ` · your role does not show ${count(forbidden, 'project', 'projects')}`}
          {done && failed > 0 && ` · ${count(failed, 'project', 'projects')} could not be read`}
        </>
      }
      isBare={done && rows.length === 0}
      actions={validate}
      toolbar={
        <>
          <ListFilters
            list={list}
            options={{
              project: projects.map(({ uuid, name }) => ({ value: uuid, label: name })),
              type: [...new Set(rows.flatMap(({ types }) => types))].map((type) => ({ value: type, label: type })),
              owner: [...new Set(rows.flatMap(({ owners }) => owners))]
                .toSorted((a, b) => a.localeCompare(b))
                .map((name) => ({ value: name, label: name })),
            }}
          />
          <ToolbarActions>
            <ShortLink />
            <ExportButton
              rows={list.rows.length}
              onClick={() => exportFindings(list.rows, list.view.filters.owner, done && unread === 0)}
            />
          </ToolbarActions>
        </>
      }
    >
      <ListTable
        list={list}
        failure={error && <FailurePage problem={describeFailure(error)} onRetry={each.retry} />}
        isReading={!done && rows.length === 0}
        tall
        none={
          unread > 0 ? (
            <EmptyState title="Not everything could be read" action={<Button onClick={each.retry}>Try again</Button>}>
              {`${count(unread, 'project', 'projects')} told nothing; in the others there are no findings.`}
            </EmptyState>
          ) : (
            <EmptyState title="There are no findings" action={validate}>
              Nothing was wrong when the projects were last validated, or they never were.
            </EmptyState>
          )
        }
        columns={columns}
        narrowCell={(cause) => (
          <div className={cells.narrow}>
            <div>
              <b>
                <bdi>{cause.what}</bdi>
              </b>
              {cause.isWarning ? <span>Only a warning</span> : <Schedulers of={cause} areRead={areSchedulersRead} />}
            </div>
            <div>
              <span>
                <bdi>{cause.projectName}</bdi>, {contentInWords(cause)}
              </span>
              {cause.views !== null && <span>{count(cause.views, 'view', 'views')}</span>}
            </div>
          </div>
        )}
        selection={selection}
        onOpen={(cause) => setDialog({ kind: 'cause', cause })}
        rowMenu={(cause) => (
          <ActionMenu
            inRow
            name={cause.what}
            actions={[
              { label: 'Show what it concerns', onClick: () => setDialog({ kind: 'cause', cause }) },
              'rule',
              { label: 'Dismiss…', permission: may.validate(cause.projectUuid), onClick: () => dismiss([cause]) },
            ]}
          />
        )}
      />
      {selection.size > 0 && (
        <SelectionBar size={selection.size} one="root cause" many="root causes" onClear={selection.clear}>
          <SelectionAction onClick={() => dismiss(selected())}>Dismiss</SelectionAction>
          <SelectionAction onClick={() => exportFindings(selected(), list.view.filters.owner, true)}>
            Export
          </SelectionAction>
        </SelectionBar>
      )}
      {dialog && <ValidationDialogs dialog={dialog} onDismiss={dismiss} onClose={() => setDialog(null)} />}
    </Page>
  );
};
