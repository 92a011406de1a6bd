import { useCallback, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import { useMe } from '#/data/me';
import { GROUP_RULES, NO_PROJECT, type GroupColumn, type GroupRow } from '#/domain/groups';
import { reasonOf } from '#/domain/permissions';
import { membersLink } from '#/features/members/routes';
import { ShortLink } from '#/features/short-links/ShortLink';
import { widestDate } from '#/lib/dates';
import { count } from '#/lib/text';
import { ActionMenu } from '#/ui/ActionMenu';
import { Button } from '#/ui/Button';
import type { Column } from '#/ui/DataTable';
import { EmptyState } from '#/ui/EmptyState';
import { ExportButton } from '#/ui/ExportButton';
import { FailurePage } from '#/ui/FailureAlert';
import { onDemand } from '#/ui/late';
import { ListFilters, ListTable, shownOf } from '#/ui/ListTable';
import { Page, ToolbarActions } from '#/ui/Page';
import { listKind, useList } from '#/ui/useList';
import { CreatedCell, GroupNameCell, NarrowGroupCell, SizeCell, UsesCell } from './cells';
import { exportGroups } from './exportGroups';
import type { OpenGroupDialog } from './GroupDialogs';
import { groupLink } from './routes';
import { useGroupRows } from './useGroupRows';

const GroupDialogs = onDemand(async () => (await import('./GroupDialogs')).GroupDialogs);

const GROUPS = listKind({
  ...GROUP_RULES,
  label: 'Groups',
  noun: ['group', 'groups'],
  nothing: 'No group matches',
  searched: 'name',
  rowId: ({ uuid }) => uuid,
  rowName: ({ name }) => name,
});

/** `/groups`: all groups of the organization in one table. */
export const GroupsPage = () => {
  const { may } = useMe();
  const navigate = useNavigate();
  const { groups, everybody, grants, rows: all } = useGroupRows();
  const list = useList(GROUPS, all);
  const [dialog, setDialog] = useState<OpenGroupDialog | null>(null);

  const { done, failed, forbidden, error } = grants;
  const sizesFailed = everybody.isError && !everybody.data;
  const unread = failed + forbidden;
  // Until then nobody knows that nothing matches.
  const waitsForGrants = list.view.filters.project.length > 0 && may.readProjectAccess === true && !done && !error;
  const columns = useMemo<Column<GroupRow, GroupColumn>[]>(() => {
    const reading = { done, failed, forbidden, error };
    return [
      {
        id: 'name',
        header: 'Name',
        sortBy: 'name',
        isStrong: true,
        text: ({ name }) => name,
        cell: (group) => <GroupNameCell group={group} />,
      },
      {
        id: 'members',
        header: 'Members',
        sortBy: 'members',
        isNumber: true,
        cell: ({ members }) => <SizeCell members={members} failed={sizesFailed} />,
      },
      {
        id: 'projects',
        header: 'Project grants',
        sortBy: 'projects',
        isFlexible: true,
        cell: (group) => <UsesCell group={group} reading={reading} />,
      },
      {
        id: 'created',
        header: 'Created',
        sortBy: 'created',
        isQuiet: true,
        text: widestDate,
        cell: (group) => <CreatedCell group={group} />,
      },
    ];
  }, [done, failed, forbidden, error, sizesFailed]);

  const open = useCallback((group: GroupRow) => void navigate(groupLink(group.uuid)), [navigate]);

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
        {
          label: 'Delete…',
          isDestructive: true,
          permission: may.deleteGroup,
          onClick: () => setDialog({ kind: 'delete', group }),
        },
      ]}
    />
  );

  return (
    <Page
      isBare={all.length === 0 && !groups.isPending}
      count={
        groups.data && (
          <>
            {shownOf(list)}
            {sizesFailed && ' · how many members they have could not be read'}
            {(error || (done && unread > 0)) &&
              ` · ${error ? 'the projects' : count(unread, 'project', 'projects')} could not be read`}
          </>
        )
      }
      actions={
        <Button look="primary" reason={reasonOf(may.createGroup)} onClick={() => setDialog({ kind: 'create' })}>
          Create group
        </Button>
      }
      toolbar={
        <>
          <ListFilters
            list={list}
            options={{
              project: [
                { value: NO_PROJECT, label: 'No project grant' },
                ...grants.projects.map(({ uuid, name }) => ({ value: uuid, label: name })),
              ],
            }}
          />
          <ToolbarActions>
            <ShortLink />
            <ExportButton rows={list.rows.length} onClick={() => exportGroups(list.rows, done && unread === 0)} />
          </ToolbarActions>
        </>
      }
    >
      <ListTable
        list={list}
        failure={
          groups.isError &&
          !groups.data && <FailurePage problem={describeFailure(groups.error)} onRetry={() => void groups.refetch()} />
        }
        isReading={!groups.data || waitsForGrants}
        none={
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
        }
        columns={columns}
        narrowCell={(group) => <NarrowGroupCell group={group} reading={grants} failed={sizesFailed} />}
        onOpen={open}
        rowMenu={actionsFor}
      />
      {dialog && <GroupDialogs dialog={dialog} onClose={() => setDialog(null)} />}
    </Page>
  );
};
