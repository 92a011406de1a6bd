import { useId, type FormEvent, type ReactNode } from 'react';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { FailureAlert } from './FailureAlert';
import type { Problem } from './problem';

/** A change as a dialog shows it; useWrite in data makes one. */
export type Write = {
  busy: boolean;
  /** Required, so that no form forgets to show why it failed. The input stays as it is. */
  problem: Problem | null;
  submit: () => void;
  /** Finds out what became of a change whose answer was lost; null while there is none. */
  checkIfSaved?: (() => void) | null;
};

type FormModalProps = {
  title: string;
  children: ReactNode;
  submitLabel: string;
  write: Write;
  /** Why it cannot be submitted yet. */
  reason?: string | undefined;
  /** What is typed into such a form only confirms: it may be lost without a question. */
  danger?: boolean;
  onClose: () => void;
};

/** A form in a dialog: up to six fields, one confirming button, its failure in place. Red only when `danger`. */
export const FormModal = (props: FormModalProps) => {
  const { title, children, submitLabel, write, danger = false, onClose } = props;
  const { busy, problem, checkIfSaved } = write;
  const reason = checkIfSaved && !busy ? 'Check first whether it was saved.' : props.reason;
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && reason === undefined) write.submit();
  };
  return (
    <Dialog
      title={title}
      onClose={busy ? undefined : onClose}
      keepsInput={!danger}
      sending={busy}
      footer={
        <>
          <Button onClick={onClose} reason={busy ? 'Wait for the answer first.' : undefined}>
            Cancel
          </Button>
          <Button type="submit" form={id} look={danger ? 'danger' : 'primary'} busy={busy} reason={reason}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={submit} noValidate style={{ display: 'contents' }}>
        {children}
      </form>
      {problem && (
        <FailureAlert problem={problem} action={checkIfSaved && <Button onClick={checkIfSaved}>Check</Button>} />
      )}
    </Dialog>
  );
};
