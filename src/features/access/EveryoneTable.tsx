import { useMediaQuery } from '@mantine/hooks';
import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import type { MemberList } from '#/data/members';
import { personRows, type PersonRow } from '#/domain/access-rows';
import { WAYS, wayName } from '#/domain/access-words';
import { peopleInWords } from '#/lib/known';
import type { ListSchema } from '#/lib/list-view';
import { indexRows, matcher, sortRows } from '#/lib/rows';
import { count } from '#/lib/text';
import { paths } from '#/paths';
import tables from '#/ui/AccessTables.module.css';
import { Button } from '#/ui/Button';
import { DataTable, type Column } from '#/ui/DataTable';
import { EmptyState } from '#/ui/EmptyState';
import { FailurePage } from '#/ui/FailureAlert';
import { FilterChip } from '#/ui/FilterChip';
import cells from '#/ui/NarrowCell.module.css';
import { NothingMatches } from '#/ui/NothingMatches';
import { ToolbarActions } from '#/ui/Page';
import toolbar from '#/ui/Page.module.css';
import { SearchBox } from '#/ui/SearchBox';
import { TableSkeleton } from '#/ui/TableSkeleton';
import { useListView } from '#/ui/useListView';
import { exportPeople, exportReview } from './exports';
import { NewerServer } from './PairAnswer';
import type { PlaceReading } from './PlaceReading';

type PersonColumn = 'name' | 'email' | 'gives' | 'because' | 'role';

const LIST: ListSchema<'how', PersonColumn> = {
  filters: { how: WAYS },
  sorts: ['name', 'email', 'gives', 'because', 'role'],
  defaultSort: { column: 'name', descending: false },
};

const SORT_KEYS: Record<PersonColumn, (row: PersonRow) => string | number | null> = {
  name: ({ name }) => name,
  email: ({ email }) => email,
  gives: ({ rank }) => rank,
  because: (row) => row.because || null,
  role: ({ role }) => role,
};

const SKELETON = [{ header: 'Name' }, { header: 'E-mail' }, { header: 'Can' }, { header: 'Because of' }, { header: 'Organization role' }];

const rowId = ({ userUuid }: PersonRow) => userUuid;
const rowName = ({ name }: PersonRow) => name;

type EveryoneProps = { reading: PlaceReading; projectUuid: string; spaceUuid: string | null; everybody: MemberList | undefined; placeName: string };

/** Everyone who reaches a project or a space, with what they may do there and why; a row asks about that person alone. */
export const EveryoneTable = ({ reading, projectUuid, spaceUuid, everybody, placeName }: EveryoneProps) => {
  const { model, error, retry, isNewer } = reading;
  const navigate = useNavigate();
  const narrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });
  const { view, search, onSearch, change } = useListView(LIST, everybody?.members.length ?? 0);

  const all = useMemo(
    () => (model && everybody ? personRows(spaceUuid === null ? model.whoCanReach({ projectUuid }) : model.whoCanReach({ spaceUuid }), everybody.byUuid) : null),
    [model, everybody, projectUuid, spaceUuid],
  );
  const rows = useMemo(() => {
    const sorted = sortRows(all ?? [], SORT_KEYS[view.sort.column], view.sort.descending);
    const matches = matcher(view.search, indexRows(sorted, ({ name, email }) => `${name}\n${email}`));
    const { how } = view.filters;
    return sorted.filter((row, place) => matches(place) && (how.length === 0 || row.ways.some((way) => how.includes(way))));
  }, [all, view]);
  const ways = WAYS.filter((way) => spaceUuid !== null || (way !== 'public' && way !== 'project'));
  const sizes = useMemo(() => new Map(WAYS.map((way) => [way, all?.filter((row) => row.ways.includes(way)).length ?? 0])), [all]);

  if (error) return <FailurePage problem={describeFailure(error)} onRetry={retry} />;
  if (isNewer && spaceUuid !== null) return <NewerServer projectUuid={projectUuid} spaceUuid={spaceUuid} />;
  if (!all) return <TableSkeleton label="Everyone with access" headers={SKELETON} narrow={narrow} />;

  const hrefOf = ({ userUuid }: PersonRow) => paths.access({ person: userUuid, project: projectUuid, ...(spaceUuid !== null && { space: spaceUuid }) });
  const name = (row: PersonRow) => (
    <span className={tables.name}>
      <Link to={hrefOf(row)} tabIndex={-1} title={row.name}>
        <bdi>{row.name}</bdi>
      </Link>
      {row.state !== '' && <span className={tables.faint}>{row.state.toLowerCase()}</span>}
    </span>
  );
  const columns: Column<PersonRow, PersonColumn>[] = [
    { id: 'name', header: 'Name', sortBy: 'name', width: '20%', cell: name },
    { id: 'email', header: 'E-mail', sortBy: 'email', width: '20%', cell: ({ email }) => <bdi className={tables.soft} title={email}>{email}</bdi> },
    { id: 'gives', header: 'Can', sortBy: 'gives', width: '17%', cell: ({ gives }) => gives },
    { id: 'because', header: 'Because of', sortBy: 'because', cell: (row) => <bdi title={row.because}>{row.because}</bdi> },
    { id: 'role', header: 'Organization role', sortBy: 'role', width: '13%', cell: ({ role }) => <span className={tables.soft}>{role}</span> },
  ];

  return (
    <>
      <div className={toolbar.bar}>
        <SearchBox label="Search by name or e-mail" value={search} onChange={onSearch} />
        <FilterChip
          name="How"
          options={ways.map((way) => ({ value: way, label: wayName(way), count: sizes.get(way) ?? 0 }))}
          chosen={view.filters.how}
          onChange={(how) => change({ filters: { how } })}
        />
        <span role="status" className={tables.soft}>
          {peopleInWords(rows, all)}
        </span>
        <ToolbarActions>
          {spaceUuid === null && (
            <Button onClick={() => exportReview(all, placeName)} reason={all.length === 0 ? 'There is nothing to review.' : undefined} title="Everybody with the whole path, for an auditor">
              Export for review
            </Button>
          )}
          <Button onClick={() => exportPeople(rows, placeName)} reason={rows.length === 0 ? 'There is nothing to export.' : undefined}>
            Export
          </Button>
        </ToolbarActions>
      </div>
      {all.length === 0 && <EmptyState title={`Nobody reaches ${placeName}`} />}
      {all.length > 0 && rows.length === 0 && (
        <NothingMatches title="Nobody matches" view={view} searched="name or e-mail" showAll={`Show all ${count(all.length, 'row', 'rows')}`} onClear={change} />
      )}
      {rows.length > 0 && (
        <DataTable
          label="Everyone with access"
          rows={rows}
          rowId={rowId}
          rowName={rowName}
          columns={columns}
          narrow={narrow}
          narrowCell={(row) => (
            <div className={cells.narrow}>
              <div>
                {name(row)}
                <span>{row.gives}</span>
              </div>
              <div>
                <bdi>{row.because}</bdi>
              </div>
            </div>
          )}
          sort={view.sort}
          onSort={(sort) => change({ sort })}
          onOpen={(row) => void navigate(hrefOf(row))}
        />
      )}
    </>
  );
};
