import { useMemo, useState } from 'react';
import { hasPrivacy, useSetPrivacy } from '#/data/space-writes';
import { useSpaces } from '#/data/spaces';
import { useWrite } from '#/data/useWrite';
import { type AccessChange, AccessPreview, useAccessPreview } from '#/access';
import { placeSpaces, privacyName, withDescendants, type PlacedSpace } from '#/domain/spaces';
import { count } from '#/lib/text';
import { FormModal } from '#/ui/FormModal';
import { toast } from '#/ui/toast';
import { describePrivacy } from './words';

/** Makes a space private or public, after saying who gains and who loses by it. */
export const PrivacyModal = ({ space, onClose }: { space: PlacedSpace; onClose: () => void }) => {
  const [before] = useState(space);
  const { projectUuid, uuid: spaceUuid } = before;
  const { data: listed } = useSpaces(projectUuid);
  const setPrivacy = useSetPrivacy(before);
  const to = before.privacy === 'private' ? 'public' : 'private';
  const isPrivate = to === 'private';
  const inside = withDescendants(
    spaceUuid,
    placeSpaces(listed ?? [], [{ uuid: projectUuid, name: before.projectName }]),
  ).spaces;
  const changes = useMemo<AccessChange[]>(
    () => [{ kind: 'spacePrivacy', spaceUuid, isPrivate }],
    [spaceUuid, isPrivate],
  );
  const preview = useAccessPreview(changes, { projectUuid, spaceUuid });

  const write = useWrite({
    work: () => setPrivacy(isPrivate),
    check: () => hasPrivacy(before, isPrivate),
    saved: () => {
      toast({ title: `Space made ${to}`, message: `${before.name} is now ${to}.` });
      onClose();
    },
  });

  return (
    <FormModal
      title={`Make ${before.name} ${to}`}
      submitLabel={`Make ${to}`}
      write={write}
      danger={isPrivate}
      onClose={onClose}
    >
      <p>
        {privacyName(to)}: {describePrivacy(to).charAt(0).toLowerCase() + describePrivacy(to).slice(1)}
        {inside > 0 && ` This goes for the ${count(inside, 'space', 'spaces')} inside it as well.`}
      </p>
      <AccessPreview about={{ spaceUuid }} {...preview} />
    </FormModal>
  );
};
