import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import { useMe } from '#/data/me';
import { reasonOf } from '#/domain/permissions';
import { readListView } from '#/lib/list-view';
import { count } from '#/lib/text';
import { DataTable, type Column } from '#/ui/DataTable';
import { EmptyState } from '#/ui/EmptyState';
import { FailurePage } from '#/ui/FailureAlert';
import { NothingMatches } from '#/ui/NothingMatches';
import { Page } from '#/ui/Page';
import { SelectionAction, SelectionBar } from '#/ui/SelectionBar';
import { TableSkeleton } from '#/ui/TableSkeleton';
import { useListView } from '#/ui/useListView';
import { useSelection } from '#/ui/useSelection';
import { LastCell, NameCell, NarrowCell, OwnerCell, ScheduleCell, SendsCell, StateCell } from './cells';
import { schedulerLink } from './routes';
import type { OpenDialog } from './SchedulerDialogs';
import { RowMenu } from './RowMenu';
import {
  filterSchedulers,
  indexSchedulers,
  SCHEDULER_LIST,
  sortSchedulers,
  type Row,
  type SchedulerColumn,
} from './rows';
import { SchedulersNote } from './SchedulersNote';
import { SchedulersToolbar } from './SchedulersToolbar';
import { useSchedulerRows } from './useSchedulerRows';

const SchedulerDialogs = lazy(() => import('./SchedulerDialogs'));

const rowId = ({ scheduler }: Row) => scheduler.uuid;
const rowName = ({ scheduler }: Row) => scheduler.name;

