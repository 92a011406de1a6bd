import { describeFailure } from '#/api/core/sentences';
import { useCallback, useMemo } from 'react';
import { useEachProject } from '#/data/useEachProject';
import { projectCredentialsQuery, useWarehouseCredentials } from '#/data/warehouse-credentials';
import { warehouseName, type WarehouseCredentials } from '#/domain/warehouses';
import { timeAgo } from '#/lib/dates';
import type { CsvColumn } from '#/lib/csv';
import { downloadCsv } from '#/lib/download';
import { optionsOf, sortedBy } from '#/lib/rows';
import { count } from '#/lib/text';
import { ActionMenu } from '#/ui/ActionMenu';
import { Button } from '#/ui/Button';
import type { Column } from '#/ui/DataTable';
import { ListFilters, ListTable } from '#/ui/ListTable';
import { pointedDate } from '#/ui/pointed-date';
import { listKind, useList } from '#/ui/useList';
import cells from '#/ui/NarrowCell.module.css';
import styles from './profile.module.css';
import type { OnDialog } from './ProfileDialogs';
import { Section, SectionFailure } from '#/ui/Section';

type CredentialsColumn = 'name' | 'warehouse' | 'changed';

/** One's own warehouse credentials; in the address the names without a prefix are those of the tokens. */
const CREDENTIALS = listKind({
  label: 'Warehouse credentials',
  prefix: 'credentials-',
  noun: ['credentials', 'credentials'],
  nothing: 'No credentials match',
  rowId: ({ uuid }) => uuid,
  rowName: ({ name }) => name,
  textOf: ({ name }) => name,
  ...sortedBy<WarehouseCredentials, CredentialsColumn>({
    name: ({ name }) => name,
    warehouse: ({ type, user }) => `${warehouseName(type)} ${user ?? ''}`,
    changed: ({ updatedAt }) => Date.parse(updatedAt),
  }),
  filters: { warehouse: { name: 'Warehouse', of: ({ type }) => [type] } },
});

const NONE: readonly WarehouseCredentials[] = [];

const Warehouse = ({ of }: { of: WarehouseCredentials }) => (
  <span className={styles.soft}>
    {warehouseName(of.type)}
    {of.user !== null && (
      <>
        {' '}
        as <bdi>{of.user}</bdi>
      </>
    )}
  </span>
);

/**
 * Downloads the list of warehouse credentials as CSV, safe to open in a spreadsheet; there are no secrets in it. In: the rows as
 * shown, and the names of the projects that use one, null while not all are known.
 */
const exportCredentials = (
  rows: readonly WarehouseCredentials[],
  projectsUsing: (uuid: string) => readonly string[] | null,
): void => {
  const columns: CsvColumn<WarehouseCredentials>[] = [
    { header: 'Name', value: ({ name }) => name },
    { header: 'Warehouse', value: ({ type }) => warehouseName(type) },
    { header: 'User', value: ({ user }) => user },
    { header: 'Used in', value: ({ uuid }) => projectsUsing(uuid)?.join('; ') ?? 'Not known in full' },
    { header: 'Changed', value: ({ updatedAt }) => updatedAt },
    { header: 'Credentials UUID', value: ({ uuid }) => uuid },
  ];
  downloadCsv('warehouse-credentials', columns, rows);
};

