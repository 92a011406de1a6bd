import { useMemo, useState } from 'react';
import { AccessAnswer, type PlaceRow, placeRows, PlaceTable, useOrganizationAccess } from '#/access';
import { useNavigate } from 'react-router';
import { accessLink } from '#/features/access/routes';
import { Button } from '#/ui/Button';
import { Dialog } from '#/ui/Dialog';
import { ReadingBar } from '#/ui/ReadingBar';
import { TableSkeleton } from '#/ui/TableSkeleton';
import { UnreadRest } from '#/ui/UnreadRest';

type ReachProps = {
  who: { kind: 'person' | 'group'; uuid: string; name: string };
  /** Among other things on a page, instead of filling it. */
  fit?: boolean;
  /** On a page of its own: a row leads to the question about that place alone, instead of a dialog that answers it. */
  isPage?: boolean;
};

const SKELETON = [{ header: 'Project or space' }, { header: 'Project' }, { header: 'Can' }, { header: 'Because of' }];

/**
 * Everything that a person reaches, or that a group by itself gives its members, computed from the whole organization, which is
 * read for it. A row opens its whole path.
 */
export const Reach = ({ who, fit = false, isPage = false }: ReachProps) => {
  const navigate = useNavigate();
  const { me, model, names, bar, rest, error } = useOrganizationAccess();
  const { kind, uuid, name } = who;
  const [open, setOpen] = useState<string | null>(null);
  const rows = useMemo(
    () => model && placeRows(kind === 'person' ? model.reachOf(uuid) : model.reachOfGroup(uuid), names),
    [model, kind, uuid, names],
  );
  const row = rows?.find(({ id }) => id === open);
  const isWhole = bar.reading.state === 'done' && bar.reading.failed === 0;
  const hrefOf = ({ projectUuid, spaceUuid }: PlaceRow) =>
    accessLink({ [kind]: uuid, project: projectUuid, ...(spaceUuid !== null && { space: spaceUuid }) });
  return (
    <>
      <ReadingBar {...bar} />
      {!fit && !rows && !error && <TableSkeleton label="Everything they reach" headers={SKELETON} narrow={false} />}
      {rows && (
        <PlaceTable
          who={name}
          rows={rows}
          none={
            isWhole
              ? isPage
                ? `${name} reaches no project and no space`
                : 'No project and no space'
              : 'Nothing so far'
          }
          isPartial={bar.partial !== null}
          hrefOf={hrefOf}
          onOpen={(chosen) => (isPage ? void navigate(hrefOf(chosen)) : setOpen(chosen.id))}
          rest={<UnreadRest {...rest} />}
          fit={fit}
        />
      )}
      {row && (
        <Dialog
          title={`${name} in ${row.name}`}
          onClose={() => setOpen(null)}
          wide
          footer={<Button onClick={() => setOpen(null)}>Close</Button>}
        >
          <AccessAnswer
            answer={row.answer()}
            subject={{ kind, name }}
            names={{
              organization: me.organizationName,
              project: row.inside || row.name,
              space: row.spaceUuid === null ? null : row.name,
            }}
          />
        </Dialog>
      )}
    </>
  );
};
