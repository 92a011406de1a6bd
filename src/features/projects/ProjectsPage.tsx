import { useMediaQuery } from '@mantine/hooks';
import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { warehouseName as nameOf } from '#/domain/warehouses';
import { describeFailure } from '#/api/core/sentences';
import { useMe } from '#/data/me';
import { useProjects, type Project } from '#/data/projects';
import { projectGrantsQuery } from '#/data/roles';
import { useEachProject } from '#/data/useEachProject';
import { exactDate, shortDate } from '#/lib/dates';
import { downloadCsv } from '#/lib/download';
import type { ListSchema } from '#/lib/list-view';
import { indexRows, matcher, sortRows } from '#/lib/rows';
import { count } from '#/lib/text';
import { DataTable, type Column } from '#/ui/DataTable';
import { EmptyState } from '#/ui/EmptyState';
import { ExportButton } from '#/ui/ExportButton';
import { FailurePage } from '#/ui/FailureAlert';
import { FilterChip } from '#/ui/FilterChip';
import { NothingMatches } from '#/ui/NothingMatches';
import { Page, ToolbarActions } from '#/ui/Page';
import { SearchBox } from '#/ui/SearchBox';
import { TableSkeleton } from '#/ui/TableSkeleton';
import { useListView } from '#/ui/useListView';
import styles from './projects.module.css';
import { projectAccessLink } from './routes';

type Row = Project & { type: 'production' | 'preview'; people: number | null; groups: number | null };
type ProjectColumn = 'name' | 'type' | 'warehouse' | 'people' | 'groups' | 'created';

const PROJECT_LIST: ListSchema<'type' | 'warehouse', ProjectColumn> = {
  filters: { type: ['production', 'preview'], warehouse: null },
  sorts: ['name', 'type', 'warehouse', 'people', 'groups', 'created'],
  defaultSort: { column: 'name', descending: false },
};

const SORT_KEYS: Record<ProjectColumn, (row: Row) => string | number | null> = {
  name: ({ name }) => name,
  type: ({ type }) => type,
  warehouse: ({ warehouse }) => warehouse,
  people: ({ people }) => people,
  groups: ({ groups }) => groups,
  created: ({ createdAt }) => Date.parse(createdAt) || null,
};

const NONE: readonly Project[] = [];
const rowId = ({ uuid }: Row) => uuid;
const rowName = ({ name }: Row) => name;
const number = (value: number | null, done: boolean) =>
  value === null ? <span className={styles.faint}>{done ? 'not known' : '…'}</span> : value.toLocaleString('en-GB');

/** A kind of warehouse as its makers write it; an unknown one as the API does, a missing one as a dash. */
const warehouseName = (warehouse: string | null): string => (warehouse === null ? '–' : nameOf(warehouse));

/** A type of project in the product's words. */
const projectType = (type: string): string => (type === 'preview' ? 'Preview' : 'Production');

