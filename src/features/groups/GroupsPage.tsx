import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import { useMe } from '#/data/me';
import {
  filterGroups,
  GROUP_SIZES,
  indexGroups,
  sortGroups,
  type GroupColumn,
  type GroupFilter,
  type GroupRow,
} from '#/domain/groups';
import { reasonOf } from '#/domain/permissions';
import { membersLink } from '#/features/members/routes';
import type { ListSchema } from '#/lib/list-view';
import { count } from '#/lib/text';
import { ActionMenu } from '#/ui/ActionMenu';
import { Button } from '#/ui/Button';
import { DataTable, type Column } from '#/ui/DataTable';
import { EmptyState } from '#/ui/EmptyState';
import { FailurePage } from '#/ui/FailureAlert';
import { NothingMatches } from '#/ui/NothingMatches';
import { Page, ToolbarActions } from '#/ui/Page';
import { TableSkeleton } from '#/ui/TableSkeleton';
import { useListView } from '#/ui/useListView';
import { CreatedCell, GroupNameCell, NarrowGroupCell, SizeCell, UsesCell } from './cells';
import { exportGroups } from './exportGroups';
import type { OpenGroupDialog } from './GroupDialogs';
import { GroupsToolbar } from './GroupsToolbar';
import { groups as groupsPlace, groupLink } from './routes';
import { useGroupRows } from './useGroupRows';

const GroupDialogs = lazy(() => import('./GroupDialogs'));

/** What the address of the list may say. */
const GROUP_LIST: ListSchema<GroupFilter, GroupColumn> = {
  filters: { members: GROUP_SIZES, project: null },
  sorts: ['name', 'members', 'projects', 'created'],
  defaultSort: { column: 'name', descending: false },
};

const rowId = (group: GroupRow) => group.uuid;
const rowName = (group: GroupRow) => group.name;

/** `/groups`: all groups of the organization in one table. */
export const GroupsPage = () => {
  const { may } = useMe();
  const navigate = useNavigate();
  const { groups, everybody, grants, rows: all } = useGroupRows();
  const { view, search, onSearch, change } = useListView(GROUP_LIST, all.length);
  const [dialog, setDialog] = useState<OpenGroupDialog | null>(null);
  const narrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });

  const sorted = useMemo(() => sortGroups(all, view.sort), [all, view.sort]);
  const index = useMemo(() => indexGroups(sorted), [sorted]);
  const rows = useMemo(() => filterGroups(sorted, view, index), [sorted, view, index]);

  const { done, failed, forbidden, error } = grants;
  const sizesFailed = everybody.isError && !everybody.data;
  const unread = failed + forbidden;
  const columns = useMemo<Column<GroupRow, GroupColumn>[]>(() => {
    const reading = { done, failed, forbidden, error };
    return [
      { id: 'name', header: 'Name', sortBy: 'name', width: '32%', cell: (group) => <GroupNameCell group={group} /> },
      {
        id: 'members',
        header: 'Members',
        sortBy: 'members',
        width: '110px',
        cell: ({ members }) => <SizeCell members={members} failed={sizesFailed} />,
      },
      {
        id: 'projects',
        header: 'Used in projects',
        sortBy: 'projects',
        cell: (group) => <UsesCell group={group} reading={reading} />,
      },
      {
        id: 'created',
        header: 'Created',
        sortBy: 'created',
        width: '116px',
        cell: (group) => <CreatedCell group={group} />,
      },
    ];
  }, [done, failed, forbidden, error, sizesFailed]);

  const open = useCallback((group: GroupRow) => void navigate(groupLink(group.uuid)), [navigate]);
  const hidden = reasonOf(groupsPlace.allows(may));
  const total = all.length.toLocaleString('en-GB');

  if (hidden !== undefined) {
    return (
      <Page
        toolbar={
          <ToolbarActions>
            <Button look="primary" reason={reasonOf(may.createGroup)}>
              Create group
            </Button>
          </ToolbarActions>
        }
      >
        <EmptyState title="Groups are not shown to you">{hidden}</EmptyState>
      </Page>
    );
  }

  const actionsFor = (group: GroupRow) => (
    <ActionMenu
      inRow
      name={group.name}
      actions={[
        { label: 'Open', onClick: () => open(group) },
        {
          label: 'Show its members in the list of members',
          onClick: () => void navigate(membersLink({ group: group.uuid })),
        },
        'rule',
        { label: 'Rename…', permission: may.addToGroup, onClick: () => setDialog({ kind: 'rename', group }) },
        { label: 'Delete…', permission: may.deleteGroup, onClick: () => setDialog({ kind: 'delete', group }) },
      ]}
    />
  );

  const table = () => {
    if (groups.isError && !groups.data)
      return <FailurePage problem={describeFailure(groups.error)} onRetry={() => void groups.refetch()} />;
    if (!groups.data) return <TableSkeleton label="Groups" headers={columns} narrow={narrow} />;
    if (all.length === 0) {
      return (
        <EmptyState
          title="There are no groups yet"
          action={
            <Button look="primary" reason={reasonOf(may.createGroup)} onClick={() => setDialog({ kind: 'create' })}>
              Create the first group
            </Button>
          }
        >
          A group gives many people access to projects and spaces at once.
        </EmptyState>
      );
    }
    if (rows.length === 0) {
      return (
        <NothingMatches
          title="No group matches"
          view={view}
          searched="name"
          showAll={`Show all ${count(all.length, 'group', 'groups')}`}
          onClear={change}
        />
      );
    }
    return (
      <DataTable
        label="Groups"
        rows={rows}
        rowId={rowId}
        rowName={rowName}
        columns={columns}
        narrow={narrow}
        narrowCell={(group) => <NarrowGroupCell group={group} reading={grants} failed={sizesFailed} />}
        sort={view.sort}
        onSort={(sort) => change({ sort })}
        onOpen={open}
        rowMenu={actionsFor}
      />
    );
  };

  return (
    <Page
      isBare={all.length === 0 && !groups.isPending}
      count={
        groups.data && (
          <>
            {rows.length === all.length ? total : `${rows.length.toLocaleString('en-GB')} of ${total}`}
            {sizesFailed && ' · how many members they have could not be read'}
            {(error || (done && unread > 0)) &&
              ` · ${error ? 'the projects' : count(unread, 'project', 'projects')} could not be read`}
          </>
        )
      }
      toolbar={
        <GroupsToolbar
          search={search}
          onSearch={onSearch}
          filters={view.filters}
          onFilters={(filters) => change({ filters })}
          rows={all}
          listed={rows.length}
          projects={grants.projects}
          createReason={reasonOf(may.createGroup)}
          onCreate={() => setDialog({ kind: 'create' })}
          onExport={() => exportGroups(rows, done && unread === 0)}
        />
      }
    >
      {table()}
      {dialog && (
        <Suspense>
          <GroupDialogs dialog={dialog} onClose={() => setDialog(null)} />
        </Suspense>
      )}
    </Page>
  );
};
