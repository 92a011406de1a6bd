import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import { useMe } from '#/data/me';
import { useLonelySpaces } from '#/data/overview';
import { useAllSpaces } from '#/data/spaces';
import { reasonOf } from '#/domain/permissions';
import {
  listRows,
  pathOf,
  placeSpaces,
  SPACE_PRIVACIES,
  type PlacedSpace,
  type SpaceColumn,
  type SpaceRow,
} from '#/domain/spaces';
import type { CsvColumn } from '#/lib/csv';
import { downloadCsv } from '#/lib/download';
import type { ListSchema } from '#/lib/list-view';
import { spaceLink } from './routes';
import { originName, privacyName } from './words';
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
import { GrantedCell, NarrowCell, NumberCell, OriginCell, PrivacyCell, SpaceNameCell } from './cells';
import type { SpaceDialog } from './SpaceDialogs';
import { SpaceMenu } from './SpaceMenu';
import styles from './spaces.module.css';
import { SpacesToolbar, type ListedFilter } from './SpacesToolbar';

const SpaceDialogs = lazy(() => import('./SpaceDialogs'));

/** What the address of the list may say. */
const SPACE_LIST: ListSchema<ListedFilter, SpaceColumn> = {
  filters: {
    project: null,
    privacy: SPACE_PRIVACIES,
    level: ['top', 'nested'],
    content: ['empty', 'some'],
    sharing: ['nobody'],
  },
  sorts: ['name', 'project', 'privacy', 'inherits', 'charts', 'dashboards', 'granted'],
  defaultSort: { column: 'name', descending: false },
};

const COLUMNS: Column<SpaceRow, SpaceColumn>[] = [
  { id: 'name', header: 'Space', sortBy: 'name', cell: (space) => <SpaceNameCell space={space} /> },
  {
    id: 'project',
    header: 'Project',
    sortBy: 'project',
    width: '13%',
    cell: ({ projectName, isFirst }) => (
      <bdi className={isFirst ? undefined : styles.faint} title={projectName}>
        {projectName}
      </bdi>
    ),
  },
  {
    id: 'privacy',
    header: 'Visibility',
    sortBy: 'privacy',
    width: '104px',
    cell: ({ privacy }) => <PrivacyCell privacy={privacy} />,
  },
  { id: 'inherits', header: 'Access', sortBy: 'inherits', width: '13%', cell: (space) => <OriginCell space={space} /> },
  {
    id: 'charts',
    header: 'Charts',
    sortBy: 'charts',
    width: '84px',
    cell: ({ charts }) => <NumberCell value={charts} />,
  },
  {
    id: 'dashboards',
    header: 'Dashboards',
    sortBy: 'dashboards',
    width: '112px',
    cell: ({ dashboards }) => <NumberCell value={dashboards} />,
  },
  {
    id: 'granted',
    header: 'People granted',
    sortBy: 'granted',
    width: '132px',
    cell: (space) => <GrantedCell space={space} />,
  },
];

const rowId = ({ uuid }: SpaceRow) => uuid;
const rowName = ({ name }: SpaceRow) => name;

const CSV: CsvColumn<PlacedSpace>[] = [
  { header: 'Project', value: ({ projectName }) => projectName },
  { header: 'Inside', value: pathOf },
  { header: 'Space', value: ({ name }) => name },
  { header: 'Visibility', value: ({ privacy }) => privacyName(privacy) },
  { header: 'Access', value: originName },
  { header: 'Charts', value: ({ charts }) => charts },
  { header: 'Dashboards', value: ({ dashboards }) => dashboards },
  { header: 'People granted directly', value: ({ grantedUserUuids }) => grantedUserUuids.length },
  { header: 'Project UUID', value: ({ projectUuid }) => projectUuid },
  { header: 'Space UUID', value: ({ uuid }) => uuid },
];

/** Downloads spaces as CSV, safe to open in a spreadsheet. In: the rows as shown. */
const exportSpaces = (rows: readonly PlacedSpace[]): void => downloadCsv('spaces', CSV, rows);

