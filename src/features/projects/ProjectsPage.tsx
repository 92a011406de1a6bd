import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { Link } from '#/ui/Link';
import { PROJECT_LIST, projectType, TYPE_FILTER } from '#/domain/projects';
import { warehouseName as nameOf } from '#/domain/warehouses';
import { describeFailure } from '#/api/core/sentences';
import { useLightdashLink } from '#/data/config';
import { useMe } from '#/data/me';
import { useProjects, type Project } from '#/data/projects';
import { projectGrantsQuery } from '#/data/roles';
import { useEachProject } from '#/data/useEachProject';
import { schedulersLink } from '#/features/schedulers/routes';
import { ShortLink } from '#/features/short-links/ShortLink';
import { spacesLink } from '#/features/spaces/routes';
import { shortDate, widestDate } from '#/lib/dates';
import { downloadCsv } from '#/lib/download';
import { optionsOf, sortedBy } from '#/lib/rows';
import { count, grouped } from '#/lib/text';
import { ActionMenu } from '#/ui/ActionMenu';
import type { Column } from '#/ui/DataTable';
import { EmptyState } from '#/ui/EmptyState';
import { ExportButton } from '#/ui/ExportButton';
import { FailurePage } from '#/ui/FailureAlert';
import { ListFilters, ListTable, shownOf } from '#/ui/ListTable';
import { Page, ToolbarActions } from '#/ui/Page';
import { pointedDate } from '#/ui/pointed-date';
import { listKind, useList } from '#/ui/useList';
import styles from './projects.module.css';
import { projectAccessLink } from './routes';

type Row = Project & { people: number | null; groups: number | null };
type ProjectColumn = 'name' | 'type' | 'warehouse' | 'people' | 'groups' | 'created';

const NONE: readonly Project[] = [];
const number = (value: number | null, done: boolean) =>
  value === null ? <span className={styles.faint}>{done ? 'not known' : '…'}</span> : grouped(value);

/** A kind of warehouse as its makers write it; an unknown one as the API does, a missing one as a dash. */
const warehouseName = (warehouse: string | null): string => (warehouse === null ? '–' : nameOf(warehouse));

const PROJECTS = listKind({
  ...PROJECT_LIST,
  label: 'Projects',
  textOf: ({ name }) => name,
  ...sortedBy<Row, ProjectColumn>({
    name: ({ name }) => name,
    type: projectType,
    warehouse: ({ warehouse }) => warehouse,
    people: ({ people }) => people,
    groups: ({ groups }) => groups,
    created: ({ createdAt }) => Date.parse(createdAt) || null,
  }),
  filters: { type: TYPE_FILTER, warehouse: { name: 'Warehouse', of: ({ warehouse }) => [warehouse ?? ''] } },
});

