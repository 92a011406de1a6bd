import { useCallback, useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import { useMe } from '#/data/me';
import { useLonelySpaces } from '#/data/overview';
import { useAllSpaces } from '#/data/spaces';
import { reasonOf } from '#/domain/permissions';
import {
  pathOf,
  peopleGranted,
  placeSpaces,
  privacyName,
  SPACE_RULES,
  treeRows,
  type PlacedSpace,
  type SpaceColumn,
  type SpaceRow,
} from '#/domain/spaces';
import { ShortLink } from '#/features/short-links/ShortLink';
import type { CsvColumn } from '#/lib/csv';
import { downloadCsv } from '#/lib/download';
import { spaceLink } from './routes';
import { originName } from './words';
import { count } from '#/lib/text';
import { Button } from '#/ui/Button';
import type { Column } from '#/ui/DataTable';
import { EmptyState } from '#/ui/EmptyState';
import { ExportButton } from '#/ui/ExportButton';
import { FailurePage } from '#/ui/FailureAlert';
import { onDemand } from '#/ui/late';
import { ListFilters, ListTable, shownOf } from '#/ui/ListTable';
import { Page, ToolbarActions } from '#/ui/Page';
import { SelectionAction, SelectionBar } from '#/ui/SelectionBar';
import { listKind, useListOf } from '#/ui/useList';
import { useListView } from '#/ui/useListView';
import { useSelection } from '#/ui/useSelection';
import { GrantedCell, NarrowCell, NumberCell, OriginCell, PrivacyCell, ProjectHead, SpaceNameCell } from './cells';
import type { SpaceDialog } from './SpaceDialogs';
import { SpaceMenu } from './SpaceMenu';
import styles from './spaces.module.css';
import { treeOf, type TreeRow } from './tree';

const SpaceDialogs = onDemand(async () => (await import('./SpaceDialogs')).SpaceDialogs);

const SPACES = listKind({
  ...SPACE_RULES,
  label: 'Spaces',
  noun: ['space', 'spaces'],
  nothing: 'No space matches',
  searched: 'name or path',
  rowId: ({ uuid }) => uuid,
  rowName: ({ name }) => name,
  filters: {
    ...SPACE_RULES.filters,
    // Whether somebody is granted a private space is read when somebody asks by this filter.
    sharing: { name: 'Sharing', isRare: true, options: [{ value: 'nobody', label: 'Private, granted to nobody' }] },
  },
});

/** The list as the tree that it is by name: with the heads of projects. */
const TREE = { ...SPACES, rowId: ({ uuid }: TreeRow) => uuid, rowName: ({ name }: TreeRow) => name };

/** What was folded when the page was last left. */
let lastFolded: ReadonlySet<string> = new Set();

const COLUMNS: Column<SpaceRow, SpaceColumn>[] = [
  {
    id: 'project',
    header: 'Project',
    sortBy: 'project',
    text: ({ projectName }) => projectName,
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
    text: ({ privacy }) => privacyName(privacy),
    extra: 18,
    cell: (space) => <PrivacyCell space={space} />,
  },
  {
    id: 'inherits',
    header: 'Access',
    sortBy: 'inherits',
    isQuiet: true,
    text: originName,
    cell: (space) => <OriginCell space={space} />,
  },
  {
    id: 'charts',
    header: 'Charts',
    sortBy: 'charts',
    isNumber: true,
    cell: ({ charts }) => <NumberCell value={charts} />,
  },
  {
    id: 'dashboards',
    header: 'Dashboards',
    sortBy: 'dashboards',
    isNumber: true,
    cell: ({ dashboards }) => <NumberCell value={dashboards} />,
  },
  {
    id: 'granted',
    header: 'People granted',
    sortBy: 'granted',
    isNumber: true,
    cell: (space) => <GrantedCell space={space} />,
  },
];

type OnFold = (row: TreeRow, isOpen: boolean) => void;

/** In the tree the project stands above its spaces, else in a column. In: what folds; null where nothing can be. */
const columnsOf = (isTree: boolean, onFold: OnFold | null): Column<TreeRow, SpaceColumn>[] => [
  {
    id: 'name',
    header: 'Space',
    sortBy: 'name',
    isStrong: true,
    isFlexible: true,
    text: ({ name }) => name,
    cell: (row) => row.kind === 'space' && <SpaceNameCell space={row} onFold={onFold} />,
  },
  ...COLUMNS.filter(({ id }) => !isTree || id !== 'project').map(({ text, ...column }) => ({
    ...column,
    // What is measured are the spaces as they are read, which are of no kind yet.
    ...(text && { text: (row: TreeRow) => (row.kind === 'project' ? '' : text(row)) }),
    cell: (row: TreeRow) => row.kind === 'space' && column.cell?.(row),
  })),
];

const CSV: CsvColumn<PlacedSpace>[] = [
  { header: 'Project', value: ({ projectName }) => projectName },
  { header: 'Inside', value: pathOf },
  { header: 'Space', value: ({ name }) => name },
  { header: 'Visibility', value: ({ privacy }) => privacyName(privacy) },
  { header: 'Access', value: originName },
  { header: 'Charts', value: ({ charts }) => charts },
  { header: 'Dashboards', value: ({ dashboards }) => dashboards },
  { header: 'People granted', value: peopleGranted },
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
  const held = useListView(SPACES.schema, spaces.length);
  const { view } = held;

  const backwards = view.sort.column === 'name' && view.sort.descending;
  const placed = useMemo(() => placeSpaces(spaces, projects, backwards), [spaces, projects, backwards]);
  const seesGrants = may.readProjectAccess === true;
  // To whom only a part is shown, a space with no other grant in sight is no finding.
  const grantedToNobody = seesGrants && view.filters.sharing.length > 0;
  const lonely = useLonelySpaces(done && grantedToNobody);
  const list = useListOf(SPACES, placed, held);
  const { has: isLonely } = lonely;
  const isTree = view.sort.column === 'name';
  const rows = useMemo(
    () => treeRows(grantedToNobody ? list.rows.filter(isLonely) : list.rows, isTree),
    [list.rows, isTree, grantedToNobody, isLonely],
  );
  const shown = { ...list, rows };
  const [folded, setFolded] = useState(lastFolded);
  useEffect(() => {
    lastFolded = folded;
  }, [folded]);
  // Of a search and of filters every match is shown.
  const isNarrowed = list.search !== '' || Object.values(view.filters).some((values) => values.length > 0);
  const tree = useMemo(
    () =>
      isTree
        ? treeOf(rows, isNarrowed ? null : folded)
        : rows.map((row): TreeRow => ({ ...row, kind: 'space', isOpen: null })),
    [rows, isTree, isNarrowed, folded],
  );
  const fold = useCallback(
    (row: TreeRow, isOpen: boolean) =>
      setFolded((before) => {
        const next = new Set(before);
        if (isOpen) next.delete(row.uuid);
        else if (row.isOpen !== null) next.add(row.uuid);
        return next;
      }),
    [setFolded],
  );
  const columns = useMemo(() => columnsOf(isTree, isNarrowed ? null : fold), [isTree, isNarrowed, fold]);
  const areFolded = projects.some(({ uuid }) => folded.has(uuid));
  const isReading =
    !error && ((placed.length === 0 && !done) || (grantedToNobody && !lonely.done && placed.length > 0));
  const byId = useMemo(() => new Map(placed.map((space) => [space.uuid, space])), [placed]);
  const selection = useSelection(byId);
  const selected = () => placed.filter(({ uuid }) => selection.has(uuid));
  const manages = may.manageSomeSpaces === true;
  const privacies = useMemo(() => {
    const found = new Set(placed.map(({ privacy }) => privacy));
    return SPACE_RULES.filters.privacy.options.filter(({ value }) => value !== 'unknown' || found.has(value));
  }, [placed]);

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
            {shownOf(shown)}
            {!done && ` · reading, ${read.size} of ${count(projects.length, 'project', 'projects')}`}
            {failed > 0 && ` · ${count(failed, 'project', 'projects')} could not be read; reload to try again`}
            {grantedToNobody &&
              lonely.failed > 0 &&
              ` · the sharing of ${count(lonely.failed, 'project', 'projects')} could not be read; reload to try again`}
            {!seesGrants && view.filters.sharing.length > 0 && ' · sharing cannot be read: your role shows only part'}
            {forbidden > 0 && ` · ${count(forbidden, 'project is', 'projects are')} not shown to you`}
          </>
        )
      }
      actions={
        <Button
          look="primary"
          reason={reasonOf(may.createSpaces)}
          onClick={() =>
            setDialog({
              kind: 'create',
              projectUuid: view.filters.project.length === 1 ? (view.filters.project[0] ?? null) : null,
              inside: null,
            })
          }
        >
          New space
        </Button>
      }
      toolbar={
        <>
          <ListFilters
            list={list}
            options={{ project: projects.map(({ uuid, name }) => ({ value: uuid, label: name })), privacy: privacies }}
            offered={{ sharing: seesGrants }}
          />
          <ToolbarActions>
            <ShortLink />
            {isTree && !isNarrowed && projects.length > 1 && (
              <Button
                look="quiet"
                onClick={() => setFolded(areFolded ? new Set() : new Set(projects.map(({ uuid }) => uuid)))}
              >
                {areFolded ? 'Unfold all' : 'Fold all'}
              </Button>
            )}
            <ExportButton rows={rows.length} onClick={() => exportSpaces(rows)} />
          </ToolbarActions>
        </>
      }
    >
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
      <ListTable
        list={{ ...shown, kind: TREE, rows: tree }}
        isReading={isReading}
        columns={columns}
        narrowCell={(row) => row.kind === 'space' && <NarrowCell space={row} onFold={isNarrowed ? null : fold} />}
        narrowBelow={1160}
        selection={manages ? selection : undefined}
        rowMenu={manages ? (row) => row.kind === 'space' && <SpaceMenu space={row} onDialog={setDialog} /> : undefined}
        head={(row) => (row.kind === 'project' ? <ProjectHead row={row} onFold={isNarrowed ? null : fold} /> : null)}
        onFold={isNarrowed ? undefined : fold}
        onOpen={(row) =>
          row.kind === 'space'
            ? void navigate(spaceLink(row.projectUuid, row.uuid))
            : !isNarrowed && fold(row, !row.isOpen)
        }
      />
      {manages && selection.size > 0 && (
        <SelectionBar size={selection.size} one="space" many="spaces" onClear={selection.clear}>
          <SelectionAction onClick={() => setDialog({ kind: 'grant', spaces: selected() })}>
            Grant access
          </SelectionAction>
          <SelectionAction onClick={() => exportSpaces(selected())}>Export</SelectionAction>
        </SelectionBar>
      )}
      {dialog && <SpaceDialogs dialog={dialog} onClose={() => setDialog(null)} />}
    </Page>
  );
};
