import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import { useMe } from '#/data/me';
import { isNewerScheduling } from '#/data/scheduler-runs';
import { reasonOf } from '#/domain/permissions';
import { ShortLink } from '#/features/short-links/ShortLink';
import { Button } from '#/ui/Button';
import type { Column } from '#/ui/DataTable';
import { EmptyState } from '#/ui/EmptyState';
import { ExportButton } from '#/ui/ExportButton';
import { FailurePage } from '#/ui/FailureAlert';
import { onDemand } from '#/ui/late';
import { ListFilters, ListTable, shownOf } from '#/ui/ListTable';
import { Page, ToolbarActions } from '#/ui/Page';
import { SelectionAction, SelectionBar } from '#/ui/SelectionBar';
import { useListOf } from '#/ui/useList';
import { useListView } from '#/ui/useListView';
import { useSelection } from '#/ui/useSelection';
import { LastCell, NameCell, NarrowCell, OwnerCell, ScheduleCell, SendsCell, StateCell } from './cells';
import { schedulerLink, schedulersLink } from './routes';
import type { OpenDialog } from './SchedulerDialogs';
import { RowMenu } from './RowMenu';
import { hiddenOf, SCHEDULERS, type Row, type SchedulerColumn } from './rows';
import styles from './schedulers.module.css';
import { SchedulersNote } from './SchedulersNote';
import { useSchedulerRows } from './useSchedulerRows';
import { WeekWaiting } from './WeekWaiting';

const SchedulerDialogs = onDemand(async () => (await import('./SchedulerDialogs')).SchedulerDialogs);
const WeekView = onDemand(async () => (await import('./WeekView')).WeekView, <WeekWaiting />);

/** The same list in another view. */
const viewLink = (params: URLSearchParams, view: string | null): string => {
  const next = new URLSearchParams(params);
  if (view === null) next.delete('view');
  else next.set('view', view);
  return schedulersLink(next);
};

/** Of the two lines under a name the one that takes more room. */
const longerLine = ({ scheduler: { name, content }, projectName }: Row): string =>
  [name, `${content?.name ?? ''} · ${projectName}`].reduce((a, b) => (b.length > a.length ? b : a));

/** Problems are sentences of about this length. */
const STATE_COLUMN = 'The owner cannot sign in any more.';