/** `/projects`: every project one can open, with how many hold a grant on it. */
export const ProjectsPage = () => {
  const { may } = useMe();
  const navigate = useNavigate();
  const list = useProjects();
  const projects = list.data ?? NONE;
  const maySeeGrants = may.readProjectAccess === true;
  const { read, forbidden, failed, done } = useEachProject(projectGrantsQuery, maySeeGrants);
  const { view, search, onSearch, change } = useListView(PROJECT_LIST, projects.length);
  const narrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });

  const all = useMemo(
    () =>
      projects.map((project): Row => {
        const grants = read.get(project.uuid);
        return {
          ...project,
          type: project.isPreview ? 'preview' : 'production',
          people: grants?.users.length ?? null,
          groups: grants?.groups.length ?? null,
        };
      }),
    [projects, read],
  );
  const rows = useMemo(() => {
    const sorted = sortRows(all, SORT_KEYS[view.sort.column], view.sort.descending);
    const matches = matcher(view.search, indexRows(sorted, rowName));
    const { type, warehouse } = view.filters;
    return sorted.filter(
      (row, i) =>
        matches(i) &&
        (type.length === 0 || type.includes(row.type)) &&
        (warehouse.length === 0 || warehouse.includes(row.warehouse ?? '')),
    );
  }, [all, view]);

  const columns: Column<Row, ProjectColumn>[] = [
    {
      id: 'name',
      header: 'Name',
      sortBy: 'name',
      cell: ({ uuid, name }) => (
        <Link className={styles.name} to={projectAccessLink(uuid)} tabIndex={-1}>
          <bdi>{name}</bdi>
        </Link>
      ),
    },
    { id: 'type', header: 'Type', sortBy: 'type', width: '14%', cell: ({ type }) => projectType(type) },
    {
      id: 'warehouse',
      header: 'Warehouse',
      sortBy: 'warehouse',
      width: '16%',
      cell: ({ warehouse }) => warehouseName(warehouse),
    },
    ...(maySeeGrants
      ? ([
          {
            id: 'people',
            header: 'People granted',
            sortBy: 'people',
            width: '13%',
            cell: ({ people }) => number(people, done),
          },
          {
            id: 'groups',
            header: 'Groups granted',
            sortBy: 'groups',
            width: '13%',
            cell: ({ groups }) => number(groups, done),
          },
        ] satisfies Column<Row, ProjectColumn>[])
      : []),
    {
      id: 'created',
      header: 'Created',
      sortBy: 'created',
      width: '116px',
      cell: ({ createdAt }) => <time title={exactDate(createdAt)}>{shortDate(createdAt)}</time>,
    },
  ];

  const exportRows = () =>
    downloadCsv<Row>(
      'projects',
      [
        { header: 'Name', value: rowName },
        { header: 'Type', value: ({ type }) => projectType(type) },
        { header: 'Warehouse', value: ({ warehouse }) => warehouseName(warehouse) },
        { header: 'People granted', value: ({ people }) => people },
        { header: 'Groups granted', value: ({ groups }) => groups },
        { header: 'Created', value: ({ createdAt }) => createdAt },
        { header: 'Project UUID', value: rowId },
      ],
      rows,
    );

  const warehouses = [...new Set(projects.flatMap(({ warehouse }) => warehouse ?? []))].toSorted();
  return (
    <Page
      isBare={all.length === 0 && !list.isPending}
      count={
        list.data && (
          <>
            {rows.length === all.length
              ? all.length.toLocaleString('en-GB')
              : `${rows.length.toLocaleString('en-GB')} of ${all.length.toLocaleString('en-GB')}`}
            {failed + forbidden > 0 &&
              ` · the grants of ${count(failed + forbidden, 'project', 'projects')} could not be read`}
          </>
        )
      }
      toolbar={
        <>
          <SearchBox label="Search by name" value={search} onChange={onSearch} />
          <FilterChip
            name="Type"
            options={
              PROJECT_LIST.filters.type?.map((type) => ({
                value: type,
                label: projectType(type),
                count: all.filter((row) => row.type === type).length,
              })) ?? []
            }
            chosen={view.filters.type}
            onChange={(type) => change({ filters: { type } })}
          />
          <FilterChip
            name="Warehouse"
            options={warehouses.map((warehouse) => ({
              value: warehouse,
              label: warehouseName(warehouse),
              count: all.filter((row) => row.warehouse === warehouse).length,
            }))}
            chosen={view.filters.warehouse}
            onChange={(warehouse) => change({ filters: { warehouse } })}
          />
          <ToolbarActions>
            <ExportButton rows={rows.length} onClick={exportRows} />
          </ToolbarActions>
        </>
      }
    >
      {list.isPending && <TableSkeleton label="Projects" headers={columns} narrow={narrow} />}
      {list.isError && !list.data && (
        <FailurePage problem={describeFailure(list.error)} onRetry={() => void list.refetch()} />
      )}
      {list.data && all.length === 0 && maySeeGrants && (
        <EmptyState title="This organization has no project yet">Create one in Lightdash.</EmptyState>
      )}
      {list.data && all.length === 0 && !maySeeGrants && (
        <EmptyState title="No project is open to you">An admin can grant you one.</EmptyState>
      )}
      {all.length > 0 && rows.length === 0 && (
        <NothingMatches
          title="No project matches"
          view={view}
          searched="name"
          showAll={`Show all ${count(all.length, 'project', 'projects')}`}
          onClear={change}
        />
      )}
      {rows.length > 0 && (
        <DataTable
          label="Projects"
          rows={rows}
          rowId={rowId}
          rowName={rowName}
          columns={columns}
          narrow={narrow}
          narrowCell={(row) => (
            <div className={styles.narrow}>
              <Link className={styles.name} to={projectAccessLink(row.uuid)} tabIndex={-1}>
                <bdi>{row.name}</bdi>
              </Link>
              <span>
                {projectType(row.type)} · {warehouseName(row.warehouse)}
                {row.people !== null &&
                  ` · ${count(row.people, 'person', 'people')}, ${count(row.groups ?? 0, 'group', 'groups')} granted`}
              </span>
            </div>
          )}
          sort={view.sort}
          onSort={(sort) => change({ sort })}
          onOpen={({ uuid }) => void navigate(projectAccessLink(uuid))}
        />
      )}
    </Page>
  );
};
