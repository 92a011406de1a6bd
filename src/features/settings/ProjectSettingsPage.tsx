import { useMemo, useState } from 'react';
import { describeFailure } from '#/api/core/sentences';
import { useJournal } from '#/data/journal';
import { useMe } from '#/data/me';
import { projectSettingsQuery, type ProjectSettings } from '#/data/project-settings';
import { useProjects, type Project } from '#/data/projects';
import { useEachProject } from '#/data/useEachProject';
import { reasonOf } from '#/domain/permissions';
import { PROJECT_LIST, TYPE_FILTER } from '#/domain/projects';
import { projectAccessLink } from '#/features/projects/routes';
import { ShortLink } from '#/features/short-links/ShortLink';
import { downloadCsv } from '#/lib/download';
import { sortedBy } from '#/lib/rows';
import { count } from '#/lib/text';
import { Link } from '#/ui/Link';
import { ActionMenu } from '#/ui/ActionMenu';
import { Button } from '#/ui/Button';
import type { Column } from '#/ui/DataTable';
import { EmptyState } from '#/ui/EmptyState';
import { ExportButton } from '#/ui/ExportButton';
import { FailurePage } from '#/ui/FailureAlert';
import { onDemand } from '#/ui/late';
import { ListFilters, ListTable, shownOf } from '#/ui/ListTable';
import narrow from '#/ui/NarrowCell.module.css';
import { Page, ToolbarActions } from '#/ui/Page';
import { listKind, useList } from '#/ui/useList';
import { settingsTabs } from './tabs';

const ProjectSettingsModal = onDemand(async () => (await import('./ProjectSettingsModal')).ProjectSettingsModal);
const ProjectSettingsChanges = onDemand(async () => (await import('./ProjectSettingsModal')).ProjectSettingsChanges);

/** A project and what is set for it; `set` is null as long as it has not been read, for good where `isUnread`; `upstream` a name. */
export type ProjectSettingsRow = Project & { set: ProjectSettings | null; isUnread: boolean; upstream: string };
type Sort = 'name' | 'upstream' | 'zone' | 'failure';

const UNREAD = 'could not be read';
const zoneWords = ({ set, isUnread }: ProjectSettingsRow): string => set?.zone ?? (isUnread ? UNREAD : '…');

const failureWords = ({ set, isUnread }: ProjectSettingsRow): string => {
  if (!set) return isUnread ? UNREAD : '…';
  if (!set.failure) return 'The owner';
  const { recipients, withContact, contact } = set.failure;
  if (!recipients) return 'The owner';
  return withContact ? `Owner and recipients; ask ${contact || 'the owner'}` : 'Owner and recipients';
};

const PROJECTS = listKind({
  ...PROJECT_LIST,
  label: 'Settings of projects',
  textOf: ({ name, upstream }) => `${name}\n${upstream}`,
  ...sortedBy<ProjectSettingsRow, Sort>({
    name: ({ name }) => name,
    upstream: ({ upstream }) => upstream || null,
    zone: ({ set }) => set?.zone ?? null,
    failure: failureWords,
  }),
  filters: { type: TYPE_FILTER },
});

const COLUMNS: Column<ProjectSettingsRow, Sort>[] = [
  {
    id: 'name',
    header: 'Name',
    sortBy: 'name',
    isFlexible: true,
    text: ({ name }) => name,
    cell: ({ uuid, name }) => (
      <Link to={projectAccessLink(uuid)} tabIndex={-1}>
        <bdi>{name}</bdi>
      </Link>
    ),
  },
  {
    id: 'upstream',
    header: 'Promotes to',
    sortBy: 'upstream',
    text: ({ set, isUnread, upstream }) => (set ? upstream || '–' : isUnread ? UNREAD : '…'),
  },
  { id: 'zone', header: 'Time zone', sortBy: 'zone', text: zoneWords },
  { id: 'failure', header: 'Hears of failures', sortBy: 'failure', isFlexible: true, text: failureWords },
];

