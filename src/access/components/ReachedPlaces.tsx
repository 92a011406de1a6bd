import { useMemo, useState } from 'react';
import type { PersonReach } from '../rules';
import type { AccessNames } from '../words/names';
import { placeRows, type PlaceRow } from '../words/rows';
import type { Subject } from '../words/sentence';
import { AccessAnswer } from './AccessAnswer';
import { Button } from '#/ui/Button';
import { Dialog } from '#/ui/Dialog';
import { PlaceTable } from './PlaceTable';
import { ReadingBar, type ReadingBarProps } from '#/ui/ReadingBar';
import { UnreadRest, type UnreadRestProps } from '#/ui/UnreadRest';

type ReachedPlacesProps = {
  subject: Subject;
  /** Null before anything is known. */
  reach: PersonReach | null;
  /** What has been read of the organization, and what everything in it is called. */
  access: { me: { organizationName: string }; names: AccessNames; bar: ReadingBarProps; rest: UnreadRestProps };
  hrefOf: (row: PlaceRow) => string;
  /** Among other things on a page, instead of filling it. */
  fit?: boolean;
};

/** Everything that a person or a group reaches, on their own page, and how far it has been read; a row opens its whole path. */
export const ReachedPlaces = ({ subject, reach, access, hrefOf, fit = false }: ReachedPlacesProps) => {
  const { me, names, bar, rest } = access;
  const [open, setOpen] = useState<string | null>(null);
  const rows = useMemo(() => reach && placeRows(reach, names), [reach, names]);
  const row = rows?.find(({ id }) => id === open);
  const isWhole = bar.reading.state === 'done' && bar.reading.failed === 0;
  return (
    <>
      <ReadingBar {...bar} />
      {rows && (
        <PlaceTable
          who={subject.name}
          rows={rows}
          none={isWhole ? 'No project and no space' : 'Nothing so far'}
          isPartial={bar.partial !== null}
          hrefOf={hrefOf}
          onOpen={({ id }) => setOpen(id)}
          rest={<UnreadRest {...rest} />}
          fit={fit}
        />
      )}
      {row && (
        <Dialog
          title={`${subject.name} in ${row.name}`}
          onClose={() => setOpen(null)}
          wide
          footer={<Button onClick={() => setOpen(null)}>Close</Button>}
        >
          <AccessAnswer
            answer={row.answer()}
            subject={subject}
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