/** `/spaces`: the spaces of all projects in one table, as the tree of each project. */
export const SpacesPage = () => {
  const { may } = useMe();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<SpaceDialog | null>(null);
  const { spaces, projects, read, failed, failure, forbidden, done, error, retry } = useAllSpaces();
  const { view, search, onSearch, change } = useListView(SPACE_LIST, spaces.length);
  const narrow = useMediaQuery('(max-width: 1160px)', false, { getInitialValueInEffect: false });

  const backwards = view.sort.column === 'name' && view.sort.descending;
  const placed = useMemo(() => placeSpaces(spaces, projects, backwards), [spaces, projects, backwards]);
  const seesGrants = may.readProjectAccess === true;
  // To whom only a part is shown, a space with no other grant in sight is no finding.
  const grantedToNobody = seesGrants && view.filters.sharing.length > 0;
  const lonely = useLonelySpaces(spaces, done && grantedToNobody);
  const wanted = useMemo(() => {
    if (!grantedToNobody) return placed;
    const uuids = new Set(lonely?.spaces.map(({ uuid }) => uuid));
    return placed.filter(({ uuid }) => uuids.has(uuid));
  }, [placed, grantedToNobody, lonely]);
  const rows = useMemo(() => listRows(wanted, view), [wanted, view]);
  const isReading = !error && ((placed.length === 0 && !done) || (grantedToNobody && !lonely && placed.length > 0));
  const byId = useMemo(() => new Map(placed.map((space) => [space.uuid, space])), [placed]);
  const selection = useSelection(byId);
  const selected = () => placed.filter(({ uuid }) => selection.has(uuid));
  const manages = may.manageSomeSpaces === true;

  const total = placed.length.toLocaleString('en-GB');
  const hasNone = done && placed.length === 0 && failed === 0;
  /** Whether what was not answered cannot hide anything. */
  const seesAll = seesGrants && forbidden === 0;
  const isUnread = done && placed.length === 0 && failed > 0;

  return (
    <Page
      isBare={placed.length === 0 && (done || error !== null)}
      count={
        (placed.length > 0 || (done && !isUnread)) && (
          <>
            {rows.length === placed.length ? total : `${rows.length.toLocaleString('en-GB')} of ${total}`}
            {!done && ` · reading, ${read.size} of ${count(projects.length, 'project', 'projects')}`}
            {failed > 0 && ` · ${count(failed, 'project', 'projects')} could not be read; reload to try again`}
            {lonely &&
              lonely.failed > 0 &&
              ` · ${count(lonely.failed, 'private space', 'private spaces')} could not be read; reload to try again`}
            {!seesGrants && view.filters.sharing.length > 0 && ' · sharing cannot be read: your role shows only part'}
            {forbidden > 0 && ` · ${count(forbidden, 'project is', 'projects are')} not shown to you`}
          </>
        )
      }
      toolbar={
        <SpacesToolbar
          search={search}
          onSearch={onSearch}
          filters={view.filters}
          onFilters={(filters) => change({ filters })}
          spaces={placed}
          listed={rows.length}
          seesGrants={seesGrants}
          projects={projects}
          createReason={reasonOf(may.createSpaces)}
          onCreate={() =>
            setDialog({
              kind: 'create',
              projectUuid: view.filters.project.length === 1 ? (view.filters.project[0] ?? null) : null,
              parentUuid: null,
            })
          }
          onExport={() => exportSpaces(rows)}
        />
      }
    >
      {isReading && <TableSkeleton label="Spaces" headers={COLUMNS} narrow={narrow} leading={manages} />}
      {(error || isUnread) && <FailurePage problem={describeFailure(error ?? failure)} onRetry={retry} />}
      {hasNone && seesAll && (
        <EmptyState
          title={projects.length === 0 ? 'This organization has no project yet' : 'This organization has no space yet'}
        >
          {projects.length === 0
            ? 'Create one in Lightdash: spaces are made in projects.'
            : 'Spaces that are made will be listed here.'}
        </EmptyState>
      )}
      {hasNone && !seesAll && (
        <EmptyState title="No space is open to you">
          {projects.length === 0
            ? 'No project is open to you either.'
            : 'Spaces that are made or granted to you will be listed here.'}
        </EmptyState>
      )}
      {placed.length > 0 && rows.length === 0 && !isReading && (
        <NothingMatches
          title="No space matches"
          view={view}
          searched="name or path"
          showAll={`Show all ${count(placed.length, 'space', 'spaces')}`}
          onClear={change}
        />
      )}
      {rows.length > 0 && (
        <DataTable
          label="Spaces"
          rows={rows}
          rowId={rowId}
          rowName={rowName}
          columns={COLUMNS}
          narrow={narrow}
          narrowCell={(space) => <NarrowCell space={space} />}
          sort={view.sort}
          onSort={(sort) => change({ sort })}
          selection={manages ? selection : undefined}
          rowMenu={manages ? (space) => <SpaceMenu space={space} onDialog={setDialog} /> : undefined}
          onOpen={({ projectUuid, uuid }) => void navigate(spaceLink(projectUuid, uuid))}
        />
      )}
      {manages && selection.size > 0 && (
        <SelectionBar size={selection.size} one="space" many="spaces" onClear={selection.clear}>
          <SelectionAction onClick={() => setDialog({ kind: 'grant', spaces: selected() })}>
            Grant access
          </SelectionAction>
          <SelectionAction onClick={() => exportSpaces(selected())}>Export</SelectionAction>
        </SelectionBar>
      )}
      {dialog && (
        <Suspense>
          <SpaceDialogs dialog={dialog} onClose={() => setDialog(null)} />
        </Suspense>
      )}
    </Page>
  );
};
