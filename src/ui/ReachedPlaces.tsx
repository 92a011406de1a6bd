import { useMemo, useState, type ReactNode } from 'react';
import type { PersonReach } from '../domain/access';
import type { AccessNames } from '../domain/access-names';
import { placeRows, type PlaceRow } from '../domain/access-rows';
import type { Subject } from '../domain/access-sentence';
import { AccessAnswer } from './AccessAnswer';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { PlaceTable } from './PlaceTable';

type ReachedPlacesProps = {
  subject: Subject;
  reach: PersonReach;
  names: AccessNames;
  organization: string;
  /** Whether all has been read: else what is missing may yet come, and is named. */
  isWhole: boolean;
  /** Whether there may be more that one may not see. */
  isPartial: boolean;
  rest: ReactNode;
  hrefOf: (row: PlaceRow) => string;
  /** Among other things on a page, instead of filling it. */
  fit?: boolean;
};

/** Everything that a person or a group reaches, on their own page; a row opens its whole path. */
export const ReachedPlaces = ({ subject, reach, names, organization, isWhole, isPartial, rest, hrefOf, fit = false }: ReachedPlacesProps) => {
  const [open, setOpen] = useState<string | null>(null);
  const rows = useMemo(() => placeRows(reach, names), [reach, names]);
  const row = rows.find(({ id }) => id === open);
  return (
    <>
      <PlaceTable who={subject.name} rows={rows} none={isWhole ? 'No project and no space' : 'Nothing so far'} isPartial={isPartial} hrefOf={hrefOf} onOpen={({ id }) => setOpen(id)} rest={rest} fit={fit} />
      {row && (
        <Dialog title={`${subject.name} in ${row.name}`} onClose={() => setOpen(null)} wide footer={<Button onClick={() => setOpen(null)}>Close</Button>}>
          <AccessAnswer answer={row.answer()} subject={subject} names={{ organization, project: row.inside || row.name, space: row.spaceUuid === null ? null : row.name }} />
        </Dialog>
      )}
    </>
  );
};
