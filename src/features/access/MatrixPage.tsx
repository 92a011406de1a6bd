import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import { reasonOf } from '#/domain/permissions';
import { readingInWords } from '#/lib/reading';
import { count, grouped } from '#/lib/text';
import { Button } from '#/ui/Button';
import { DataTable, type Column } from '#/ui/DataTable';
import { EmptyState } from '#/ui/EmptyState';
import { FailurePage } from '#/ui/FailureAlert';
import { onDemand } from '#/ui/late';
import { NothingMatches } from '#/ui/NothingMatches';
import { Page } from '#/ui/Page';
import { TableSkeleton } from '#/ui/TableSkeleton';
import { useListView } from '#/ui/useListView';
import { accessTabs } from './access-tabs';
import { exportMatrix } from './matrixExport';
import { MatrixGrid } from './MatrixGrid';
import { CellContent, MatrixLegend } from './MatrixMark';
import {
  cellInWords,
  cellOf,
  MATRIX_LIST,
  matrixRows,
  narrowMatrix,
  unreadInWords,
  type MatrixColumn,
  type MatrixOf,
  type MatrixRow,
  type MatrixSort,
} from './matrixRows';
import { MatrixToolbar } from './MatrixToolbar';
import styles from './Matrix.module.css';
import { ReviewButton } from './ReviewButton';
import { useMatrix } from './useMatrix';

const MatrixCellModal = onDemand(async () => (await import('./MatrixCellModal')).MatrixCellModal);

const SKELETON = [{ header: 'Name' }, { header: '' }, { header: '' }, { header: '' }];
const NO_ROWS: readonly MatrixRow[] = [];
const rowId = ({ id }: MatrixRow) => id;
const rowName = ({ name }: MatrixRow) => name;

