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

/** A text as one can type what one sees of it: double and unbreakable spaces look like one. */
const typable = (text: string) => text.normalize().replaceAll(/\s+/g, ' ').trim().toLowerCase();

/** What is typed for a name that is empty: with nothing to type, nothing would be confirmed. */
const NAMELESS = 'Without a name';

/** Asks before something is lost: says what, and for what cannot be undone has its name typed. The only red button. */
export const ConfirmModal = ({ title, children, confirmLabel, type, reason, ...rest }: ConfirmModalProps) => {
  const [typed, setTyped] = useState('');
  const wanted = type && (typable(type.text) === '' ? NAMELESS : type.text);
  const matches = wanted === undefined || typable(typed) === typable(wanted);
  return (
    <FormModal
      title={title}
      submitLabel={confirmLabel}
      danger
      reason={reason ?? (matches || !type ? undefined : `Type the ${type.what} first.`)}
      {...rest}
    >
      {children}
      {type && (
        <TextField
          label={`Type the ${type.what} to confirm`}
          hint={<bdi>{wanted}</bdi>}
          first
          spellCheck={false}
          value={typed}
          onChange={setTyped}
        />
      )}
    </FormModal>
  );
};