/** `/schedulers`: every scheduled delivery and alert of every project in one table, problems first. */
export const SchedulersPage = () => {
  const { may } = useMe();
  const navigate = useNavigate();
  const held = useListView(SCHEDULERS.schema);
  const [params] = useSearchParams();
  const isWeek = params.get('view') === 'week';
  const [wantsZones, setWantsZones] = useState(false);
  const [wantsFaults, setWantsFaults] = useState(false);
  const byFaults = held.view.filters.state.includes('broken-content');
  // Sorting by the next run needs the time zones of all projects.
  const {
    all,
    isListed,
    rows: unsorted,
    runs,
    isRead,
    isSettled,
    own,
    checked,
    now,
    complete,
    areMembersUnread,
    zones,
  } = useSchedulerRows(wantsZones || held.view.sort.column === 'next', wantsFaults || byFaults);
  const list = useListOf(SCHEDULERS, unsorted, held);
  const { rows } = list;
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  // The first column to go: the filters and the page of a scheduler say the same.
  const medium = useMediaQuery('(max-width: 1400px)', false, { getInitialValueInEffect: false });

  const selection = useSelection(all.byUuid);
  const selected = () => selection.ids().flatMap((uuid) => all.byUuid.get(uuid) ?? []);
  const selectedRows = () =>
    SCHEDULERS.sort(unsorted, list.view.sort).filter(({ scheduler }) => selection.has(scheduler.uuid));
  /** What writes the file comes with the first export, and so do the time zones that the list does without. */
  const exportRows = async (wanted: readonly Row[]) => {
    const [{ exportSchedulers }, completed] = await Promise.all([import('./exportSchedulers'), complete(wanted)]);
    exportSchedulers(completed);
  };
  const openFor = (kind: 'enable' | 'disable' | 'send' | 'replace' | 'reassign') =>
    setDialog({ kind, schedulers: selected() });

  const options = useMemo(() => {
    const { format, target } = SCHEDULERS.filters;
    const owners = new Map(unsorted.map(({ scheduler }) => [scheduler.ownerUuid, scheduler.ownerName]));
    // What is new in Lightdash is offered where there is some of it.
    const offered = ({ options: known = [], of = () => [] }: typeof format, isNew: string) => {
      const values = new Set(unsorted.flatMap(of));
      return known.filter(({ value }) => value !== isNew || values.has(value));
    };
    return {
      project: all.projects.map(({ uuid, name }) => ({ value: uuid, label: name })),
      format: offered(format, 'pdf'),
      target: offered(target, 'googlechat'),
      owner: [...owners].map(([value, label]) => ({ value, label })).toSorted((a, b) => a.label.localeCompare(b.label)),
    };
  }, [unsorted, all.projects]);

  const columns = useMemo<Column<Row, SchedulerColumn>[]>(
    () => [
      {
        id: 'name',
        header: 'Name',
        sortBy: 'name',
        isStrong: true,
        isFlexible: true,
        text: longerLine,
        cell: (row) => <NameCell row={row} />,
      },
      {
        id: 'state',
        header: 'State',
        sortBy: 'state',
        isFlexible: true,
        text: () => STATE_COLUMN,
        cell: (row) => <StateCell row={row} />,
      },
      {
        id: 'last',
        header: 'Last 7 days',
        sortBy: 'last',
        text: () => '',
        extra: 103,
        cell: (row) => <LastCell row={row} isRead={isRead} now={now} />,
      },
      {
        id: 'schedule',
        header: 'Schedule',
        sortBy: 'next',
        isFlexible: true,
        text: ({ rule }) => rule,
        cell: (row) => <ScheduleCell row={row} now={now} />,
      },
      ...(medium
        ? []
        : [{ id: 'sends', header: 'Sends', isFlexible: true, cell: (row: Row) => <SendsCell row={row} /> }]),
      {
        id: 'owner',
        header: 'Owner',
        sortBy: 'owner',
        text: ({ scheduler }) => scheduler.ownerName,
        cell: (row) => <OwnerCell row={row} />,
      },
    ],
    [isRead, now, medium],
  );

  const open = useCallback((row: Row) => void navigate(schedulerLink(row.scheduler.uuid)), [navigate]);
  const hidden = isListed ? hiddenOf(all) : 'none';
  const isForbidden = hidden === 'all';
  const isFailed = isListed && unsorted.length === 0 && all.failed.length > 0;
  const isBare = (isListed || (all.error !== null && all.projects.length === 0)) && unsorted.length === 0;

  const failure = () => {
    if (all.error && all.projects.length === 0)
      return <FailurePage problem={describeFailure(all.error)} onRetry={all.retry} />;
    if (isForbidden) {
      return (
        <EmptyState title="Your role does not show schedulers">
          {reasonOf(may.readSchedulers) ?? 'Lightdash shows them to developers and admins of a project.'} Your own
          deliveries are in Lightdash, at the chart or dashboard that they send.
        </EmptyState>
      );
    }
    return isFailed && <FailurePage problem={describeFailure(all.failure)} onRetry={all.retry} />;
  };

  return (
    <Page
      isBare={isBare}
      count={isListed && !isForbidden && !isFailed ? shownOf(list) : undefined}
      actions={
        <Button
          reason={reasonOf(may.setProjectZone(all.projects.map(({ uuid }) => uuid)))}
          onClick={() => setDialog({ kind: 'zone', projectUuid: null })}
        >
          Project time zone
        </Button>
      }
      tabs={{
        label: 'Views of the schedulers',
        items: [
          { to: viewLink(params, null), name: 'List', isCurrent: !isWeek },
          { to: viewLink(params, 'week'), name: 'Coming week', isCurrent: isWeek },
        ],
      }}
      toolbar={
        <>
          <ListFilters list={list} options={options} className={styles.chips} />
          <ToolbarActions>
            <ShortLink />
            <ExportButton rows={rows.length} onClick={() => void exportRows(rows)} />
          </ToolbarActions>
        </>
      }
    >
      {isListed && (unsorted.length > 0 || hidden === 'some') && (
        <SchedulersNote
          all={all}
          runs={runs}
          own={own}
          areMembersUnread={areMembersUnread}
          // The week says so itself.
          zones={isRead && !isWeek ? zones : undefined}
          onZones={() => setWantsZones(true)}
          checked={checked}
          rows={unsorted}
          now={now}
          onCheck={wantsFaults || byFaults ? undefined : () => setWantsFaults(true)}
        />
      )}
      {isWeek && !isListed && !failure() ? (
        <WeekWaiting />
      ) : isWeek && isListed && rows.length > 0 ? (
        <WeekView all={all} rows={rows} now={now} isSettled={isSettled} />
      ) : (
        <ListTable
          list={list}
          failure={failure()}
          // By a state that is not known yet nothing can be narrowed.
          isReading={
            !isListed || ((!isSettled || (byFaults && checked.pending > 0)) && list.view.filters.state.length > 0)
          }
          none={
            <EmptyState title={hidden === 'some' ? 'No schedulers in the projects that you see' : 'No schedulers yet'}>
              Open a chart or a dashboard in Lightdash and choose “Scheduled deliveries” or “Alerts”. What is made there
              is listed here.
            </EmptyState>
          }
          columns={columns}
          narrowCell={(row) => <NarrowCell row={row} isRead={isRead} now={now} />}
          narrowBelow={1080}
          tall
          selection={selection}
          onOpen={open}
          rowMenu={(row) => <RowMenu scheduler={row.scheduler} onDialog={setDialog} />}
        />
      )}
      {selection.size > 0 && !isWeek && (
        <SelectionBar size={selection.size} one="scheduler" many="schedulers" onClear={selection.clear}>
          <SelectionAction onClick={() => openFor('enable')}>Switch on</SelectionAction>
          <SelectionAction onClick={() => openFor('disable')}>Switch off</SelectionAction>
          <SelectionAction onClick={() => openFor('send')}>Send now</SelectionAction>
          <SelectionAction onClick={() => openFor('replace')}>Replace a recipient</SelectionAction>
          {isNewerScheduling() && <SelectionAction onClick={() => openFor('reassign')}>Transfer</SelectionAction>}
          <SelectionAction onClick={() => void exportRows(selectedRows())}>Export</SelectionAction>
        </SelectionBar>
      )}
      {dialog && <SchedulerDialogs dialog={dialog} projects={all.projects} onClose={() => setDialog(null)} />}
    </Page>
  );
};
