import { useState } from 'react';
import { describeFailure } from '#/api/core/sentences';
import { hasPrivacy, setPrivacy, useSpacesChanged } from '#/data/space-writes';
import { useWrite } from '#/data/useWrite';
import { withDescendants, type PlacedSpace } from '#/domain/spaces';
import { count } from '#/lib/text';
import { FormModal } from '#/ui/FormModal';
import { toast } from '#/ui/toast';
import { SpaceEffect } from './SpaceEffect';
import styles from './spaces.module.css';
import { useSpace } from './useSpace';
import { describePrivacy, privacyName } from './words';

/** Makes a space private or public, after saying who gains and who loses by it. */
export const PrivacyModal = ({ space, onClose }: { space: PlacedSpace; onClose: () => void }) => {
  const [before] = useState(space);
  const data = useSpace(before.projectUuid, before.uuid);
  const changed = useSpacesChanged();
  const to = before.privacy === 'private' ? 'public' : 'private';
  const isPrivate = to === 'private';
  const inside = withDescendants(before.uuid, data.placed).spaces;

  const { busy, problem, submit, checkIfSaved } = useWrite({
    work: () => setPrivacy(before, isPrivate),
    check: () => hasPrivacy(before, isPrivate),
    saved: async () => {
      await changed.spaces([before.projectUuid]);
      toast({ title: `Space made ${to}`, message: `${before.name} is now ${to}.` });
      onClose();
    },
    outdated: () => void changed.spaces([before.projectUuid]),
  });

  const failed = data.error ?? data.accessError;
  const isReading = data.may.readProjectAccess === true && !failed && !(data.model && data.everybody) && data.detail?.isNewer !== true;
  return (
    <FormModal title={`Make ${before.name} ${to}`} submitLabel={`Make ${to}`} problem={problem} onCheck={checkIfSaved} busy={busy} danger={isPrivate} onSubmit={submit} onClose={onClose}>
      <p>
        {privacyName(to)}: {describePrivacy(to).charAt(0).toLowerCase() + describePrivacy(to).slice(1)}
        {inside > 0 && ` This goes for the ${count(inside, 'space', 'spaces')} inside it as well.`}
      </p>
      {isReading && (
        <p className={styles.note} role="status">
          Reading who this concerns.
        </p>
      )}
      {failed && <p className={styles.warning}>Who this concerns could not be read. {describeFailure(failed).message}</p>}
      {data.may.readProjectAccess !== true && <p className={styles.note}>Who gains or loses by it only admins can see.</p>}
      <SpaceEffect snapshot={data.snapshot} model={data.model} everybody={data.everybody} spaceUuid={before.uuid} change={isPrivate ? MADE_PRIVATE : MADE_PUBLIC} />
    </FormModal>
  );
};

/** Constants, so that what they lead to is not computed anew with each rendering. */
const MADE_PRIVATE = { isPrivate: true };
const MADE_PUBLIC = { isPrivate: false };