/** `/projects`: every project one can open, with how many hold a grant on it. */
export const ProjectsPage = () => {
  const inLightdash = useLightdashLink();
  const { may } = useMe();
  const navigate = useNavigate();
  const { data, isPending, isError, error, refetch } = useProjects();
  const projects = data ?? NONE;
  const maySeeGrants = may.readProjectAccess === true;
  const { read, forbidden, failed, done } = useEachProject(projectGrantsQuery, maySeeGrants);
  const all = useMemo(
    () =>
      projects.map((project): Row => {
        const grants = read.get(project.uuid);
        return { ...project, people: grants?.users.length ?? null, groups: grants?.groups.length ?? null };
      }),
    [projects, read],
  );
  const list = useList(PROJECTS, all);
  const { rows } = list;

  const columns: Column<Row, ProjectColumn>[] = [
    {
      id: 'name',
      header: 'Name',
      sortBy: 'name',
      isStrong: true,
      isFlexible: true,
      text: ({ name }) => name,
      cell: ({ uuid, name }) => (
        <Link className={styles.name} to={projectAccessLink(uuid)} tabIndex={-1}>
          <bdi>{name}</bdi>
        </Link>
      ),
    },
    { id: 'type', header: 'Type', sortBy: 'type', text: projectType },
    { id: 'warehouse', header: 'Warehouse', sortBy: 'warehouse', text: ({ warehouse }) => warehouseName(warehouse) },
    ...(maySeeGrants
      ? ([
          {
            id: 'people',
            header: 'People granted',
            sortBy: 'people',
            isNumber: true,
            cell: ({ people }) => number(people, done),
          },
          {
            id: 'groups',
            header: 'Groups granted',
            sortBy: 'groups',
            isNumber: true,
            cell: ({ groups }) => number(groups, done),
          },
        ] satisfies Column<Row, ProjectColumn>[])
      : []),
    {
      id: 'created',
      header: 'Created',
      sortBy: 'created',
      isQuiet: true,
      text: widestDate,
      cell: ({ createdAt }) => <time {...pointedDate(createdAt)}>{shortDate(createdAt)}</time>,
    },
  ];

  const exportRows = () =>
    downloadCsv<Row>(
      'projects',
      [
        { header: 'Name', value: ({ name }) => name },
        { header: 'Type', value: projectType },
        { header: 'Warehouse', value: ({ warehouse }) => warehouseName(warehouse) },
        { header: 'People granted', value: ({ people }) => people },
        { header: 'Groups granted', value: ({ groups }) => groups },
        { header: 'Created', value: ({ createdAt }) => createdAt },
        { header: 'Project UUID', value: ({ uuid }) => uuid },
      ],
      rows,
    );

  const warehouses = [...new Set(projects.flatMap(({ warehouse }) => warehouse ?? []))].toSorted();
  return (
    <Page
      isBare={all.length === 0 && !isPending}
      count={
        data && (
          <>
            {shownOf(list)}
            {failed + forbidden > 0 &&
              ` · the grants of ${count(failed + forbidden, 'project', 'projects')} could not be read`}
          </>
        )
      }
      toolbar={
        <>
          <ListFilters list={list} options={{ warehouse: optionsOf(warehouses, warehouseName) }} />
          <ToolbarActions>
            <ShortLink />
            <ExportButton rows={rows.length} onClick={exportRows} />
          </ToolbarActions>
        </>
      }
    >
      <ListTable
        list={list}
        failure={isError && !data && <FailurePage problem={describeFailure(error)} onRetry={() => void refetch()} />}
        isReading={isPending}
        none={
          maySeeGrants ? (
            <EmptyState title="This organization has no project yet">Create one in Lightdash.</EmptyState>
          ) : (
            <EmptyState title="No project is open to you">An admin can grant you one.</EmptyState>
          )
        }
        columns={columns}
        narrowCell={(row) => (
          <div className={styles.narrow}>
            <Link className={styles.name} to={projectAccessLink(row.uuid)} tabIndex={-1}>
              <bdi>{row.name}</bdi>
            </Link>
            <span>
              {projectType(row)} · {warehouseName(row.warehouse)}
              {row.people !== null &&
                ` · ${count(row.people, 'person', 'people')}, ${count(row.groups ?? 0, 'group', 'groups')} granted`}
            </span>
          </div>
        )}
        onOpen={({ uuid }) => void navigate(projectAccessLink(uuid))}
        rowMenu={({ uuid, name }) => {
          const href = inLightdash(`/projects/${uuid}/home`);
          return (
            <ActionMenu
              inRow
              name={name}
              actions={[
                { label: 'Who has access', onClick: () => void navigate(projectAccessLink(uuid)) },
                { label: 'Its spaces', onClick: () => void navigate(spacesLink({ project: uuid })) },
                { label: 'Its schedulers', onClick: () => void navigate(schedulersLink({ project: uuid })) },
                ...(href ? (['rule', { label: 'Open in Lightdash', href }] as const) : []),
              ]}
            />
          );
        }}
      />
    </Page>
  );
};
