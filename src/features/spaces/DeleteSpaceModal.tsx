import { useMemo, useState } from 'react';
import { describeFailure } from '#/api/core/sentences';
import { useHealth } from '#/data/health';
import { isSpaceGone, useDeleteImpact, useDeleteSpace } from '#/data/space-writes';
import { useSpace, useSpaces } from '#/data/spaces';
import { useWrite } from '#/data/useWrite';
import {
  accessOrigin,
  hasOwnInheritance,
  peopleGranted,
  placeSpaces,
  withDescendants,
  type PlacedSpace,
} from '#/domain/spaces';
import { once } from '#/lib/memo';
import { count, grouped } from '#/lib/text';
import { ConfirmModal } from '#/ui/ConfirmModal';
import lists from '#/ui/FactList.module.css';
import { toast } from '#/ui/toast';
import { deletedInWords, spacesInWords, uncounted, undoInWords } from './deletion';
import { grantsInWords, originName } from './words';

/** The grants that go with a space, counted: an item of the list of what is lost. Read when the dialog opens. */
const GrantsGone = ({ space }: { space: PlacedSpace }) => {
  const { projectUuid, uuid } = space;
  const detail = useSpace(projectUuid, uuid, { staleTime: 0 });
  const listed = useSpaces(projectUuid);
  if (accessOrigin(space, space.ancestors).kind === 'top')
    return <li>No grants: its access comes {originName(space).replace(/^From/, 'from')}, whose grants stay</li>;
  const people = peopleGranted(listed.data?.find((each) => each.uuid === uuid) ?? space);
  // Where spaces inherit, the list does not tell grants from those whom they reach.
  if (detail.data && hasOwnInheritance(space))
    return (
      <li>All grants on it{detail.data.groupGrants.length > 0 && `, ${groups(detail.data.groupGrants.length)}`}</li>
    );
  if (detail.data) return <li>{grantsInWords(people, detail.data.groupGrants.length)}</li>;
  return (
    <li className={lists.reading}>
      {detail.isError ? 'All grants on it; how many could not be read' : 'All grants on it. Reading how many'}
    </li>
  );
};

const groups = (many: number): string => `${grouped(many)} of them to groups`;

type DeleteSpaceModalProps = { space: PlacedSpace; onClose: () => void; onDeleted?: (() => void) | undefined };

/** Deletes a space, after saying all that goes with it and having its name typed: the server itself does not ask. */
export const DeleteSpaceModal = ({ space, onClose, onDeleted }: DeleteSpaceModalProps) => {
  const [before] = useState(space);
  // Its page is left once: before it is read again, or when it was gone or is found gone.
  const [leave] = useState(() => once(() => onDeleted?.()));
  const remove = useDeleteSpace(before, leave);
  // Read anew when the dialog opens: what others put into the space meanwhile goes too.
  const listed = useSpaces(before.projectUuid, { staleTime: 0 });
  // Where the server says it itself, also of spaces inside that are not shown to the person.
  const impact = useDeleteImpact(before, hasOwnInheritance(before));
  const unread = uncounted(impact, listed);
  const health = useHealth();
  const gone = useMemo(
    () =>
      impact.data
        ? {
            spaces: impact.data.spaces.filter(({ uuid }) => uuid !== before.uuid).length,
            charts: impact.data.chartCount,
            dashboards: impact.data.dashboardCount,
            apps: impact.data.appCount ?? 0,
          }
        : {
            ...withDescendants(
              before.uuid,
              placeSpaces(listed.data ?? [before], [{ uuid: before.projectUuid, name: before.projectName }]),
            ),
            apps: 0,
          },
    [impact.data, listed.data, before],
  );
  const write = useWrite({
    work: remove,
    check: () => isSpaceGone(before),
    saved: () => {
      leave();
      toast({ title: 'Space deleted', message: deletedInWords(before.name, health.data) });
      onClose();
    },
  });
  return (
    <ConfirmModal
      title={`Delete ${before.name}`}
      confirmLabel="Delete space"
      type={{ text: before.name, what: 'name of the space' }}
      write={write}
      reason={listed.isFetching || impact.isFetching ? 'Counting what goes with it.' : undefined}
      onClose={onClose}
    >
      <p>{undoInWords(health.data, health.isError)}With the space go:</p>
      <ul className={lists.facts}>
        <li>{count(gone.charts, 'chart', 'charts')}</li>
        <li>{count(gone.dashboards, 'dashboard', 'dashboards')}</li>
        {gone.apps > 0 && <li>{count(gone.apps, 'data app', 'data apps')}</li>}
        <li>{spacesInWords(gone.spaces, impact.data !== undefined)}</li>
        <li>Scheduled deliveries of these charts and dashboards</li>
        <GrantsGone space={before} />
      </ul>
      {unread !== null && (
        <p className={lists.reading}>
          There may be more in it: what is in it now could not be read in full. {describeFailure(unread).message}
        </p>
      )}
    </ConfirmModal>
  );
};
