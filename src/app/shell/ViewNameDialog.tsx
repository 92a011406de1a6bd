import { useState } from 'react';
import type { View } from '#/data/views';
import { fold } from '#/lib/text';
import { FormModal } from '#/ui/FormModal';
import { TextField } from '#/ui/TextField';
import { toast } from '#/ui/toast';

type ViewNameDialogProps = {
  /** Null for one that is made. */
  renamed: View | null;
  /** Whether a view of this list is called so. */
  isTaken: (name: string) => boolean;
  /** Out: whether the browser has kept it. */
  onKeep: (name: string) => boolean;
  onClose: () => void;
};

const LONGEST = 80;

/** Names a view, or names it anew. */
export const ViewNameDialog = ({ renamed, isTaken, onKeep, onClose }: ViewNameDialogProps) => {
  const [typed, setTyped] = useState(renamed?.name ?? '');
  const [isRefused, setRefused] = useState(false);
  const name = typed.trim();
  const replaces = isTaken(name) && fold(name) !== fold(renamed?.name ?? '');
  const submit = () => {
    if (!onKeep(name)) return setRefused(true);
    toast({ title: renamed ? 'View renamed' : 'View saved', message: `Open ${name} from Views or by the search.` });
    onClose();
  };
  return (
    <FormModal
      title={renamed ? `Rename ${renamed.name}` : 'Save this view'}
      submitLabel={replaces ? 'Replace' : renamed ? 'Rename' : 'Save'}
      write={{
        busy: false,
        problem: isRefused
          ? {
              title: 'Not saved',
              message: 'This browser keeps nothing for the console. Copy the link instead: it shows the same.',
              canRetry: true,
            }
          : null,
        submit,
      }}
      reason={name === '' ? 'Type a name first.' : name === renamed?.name ? 'Type another name first.' : undefined}
      onClose={onClose}
    >
      <TextField
        first
        label="Name"
        maxLength={LONGEST}
        value={typed}
        onChange={setTyped}
        hint={
          replaces
            ? 'Takes the place of the view of that name.'
            : 'Its search, filters and order stay in this browser, also after you sign out, until you delete it.'
        }
      />
    </FormModal>
  );
};