/** `/access/matrix`: who is what in every project, groups by themselves or everybody (`?show=members`). */
export const MatrixPage = () => {
  const data = useMatrix();
  const { everybody, groups, projects, matrix, names, each, may } = data;
  const [params, setParams] = useSearchParams();
  const of: MatrixOf = params.get('show') === 'members' ? 'members' : 'groups';
  const narrow = useMediaQuery('(max-width: 720px)', false, { getInitialValueInEffect: false });
  const [opened, setOpened] = useState<{ row: MatrixRow; project: MatrixColumn } | null>(null);

  const all = useMemo(
    () => (everybody && groups ? matrixRows(of, everybody, groups, names.role) : NO_ROWS),
    [of, everybody, groups, names],
  );
  const { view, search, onSearch, change } = useListView(MATRIX_LIST, all.length);
  const chosen = projects.find(({ uuid }) => uuid === params.get('project'));
  const single = chosen ?? projects[0];
  const sortProject = narrow ? single?.uuid : chosen?.uuid;
  const rows = useMemo(
    () => (matrix ? narrowMatrix(all, matrix, view, sortProject) : NO_ROWS),
    [all, matrix, view, sortProject],
  );

  const put = (entries: Record<string, string | null>) => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(entries)) {
      if (value === null) next.delete(name);
      else next.set(name, value);
    }
    setParams(next, { replace: true, preventScrollReset: true });
  };
  const { column, descending } = view.sort;
  const sortBy = (uuid: string | null) => {
    if (uuid === null) return put({ sort: column === 'name' && !descending ? '-name' : null, project: null });
    const isSame = column === 'project' && chosen?.uuid === uuid;
    // The highest roles first.
    put({ sort: isSame && descending ? 'project' : '-project', project: uuid });
  };
  const open = useCallback((row: MatrixRow, project: MatrixColumn) => setOpened({ row, project }), []);

  const unread = each.done && !each.error ? projects.filter(({ uuid }) => !each.read.has(uuid)) : [];
  const isReading = may.readProjectAccess === true && !each.done && !each.error;
  const [one, many] = of === 'groups' ? (['group', 'groups'] as const) : (['member', 'members'] as const);
  const total = grouped(all.length);
  const refusal = reasonOf(may.readProjectAccess);
  const label = of === 'groups' ? 'Groups and projects' : 'Members and projects';

  return (
    <Page
      count={
        matrix && refusal === undefined ? (
          <>
            {rows.length === all.length ? count(all.length, one, many) : `${grouped(rows.length)} of ${total} ${many}`}{' '}
            × {count(projects.length, 'project', 'projects')}
            {isReading && ` · ${readingInWords(each).toLowerCase()}`}
          </>
        ) : undefined
      }
      tabs={accessTabs('matrix')}
      isBare={refusal !== undefined}
      toolbar={
        <MatrixToolbar
          of={of}
          params={params}
          search={search}
          onSearch={onSearch}
          view={view}
          onChange={change}
          groups={groups}
          projects={projects}
          project={narrow ? single : undefined}
          onProject={(project) => put({ project })}
          onExport={
            matrix
              ? () =>
                  exportMatrix({
                    of,
                    rows,
                    projects,
                    matrix,
                    nameRole: names.role,
                    isPartial: !each.done || unread.length > 0,
                  })
              : undefined
          }
          review={<ReviewButton data={data} />}
        />
      }
    >
      {refusal !== undefined && <EmptyState title="The grants cannot be shown">{refusal}</EmptyState>}
      {refusal === undefined && unread.length > 0 && (
        <p className={styles.unread} role="alert">
          <bdi>{unreadInWords(unread.map(({ name }) => name))}</bdi>{' '}
          <Button look="quiet" onClick={each.retry}>
            Try again
          </Button>
        </p>
      )}
      {data.error && <FailurePage problem={describeFailure(data.error)} onRetry={data.retry} />}
      {refusal === undefined && !data.error && (!matrix || !data.hasProjects) && (
        <TableSkeleton label={label} headers={SKELETON} narrow={narrow} />
      )}
      {refusal === undefined && matrix && data.hasProjects && (
        <>
          {projects.length === 0 && (
            <EmptyState title="There are no projects">A matrix begins with the first project.</EmptyState>
          )}
          {projects.length > 0 && all.length === 0 && (
            <EmptyState title="There are no groups">
              Groups give many people access at once. Members are in the other view.
            </EmptyState>
          )}
          {all.length > 0 && projects.length > 0 && <MatrixLegend isOfGroups={of === 'groups'} />}
          {all.length > 0 && rows.length === 0 && (
            <NothingMatches
              title="Nothing matches"
              view={view}
              searched="name or e-mail"
              showAll={`Show all ${count(all.length, one, many)}`}
              onClear={change}
            />
          )}
          {rows.length > 0 && projects.length > 0 && !narrow && (
            <MatrixGrid
              key={of}
              label={label}
              rowHeader={of === 'groups' ? 'Group' : 'Member'}
              rows={rows}
              projects={projects}
              matrix={matrix}
              nameRole={names.role}
              sort={view.sort}
              sortProject={chosen?.uuid}
              onSort={sortBy}
              onOpen={open}
            />
          )}
          {rows.length > 0 && single && narrow && (
            <DataTable
              key={of}
              label={label}
              rows={rows}
              rowId={rowId}
              rowName={rowName}
              columns={NARROW}
              narrow
              narrowCell={(row) => {
                const cell = cellOf(matrix, row, single.uuid);
                return (
                  <div className={styles.narrow}>
                    <span>
                      <bdi>{row.name}</bdi>
                    </span>
                    <span>
                      <CellContent cell={cell} nameRole={names.role} isWide />
                      <span className="visually-hidden">{cellInWords(cell, names.role)}</span>
                      <span className={styles.detail}>{row.detail}</span>
                    </span>
                  </div>
                );
              }}
              sort={view.sort}
              onSort={(sort) => change({ sort })}
              onOpen={(row) => open(row, single)}
            />
          )}
        </>
      )}
      {opened && (
        <MatrixCellModal data={data} row={opened.row} project={opened.project} onClose={() => setOpened(null)} />
      )}
    </Page>
  );
};

const NARROW: Column<MatrixRow, MatrixSort>[] = [
  { id: 'name', header: 'Name', sortBy: 'name', cell: rowName },
  { id: 'project', header: 'Role in the project', sortBy: 'project', cell: () => null },
  { id: 'grants', header: 'Number of grants', sortBy: 'grants', cell: () => null },
];