/** `/schedulers`: every scheduled delivery and alert of every project in one table, what hurts first. */
export const SchedulersPage = () => {
  const { may } = useMe();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [wantsZones, setWantsZones] = useState(false);
  // Whoever sorts by the next run wants to know it of all.
  const {
    all,
    isListed,
    rows: unsorted,
    runs,
    isRead,
    own,
    now,
    complete,
    areMembersUnread,
    zonesUnread,
  } = useSchedulerRows(wantsZones || readListView(SCHEDULER_LIST, params).sort.column === 'next');
  const { view, search, onSearch, change } = useListView(SCHEDULER_LIST, unsorted.length);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const narrow = useMediaQuery('(max-width: 1080px)', false, { getInitialValueInEffect: false });
  // The first column to go: the filters and the page of a scheduler say the same.
  const medium = useMediaQuery('(max-width: 1400px)', false, { getInitialValueInEffect: false });

  const sorted = useMemo(() => sortSchedulers(unsorted, view.sort), [unsorted, view.sort]);
  const index = useMemo(() => indexSchedulers(sorted), [sorted]);
  const rows = useMemo(() => filterSchedulers(sorted, view, index), [sorted, view, index]);
  const selection = useSelection(all.byUuid);
  const selected = () => selection.ids().flatMap((uuid) => all.byUuid.get(uuid) ?? []);
  const selectedRows = () => sorted.filter(({ scheduler }) => selection.has(scheduler.uuid));
  /** What writes the file comes with the first export, and so do the time zones that the list does without. */
  const exportRows = async (wanted: readonly Row[]) => {
    const [{ exportSchedulers }, completed] = await Promise.all([import('./exportSchedulers'), complete(wanted)]);
    exportSchedulers(completed);
  };
  const openFor = (kind: 'enable' | 'disable' | 'send' | 'replace') => setDialog({ kind, schedulers: selected() });

  const columns = useMemo<Column<Row, SchedulerColumn>[]>(
    () => [
      { id: 'name', header: 'Name', sortBy: 'name', cell: (row) => <NameCell row={row} /> },
      {
        id: 'state',
        header: 'State',
        sortBy: 'pain',
        width: medium ? '27%' : '21%',
        cell: (row) => <StateCell row={row} />,
      },
      {
        id: 'last',
        header: 'Last 7 days',
        sortBy: 'last',
        width: '124px',
        cell: (row) => <LastCell row={row} isRead={isRead} now={now} />,
      },
      {
        id: 'schedule',
        header: 'Schedule',
        sortBy: 'next',
        width: medium ? '18%' : '17%',
        cell: (row) => <ScheduleCell row={row} now={now} />,
      },
      ...(medium ? [] : [{ id: 'sends', header: 'Sends', width: '14%', cell: (row: Row) => <SendsCell row={row} /> }]),
      {
        id: 'owner',
        header: 'Owner',
        sortBy: 'owner',
        width: medium ? '14%' : '11%',
        cell: (row) => <OwnerCell row={row} />,
      },
    ],
    [isRead, now, medium],
  );

  const open = useCallback((row: Row) => void navigate(schedulerLink(row.scheduler.uuid)), [navigate]);
  const total = unsorted.length.toLocaleString('en-GB');
  const isForbidden = isListed && all.projects.length > 0 && all.forbidden.length === all.projects.length;
  const isFailed = isListed && unsorted.length === 0 && all.failed.length > 0;
  const isBare = (isListed || (all.error !== null && all.projects.length === 0)) && unsorted.length === 0;

  const list = () => {
    if (all.error && all.projects.length === 0)
      return <FailurePage problem={describeFailure(all.error)} onRetry={all.retry} />;
    if (!isListed) return <TableSkeleton label="Schedulers" headers={columns} narrow={narrow} tall leading />;
    if (isForbidden) {
      return (
        <EmptyState title="Your role does not show schedulers">
          {reasonOf(may.readSchedulers) ?? 'Lightdash shows them to developers and admins of a project.'} Your own
          deliveries are in Lightdash, at the chart or dashboard that they send.
        </EmptyState>
      );
    }
    if (isFailed) return <FailurePage problem={describeFailure(all.failure)} onRetry={all.retry} />;
    if (all.schedulers.length === 0)
      return (
        <EmptyState title="No schedulers yet">
          Scheduled deliveries and alerts are made in Lightdash, at a chart or a dashboard.
        </EmptyState>
      );
    if (rows.length === 0) {
      return (
        <NothingMatches
          title="No scheduler matches"
          view={view}
          searched="name, content, owner or recipient"
          showAll={`Show all ${count(unsorted.length, 'scheduler', 'schedulers')}`}
          onClear={change}
        />
      );
    }
    return (
      <DataTable
        label="Schedulers"
        rows={rows}
        rowId={rowId}
        rowName={rowName}
        columns={columns}
        narrow={narrow}
        tall
        narrowCell={(row) => <NarrowCell row={row} isRead={isRead} now={now} />}
        sort={view.sort}
        onSort={(sort) => change({ sort })}
        selection={selection}
        onOpen={open}
        rowMenu={(row) => <RowMenu scheduler={row.scheduler} onDialog={setDialog} />}
      />
    );
  };

  return (
    <Page
      isBare={isBare}
      count={
        isListed && !isForbidden && !isFailed
          ? rows.length === unsorted.length
            ? total
            : `${rows.length.toLocaleString('en-GB')} of ${total}`
          : undefined
      }
      toolbar={
        <SchedulersToolbar
          search={search}
          onSearch={onSearch}
          filters={view.filters}
          onFilters={(filters) => change({ filters })}
          rows={unsorted}
          listed={rows.length}
          projects={all.projects}
          zoneReason={reasonOf(may.setProjectZone(all.projects.map(({ uuid }) => uuid)))}
          onZone={() => setDialog({ kind: 'zone', projectUuid: null })}
          onExport={() => void exportRows(rows)}
        />
      }
    >
      {isListed && unsorted.length > 0 && (
        <SchedulersNote
          all={all}
          runs={runs}
          own={own}
          areMembersUnread={areMembersUnread}
          zonesUnread={isRead ? zonesUnread : 0}
          onZones={() => setWantsZones(true)}
        />
      )}
      {list()}
      {selection.size > 0 && (
        <SelectionBar size={selection.size} one="scheduler" many="schedulers" onClear={selection.clear}>
          <SelectionAction onClick={() => openFor('enable')}>Switch on</SelectionAction>
          <SelectionAction onClick={() => openFor('disable')}>Switch off</SelectionAction>
          <SelectionAction onClick={() => openFor('send')}>Send now</SelectionAction>
          <SelectionAction onClick={() => openFor('replace')}>Replace a recipient</SelectionAction>
          <SelectionAction onClick={() => void exportRows(selectedRows())}>Export</SelectionAction>
        </SelectionBar>
      )}
      {dialog && (
        <Suspense>
          <SchedulerDialogs
            dialog={dialog}
            projects={all.projects}
            schedulers={all.schedulers}
            onClose={() => setDialog(null)}
          />
        </Suspense>
      )}
    </Page>
  );
};
