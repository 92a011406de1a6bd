import { useState } from 'react';
import { isNamed, useRenameSpace } from '#/data/space-writes';
import { useWrite } from '#/data/useWrite';
import type { PlacedSpace } from '#/domain/spaces';
import { FormModal } from '#/ui/FormModal';
import { TextField } from '#/ui/TextField';
import { closeWithToast } from '#/ui/toast';

/** Renames a space. */
export const RenameSpaceModal = ({ space, onClose }: { space: PlacedSpace; onClose: () => void }) => {
  // What was on the screen when the dialog opened: the list behind it may be read again.
  const [before] = useState(space);
  const rename = useRenameSpace(before);
  const [name, setName] = useState(space.name);
  const to = name.trim();
  const write = useWrite({
    work: () => rename(to),
    check: () => isNamed(before, to),
    saved: closeWithToast(onClose, { title: 'Space renamed', message: `It is now called “${to}”.` }),
  });
  return (
    <FormModal
      title={`Rename ${before.name}`}
      submitLabel="Rename"
      write={write}
      reason={to === '' ? 'Give it a name first.' : to === before.name ? 'Type another name first.' : undefined}
      onClose={onClose}
    >
      <TextField
        label="Name"
        hint="Links to the space stay as they are."
        first
        value={name}
        onFocus={(event) => event.target.select()}
        onChange={setName}
      />
    </FormModal>
  );
};
