import { useState, type ReactNode } from 'react';
import { FormModal, type Write } from './FormModal';
import { TextField } from './TextField';

type ConfirmModalProps = {
  title: string;
  /** What will be lost. */
  children: ReactNode;
  confirmLabel: string;
  /** What has to be typed first, and what it is called: "e-mail address". Absent for losses that can be made good. */
  type?: { text: string; what: string };
  write: Write;
  reason?: string | undefined;
  onClose: () => void;
};

const same = (a: string, b: string) => a.trim().normalize().toLowerCase() === b.trim().normalize().toLowerCase();

/** Asks before something is lost: says what, and for what cannot be undone has its name typed. The only red button. */
export const ConfirmModal = ({ title, children, confirmLabel, type, reason, ...rest }: ConfirmModalProps) => {
  const [typed, setTyped] = useState('');
  const matches = !type || same(typed, type.text);
  return (
    <FormModal
      title={title}
      submitLabel={confirmLabel}
      danger
      reason={reason ?? (matches ? undefined : `Type the ${type.what} first.`)}
      {...rest}
    >
      {children}
      {type && (
        <TextField
          label={`Type the ${type.what} to confirm`}
          hint={<bdi>{type.text}</bdi>}
          first
          spellCheck={false}
          value={typed}
          onChange={setTyped}
        />
      )}
    </FormModal>
  );
};
