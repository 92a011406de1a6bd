import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { describeFailure } from '#/api/core/sentences';
import type { MemberList } from '#/data/members';
import { useRoleNames } from '#/data/role-names';
import { type PersonRow, personRows, type Way, wayName, WAYS } from '#/access';
import { optionsOf } from '#/lib/rows';
import { Button } from '#/ui/Button';
import { EmptyState } from '#/ui/EmptyState';
import { FailurePage } from '#/ui/FailureAlert';
import { peopleKind, PeopleTable } from '#/ui/PeopleTable';
import { TableSkeleton } from '#/ui/TableSkeleton';
import { exportReview } from './exports';
import type { PlaceReading } from './PlaceReading';
import { accessLink } from './routes';

const peopleBy = (ways: readonly Way[]) =>
  peopleKind<PersonRow, 'how'>({
    filters: { how: { name: 'How', options: optionsOf(ways, wayName), of: (row) => row.ways() } },
    role: { name: ({ role }) => role, rank: ({ role }) => role },
    csv: [
      { header: 'Organization role', value: ({ role }) => role },
      { header: 'Can', value: ({ gives }) => gives },
      { header: 'Because of', value: (row) => row.because() },
    ],
  });

const IN_SPACE = peopleBy(WAYS);
const IN_PROJECT = peopleBy(WAYS.filter((way) => way !== 'public' && way !== 'project'));

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
  const nameRole = useRoleNames();
  const all = useMemo(
    () =>
      model && everybody
        ? personRows(
            spaceUuid === null ? model.whoCanReach({ projectUuid }) : model.whoCanReach({ spaceUuid }),
            everybody.byUuid,
            nameRole,
          )
        : null,
    [model, everybody, projectUuid, spaceUuid, nameRole],
  );

  if (error) return <FailurePage problem={describeFailure(error)} onRetry={retry} />;
  if (!all) return <TableSkeleton label="Everyone with access" headers={SKELETON} narrow={false} />;

  const hrefOf = ({ userUuid }: PersonRow) =>
    accessLink({ person: userUuid, project: projectUuid, ...(spaceUuid !== null && { space: spaceUuid }) });
  return (
    <PeopleTable
      key={spaceUuid === null ? 'project' : 'space'}
      of={spaceUuid === null ? IN_PROJECT : IN_SPACE}
      rows={all}
      gives="Can"
      hrefOf={hrefOf}
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