/** One's own warehouse credentials, and the projects that use them: those are asked one by one, only where there is something to find. */
export const CredentialsSection = ({ now, onDialog }: { now: number; onDialog: OnDialog }) => {
  const { data: all = NONE, isPending, error, refetch } = useWarehouseCredentials();
  const {
    projects,
    read,
    done,
    failed,
    forbidden,
    error: projectsError,
  } = useEachProject(projectCredentialsQuery, all.length > 0);
  const list = useList(CREDENTIALS, all);
  const { rows } = list;
  const types = [...new Set(all.map(({ type }) => type))].toSorted();

  const isRead = !isPending && (!error || all !== NONE);
  const isWhole = done && failed + forbidden === 0 && projectsError === null;
  const usedIn = useCallback(
    (uuid: string) => projects.filter((project) => read.get(project.uuid) === uuid),
    [projects, read],
  );

  const columns = useMemo<Column<WarehouseCredentials, CredentialsColumn>[]>(() => {
    const unread = failed + forbidden > 0 || projectsError !== null;
    const projectsUsing = ({ uuid }: WarehouseCredentials) => {
      const names = usedIn(uuid).map(({ name }) => name);
      if (names.length > 0) return <bdi title={names.join(', ')}>{names.join(', ')}</bdi>;
      if (unread) return <span className={styles.faint}>Could not be read in full</span>;
      return <span className={styles.faint}>{done ? 'No project' : '…'}</span>;
    };
    return [
      {
        id: 'name',
        header: 'Name',
        sortBy: 'name',
        isStrong: true,
        isFlexible: true,
        text: ({ name }) => name,
        cell: ({ name }) => (
          <bdi className={styles.name} title={name}>
            {name}
          </bdi>
        ),
      },
      {
        id: 'warehouse',
        header: 'Warehouse',
        sortBy: 'warehouse',
        text: ({ type, user }) => (user === null ? warehouseName(type) : `${warehouseName(type)} as ${user}`),
        cell: (row) => <Warehouse of={row} />,
      },
      { id: 'used', header: 'Used in', isFlexible: true, cell: projectsUsing },
      {
        id: 'changed',
        header: 'Changed',
        sortBy: 'changed',
        text: ({ updatedAt }) => timeAgo(updatedAt, now),
        cell: ({ updatedAt }) => (
          <span className={styles.soft} {...pointedDate(updatedAt)}>
            {timeAgo(updatedAt, now)}
          </span>
        ),
      },
    ];
  }, [usedIn, done, failed, forbidden, projectsError, now]);

  const menuOf = (credentials: WarehouseCredentials) => {
    const projectUuids = usedIn(credentials.uuid).map(({ uuid }) => uuid);
    return (
      <ActionMenu
        name={credentials.name}
        actions={[
          { label: 'Edit…', onClick: () => onDialog({ kind: 'credentials', present: credentials }) },
          {
            label: 'Use in a project…',
            onClick: () => onDialog({ kind: 'assign', credentials, usedIn: projectUuids }),
          },
          {
            label: 'Delete…',
            isDestructive: true,
            onClick: () => onDialog({ kind: 'delete-credentials', credentials, usedIn: projectUuids, isWhole }),
          },
        ]}
      />
    );
  };

  return (
    <Section
      id="warehouse-credentials"
      title="Warehouse credentials"
      count={isRead ? all.length : undefined}
      wide
      ruled={rows.length === 0 && !isPending}
      actions={
        <>
          <ListFilters
            list={list}
            options={{ warehouse: optionsOf(types, warehouseName) }}
            offered={{ warehouse: types.length > 1 }}
          />
          {rows.length > 0 && (
            <Button
              onClick={() => exportCredentials(rows, (uuid) => (isWhole ? usedIn(uuid).map(({ name }) => name) : null))}
            >
              Export
            </Button>
          )}
          <Button onClick={() => onDialog({ kind: 'credentials', present: null })}>Add credentials</Button>
        </>
      }
    >
      <ListTable
        list={list}
        failure={
          error && all === NONE && <SectionFailure problem={describeFailure(error)} onRetry={() => void refetch()} />
        }
        isReading={isPending}
        expected={2}
        none={
          <p className={styles.note}>
            You have none. Projects that ask everybody for credentials of their own use these to query the warehouse in
            your name.
          </p>
        }
        columns={columns}
        narrowCell={(row) => (
          <div className={cells.narrow}>
            <div>
              <bdi className={styles.name}>{row.name}</bdi>
            </div>
            <div>
              <Warehouse of={row} />
              <span>
                {isWhole
                  ? count(usedIn(row.uuid).length, 'project', 'projects')
                  : (done || projectsError !== null) && 'Use not known in full'}
              </span>
            </div>
          </div>
        )}
        rowMenu={menuOf}
        fit
      />
    </Section>
  );
};