/** `/settings/projects`: where the content of each project is promoted to, its time zone, and who hears of failed deliveries. */
export const ProjectSettingsPage = () => {
  const { may } = useMe();
  const { data, isPending, isError, error, refetch } = useProjects();
  const { read, forbidden, failed, done, retry } = useEachProject(projectSettingsQuery);
  const journal = useJournal('projects');
  const [edited, setEdited] = useState<ProjectSettingsRow | null>(null);
  const [showsChanges, setShowsChanges] = useState(false);
  const all = useMemo(() => {
    const names = new Map(data?.map(({ uuid, name }) => [uuid, name]));
    return (data ?? []).map((project): ProjectSettingsRow => {
      const set = read.get(project.uuid) ?? null;
      return {
        ...project,
        set,
        isUnread: done && !set,
        upstream: set?.upstream ? (names.get(set.upstream) ?? 'A project that is not listed') : '',
      };
    });
  }, [data, read, done]);
  const list = useList(PROJECTS, all);
  const open = (row: ProjectSettingsRow) => row.set && setEdited(row);
  const reason = (row: ProjectSettingsRow) =>
    reasonOf(may.changeProject(row.uuid)) ??
    (row.set
      ? undefined
      : done
        ? 'The settings of this project could not be read.'
        : 'Wait until they have been read.');

  return (
    <Page
      tabs={settingsTabs('projects')}
      isBare={all.length === 0 && !isPending}
      actions={journal.length > 0 && <Button onClick={() => setShowsChanges(true)}>Recent changes</Button>}
      count={
        data && (
          <>
            {shownOf(list)}
            {forbidden + failed > 0 &&
              ` · the settings of ${count(forbidden + failed, 'project', 'projects')} could not be read`}
          </>
        )
      }
      toolbar={
        <>
          <ListFilters list={list} />
          <ToolbarActions>
            <ShortLink />
            {done && failed > 0 && <Button onClick={retry}>Try again</Button>}
            <ExportButton
              rows={list.rows.length}
              onClick={() =>
                downloadCsv<ProjectSettingsRow>(
                  'project-settings',
                  [
                    { header: 'Name', value: ({ name }) => name },
                    { header: 'Promotes to', value: ({ upstream }) => upstream },
                    { header: 'Time zone', value: ({ set }) => set?.zone ?? null },
                    { header: 'Hears of failures', value: (row) => (row.set ? failureWords(row) : null) },
                    { header: 'Project UUID', value: ({ uuid }) => uuid },
                  ],
                  list.rows,
                )
              }
            />
          </ToolbarActions>
        </>
      }
    >
      <ListTable
        list={list}
        failure={isError && !data && <FailurePage problem={describeFailure(error)} onRetry={() => void refetch()} />}
        isReading={isPending}
        none={<EmptyState title="No project is open to you">An admin can grant you one.</EmptyState>}
        columns={COLUMNS}
        narrowCell={(row) => (
          <div className={narrow.narrow}>
            <div>
              <bdi>{row.name}</bdi>
              <span>{zoneWords(row)}</span>
            </div>
            <span>
              {row.upstream ? `Promotes to ${row.upstream} · ` : ''}
              {failureWords(row)}
            </span>
          </div>
        )}
        onOpen={(row) => reason(row) === undefined && open(row)}
        rowMenu={(row) => {
          const why = reason(row);
          return (
            <ActionMenu
              inRow
              name={row.name}
              actions={[{ label: 'Edit…', permission: why === undefined || { reason: why }, onClick: () => open(row) }]}
            />
          );
        }}
      />
      {showsChanges && <ProjectSettingsChanges onClose={() => setShowsChanges(false)} />}
      {edited?.set && (
        <ProjectSettingsModal project={edited} set={edited.set} projects={all} onClose={() => setEdited(null)} />
      )}
    </Page>
  );
};
