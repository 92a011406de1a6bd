import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { useEachProject } from '#/data/useEachProject';
import { readProjectCredentials, warehouseCredentialsQuery } from '#/data/warehouse-credentials';
import { warehouseName, type WarehouseCredentials } from '#/domain/warehouses';
import { exactDate, relativeDate } from '#/lib/dates';
import { count } from '#/lib/text';
import { ActionMenu } from '#/ui/ActionMenu';
import { Button } from '#/ui/Button';
import { DataTable, type Column } from '#/ui/DataTable';
import { TableSkeleton } from '#/ui/TableSkeleton';
import styles from './profile.module.css';
import type { OnDialog } from './ProfilePage';
import { Section, SectionFailure } from './Section';

const NONE: readonly WarehouseCredentials[] = [];
const rowId = ({ uuid }: WarehouseCredentials) => uuid;
const rowName = ({ name }: WarehouseCredentials) => name;

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

/** One's own warehouse credentials, and the projects that use them: those are asked one by one, only where there is something to find. */
export const CredentialsSection = ({ narrow, now, onDialog }: { narrow: boolean; now: number; onDialog: OnDialog }) => {
  const { data: rows = NONE, dataUpdatedAt, isPending, error, refetch } = useQuery(warehouseCredentialsQuery);
  const { projects, read, done, failed, forbidden, error: projectsError, again } = useEachProject(readProjectCredentials, rows.length > 0);
  const lastRead = useRef(0);

  // A change reads the list again; which project uses what may be another then.
  useEffect(() => {
    if (lastRead.current > 0 && lastRead.current !== dataUpdatedAt) again();
    lastRead.current = dataUpdatedAt;
  }, [dataUpdatedAt, again]);

  const isRead = !isPending && (!error || rows !== NONE);

  const columns = useMemo<Column<WarehouseCredentials, never>[]>(() => {
    const usedIn = (uuid: string) => projects.filter((project) => read.get(project.uuid) === uuid).map(({ name }) => name);
    const unread = failed + forbidden > 0 || projectsError !== null;
    const projectsUsing = ({ uuid }: WarehouseCredentials) => {
      const names = usedIn(uuid);
      if (names.length > 0) return <bdi title={names.join(', ')}>{names.join(', ')}</bdi>;
      if (unread) return <span className={styles.faint}>Could not be read in full</span>;
      return <span className={styles.faint}>{done ? 'No project' : '…'}</span>;
    };
    return [
      { id: 'name', header: 'Name', cell: ({ name }) => <bdi className={styles.name} title={name}>{name}</bdi> },
      { id: 'warehouse', header: 'Warehouse', width: '28%', cell: (row) => <Warehouse of={row} /> },
      { id: 'used', header: 'Used in', width: '26%', cell: projectsUsing },
      {
        id: 'changed',
        header: 'Changed',
        width: '16%',
        cell: ({ updatedAt }) => (
          <span className={styles.soft} title={exactDate(updatedAt)}>
            {relativeDate(updatedAt, now)}
          </span>
        ),
      },
    ];
  }, [projects, read, done, failed, forbidden, projectsError, now]);

  const menuOf = (credentials: WarehouseCredentials) => {
    const usedIn = projects.filter((project) => read.get(project.uuid) === credentials.uuid).map(({ uuid }) => uuid);
    return (
      <ActionMenu
        name={credentials.name}
        actions={[
          { label: 'Edit…', onClick: () => onDialog({ kind: 'credentials', present: credentials }) },
          { label: 'Use in a project…', onClick: () => onDialog({ kind: 'assign', credentials, usedIn }) },
          { label: 'Delete…', onClick: () => onDialog({ kind: 'delete-credentials', credentials, usedIn }) },
        ]}
      />
    );
  };

  return (
    <Section
      id="warehouse-credentials"
      title="Warehouse credentials"
      count={isRead ? rows.length : undefined}
      wide
      ruled={rows.length === 0 && !isPending}
      actions={<Button onClick={() => onDialog({ kind: 'credentials', present: null })}>Add credentials</Button>}
    >
      {isPending && <TableSkeleton label="Warehouse credentials" headers={columns} narrow={narrow} rows={2} />}
      {error && rows === NONE && <SectionFailure error={error} onRetry={() => void refetch()} />}
      {isRead && rows.length === 0 && (
        <p className={styles.note}>You have none. Projects that ask everybody for credentials of their own use these to query the warehouse in your name.</p>
      )}
      {rows.length > 0 && (
        <DataTable
          label="Warehouse credentials"
          rows={rows}
          rowId={rowId}
          rowName={rowName}
          columns={columns}
          narrow={narrow}
          narrowCell={(row) => (
            <div className={styles.narrow}>
              <div>
                <bdi className={styles.name}>{row.name}</bdi>
              </div>
              <div>
                <Warehouse of={row} />
                <span>{done && count([...read.values()].filter((uuid) => uuid === row.uuid).length, 'project', 'projects')}</span>
              </div>
            </div>
          )}
          rowMenu={menuOf}
          fit
        />
      )}
    </Section>
  );
};
