import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { type PlaceRow, placeRows, PlaceTable, useOrganizationAccess } from '#/access';
import { ReadingBar } from '#/ui/ReadingBar';
import { TableSkeleton } from '#/ui/TableSkeleton';
import { UnreadRest } from '#/ui/UnreadRest';
import { accessLink } from './routes';

const SKELETON = [{ header: 'Project or space' }, { header: 'Project' }, { header: 'Can' }, { header: 'Because of' }];

/** Everything that a person, or a group by itself, reaches: the one question of the explorer that reads the organization. */
export const ReachOf = ({ who }: { who: { kind: 'person' | 'group'; uuid: string } }) => {
  const access = useOrganizationAccess();
  const navigate = useNavigate();
  const { model, names } = access;
  const rows = useMemo(
    () => model && placeRows(who.kind === 'person' ? model.reachOf(who.uuid) : model.reachOfGroup(who.uuid), names),
    [model, who.kind, who.uuid, names],
  );
  const name = who.kind === 'person' ? names.person(who.uuid) : names.group(who.uuid);
  const hrefOf = ({ projectUuid, spaceUuid }: PlaceRow) =>
    accessLink({ [who.kind]: who.uuid, project: projectUuid, ...(spaceUuid !== null && { space: spaceUuid }) });
  return (
    <>
      <ReadingBar {...access.bar} />
      {!rows && !access.error && <TableSkeleton label="Everything they reach" headers={SKELETON} narrow={false} />}
      {rows && (
        <PlaceTable
          who={name}
          rows={rows}
          none={access.reading.state === 'done' ? `${name} reaches no project and no space` : 'Nothing so far'}
          isPartial={access.bar.partial !== null}
          rest={<UnreadRest {...access.rest} />}
          hrefOf={hrefOf}
          onOpen={(row) => void navigate(hrefOf(row))}
        />
      )}
    </>
  );
};
