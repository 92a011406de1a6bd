import { useMemo, useState } from 'react';
import { useMe } from '#/data/me';
import { hasClosed, useSetClosed } from '#/data/space-writes';
import { useSpaces } from '#/data/spaces';
import { useWrite } from '#/data/useWrite';
import { type AccessChange, AccessPreview, useAccessPreview } from '#/access';
import { hasOwnInheritance, isClosed, isNested, placeSpaces, withDescendants, type PlacedSpace } from '#/domain/spaces';
import { count } from '#/lib/text';
import { FormModal } from '#/ui/FormModal';
import { closeWithToast } from '#/ui/toast';
import { CopiedGrants } from './CopiedGrants';
import { describePrivacy, inheritanceWords } from './words';

/** Closes or opens a space, at the top private or public, after saying who gains and who loses by it and what it copies. */
export const PrivacyModal = ({ space, onClose }: { space: PlacedSpace; onClose: () => void }) => {
  const { me } = useMe();
  const [before] = useState(space);
  const { projectUuid, uuid: spaceUuid } = before;
  const { data: listed } = useSpaces(projectUuid);
  const setClosed = useSetClosed(before);
  const closes = !isClosed(before);
  const words = inheritanceWords(before);
  const inside = withDescendants(
    spaceUuid,
    placeSpaces(listed ?? [], [{ uuid: projectUuid, name: before.projectName }]),
  ).spaces;
  const change = useMemo(
    () => ({ kind: 'spacePrivacy' as const, spaceUuid, isPrivate: closes, by: me.userUuid }),
    [spaceUuid, closes, me.userUuid],
  );
  const changes = useMemo<AccessChange[]>(() => [change], [change]);
  const preview = useAccessPreview(changes, { projectUuid, spaceUuid });

  const write = useWrite({
    work: () => setClosed(closes),
    check: () => hasClosed(before, closes),
    saved: closeWithToast(onClose, { title: words.saved, message: words.savedAs }),
  });
  const parent = before.ancestors.at(-1)?.name ?? 'the space above';

  return (
    <FormModal title={words.title} submitLabel={words.submit} write={write} danger={closes} onClose={onClose}>
      {isNested(before) ? (
        <p>
          {closes ? (
            <>
              What is granted on <bdi>{parent}</bdi> and above no longer counts here by itself, nor does a role in the
              project.
            </>
          ) : (
            <>
              Whoever has access to <bdi>{parent}</bdi> gets it here too. The grants on this space stay, and count
              beside those above.
            </>
          )}
        </p>
      ) : (
        <p>
          {describePrivacy(closes ? 'private' : 'public', (before.everybody ?? null) !== null)}
          {inside > 0 &&
            (hasOwnInheritance(before)
              ? ` This goes for the spaces inside it that take their access from it as well.`
              : ` This goes for the ${count(inside, 'space', 'spaces')} inside it as well.`)}
        </p>
      )}
      {hasOwnInheritance(before) && closes && (
        <CopiedGrants
          change={change}
          snapshot={preview.preview && preview.before}
          isNested={isNested(before)}
          isRefused={preview.isRefused}
          names={preview.names}
        />
      )}
      <AccessPreview about={{ spaceUuid }} {...preview} />
    </FormModal>
  );
};
