import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import type { MemberList } from '#/data/members';
import { type PersonRow, personRows, type Way, wayName, WAYS } from '#/access';
import { peopleInWords } from '#/lib/known';
import { AccessTable, type AccessTableKind } from '#/ui/AccessTable';
import styles from '#/ui/AccessTables.module.css';
import { Button } from '#/ui/Button';
import type { Column } from '#/ui/DataTable';
import { EmptyState } from '#/ui/EmptyState';
import { FailurePage } from '#/ui/FailureAlert';
import { PersonName } from '#/ui/PersonName';
import { TableSkeleton } from '#/ui/TableSkeleton';
import { exportReview } from './exports';
import type { PlaceReading } from './PlaceReading';
import { accessLink } from './routes';

type PersonColumn = 'name' | 'email' | 'gives' | 'because' | 'role';

const kindOf = (ways: readonly Way[]): AccessTableKind<PersonRow, 'how', PersonColumn> => ({
  label: 'Everyone with access',
  list: {
    filters: { how: ways },
    sorts: ['name', 'email', 'gives', 'because', 'role'],
    defaultSort: { column: 'name', descending: false },
  },
  sortKeys: {
    name: ({ name }) => name,
    email: ({ email }) => email,
    gives: ({ rank }) => rank,
    because: (row) => row.because() || null,
    role: ({ role }) => role,
  },
  rowId: ({ userUuid }) => userUuid,
  rowName: ({ name }) => name,
  search: {
    label: 'Search by name or e-mail',
    looksAt: 'name or e-mail',
    textOf: ({ name, email }) => `${name}\n${email}`,
  },
  filters: {
    how: { name: 'How', options: ways.map((way) => ({ value: way, label: wayName(way) })), of: (row) => row.ways() },
  },
  nothing: 'Nobody matches',
  csv: [
    { header: 'Name', value: ({ name }) => name },
    { header: 'E-mail', value: ({ email }) => email },
    { header: 'State', value: ({ state }) => state },
    { header: 'Organization role', value: ({ role }) => role },
    { header: 'Can', value: ({ gives }) => gives },
    { header: 'Because of', value: (row) => row.because() },
    { header: 'User UUID', value: ({ userUuid }) => userUuid },
  ],
});

const IN_SPACE = kindOf(WAYS);
const IN_PROJECT = kindOf(WAYS.filter((way) => way !== 'public' && way !== 'project'));

const SKELETON = [
  { header: 'Name' },
  { header: 'E-mail' },
  { header: 'Can' },
  { header: 'Because of' },
  { header: 'Organization role' },
];

type EveryoneProps = {
  reading: PlaceReading;
  projectUuid: string;
  spaceUuid: string | null;
  everybody: MemberList | undefined;
  placeName: string;
  partial: string | null;
};

/** Everyone who reaches a project or a space, with what they may do there and why; a row asks about that person alone. */
export const EveryoneTable = ({ reading, projectUuid, spaceUuid, everybody, placeName, partial }: EveryoneProps) => {
  const { model, error, retry } = reading;
  const navigate = useNavigate();
  const all = useMemo(
    () =>
      model && everybody
        ? personRows(
            spaceUuid === null ? model.whoCanReach({ projectUuid }) : model.whoCanReach({ spaceUuid }),
            everybody.byUuid,
          )
        : null,
    [model, everybody, projectUuid, spaceUuid],
  );

  if (error) return <FailurePage problem={describeFailure(error)} onRetry={retry} />;
  if (!all) return <TableSkeleton label="Everyone with access" headers={SKELETON} narrow={false} />;

  const hrefOf = ({ userUuid }: PersonRow) =>
    accessLink({ person: userUuid, project: projectUuid, ...(spaceUuid !== null && { space: spaceUuid }) });
  const name = (row: PersonRow) => <PersonName to={hrefOf(row)} name={row.name} state={row.state} />;
  const columns: Column<PersonRow, PersonColumn>[] = [
    { id: 'name', header: 'Name', sortBy: 'name', width: '20%', cell: name },
    {
      id: 'email',
      header: 'E-mail',
      sortBy: 'email',
      width: '20%',
      cell: ({ email }) => (
        <bdi className={styles.soft} title={email}>
          {email}
        </bdi>
      ),
    },
    { id: 'gives', header: 'Can', sortBy: 'gives', width: '17%', cell: ({ gives }) => gives },
    {
      id: 'because',
      header: 'Because of',
      sortBy: 'because',
      cell: (row) => <bdi title={row.because()}>{row.because()}</bdi>,
    },
    {
      id: 'role',
      header: 'Organization role',
      sortBy: 'role',
      width: '13%',
      cell: ({ role }) => <span className={styles.soft}>{role}</span>,
    },
  ];
  return (
    <AccessTable
      key={spaceUuid === null ? 'project' : 'space'}
      kind={spaceUuid === null ? IN_PROJECT : IN_SPACE}
      rows={all}
      columns={columns}
      narrowCell={(row) => ({ name: name(row), gives: row.gives, because: row.because() })}
      sum={(shown) => peopleInWords(shown, all)}
      none={<EmptyState title={`Nobody reaches ${placeName}`} />}
      file={`who reaches ${placeName}`}
      actions={
        spaceUuid === null && (
          <Button
            onClick={() => exportReview(all, placeName, partial)}
            reason={all.length === 0 ? 'There is nothing to review.' : undefined}
            title="Everybody with the whole path, for an auditor"
          >
            Export review
          </Button>
        )
      }
      onOpen={(row) => void navigate(hrefOf(row))}
    />
  );
};
