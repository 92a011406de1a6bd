import { useEffect, useRef, useState } from 'react';
import { describeFailure } from '#/api/core/sentences';
import { useEmailState, useSendEmailCode, useTryEmailCode } from '#/data/profile';
import { useHealth } from '#/data/health';
import { useWrite } from '#/data/useWrite';
import { cleanCode, explainWrongCode, isCodeOpen } from '#/domain/verification';
import { exactDate, relativeDate } from '#/lib/dates';
import { Button } from '#/ui/Button';
import { FormModal } from '#/ui/FormModal';
import { TextField } from '#/ui/TextField';
import { toast } from '#/ui/toast';
import styles from './dialogs.module.css';

const NO_MAIL = 'This server sends no e-mail, so no code can arrive. Its operator can set up a mail server.';

/** Verifies one's own address: has a code sent, and takes it. A wrong code is an answer, not a failure. */
export const VerifyEmailModal = ({ onClose }: { onClose: () => void }) => {
  const { data: state, error, refetch } = useEmailState();
  const sendsMail = useHealth().data?.hasEmailClient !== false;
  const sendCode = useSendEmailCode();
  const tryCode = useTryEmailCode();
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState<string | null>(null);
  const [now, setNow] = useState(Date.now);
  const code = cleanCode(typed);
  const isOpen = isCodeOpen(state?.code ?? null, now);
  const field = useRef<HTMLInputElement>(null);

  // The field comes with the code, long after the dialog took the focus.
  useEffect(() => {
    if (isOpen) field.current?.focus();
  }, [isOpen]);

  const sending = useWrite({
    work: async () => {
      setRefused(null);
      setTyped('');
      await sendCode();
      setNow(Date.now());
    },
    // A code whose answer was lost may be on its way: the state tells.
    check: async () => isCodeOpen((await refetch({ throwOnError: true })).data?.code ?? null, Date.now()),
    saved: () => field.current?.focus(),
  });

  const trying = useWrite({
    work: async () => {
      const after = await tryCode(code);
      setRefused(after.isVerified ? null : explainWrongCode(after));
      setNow(Date.now());
      if (!after.isVerified) return;
      toast({ title: 'E-mail address verified' });
      onClose();
    },
    saved: () => undefined,
  });

  const busy = sending.busy || trying.busy;
  const address = <bdi>{state?.email}</bdi>;

  return (
    <FormModal
      title="Verify your e-mail address"
      submitLabel={isOpen ? 'Verify' : 'Send a code'}
      write={{
        busy,
        problem: sending.problem ?? trying.problem ?? (error && describeFailure(error)),
        submit: isOpen ? trying.submit : sending.submit,
        checkIfSaved: sending.checkIfSaved,
      }}
      reason={isOpen ? (code === '' ? 'Enter the code first.' : undefined) : sendsMail ? undefined : NO_MAIL}
      onClose={onClose}
    >
      {isOpen && state?.code ? (
        <>
          <p>
            {sendsMail ? 'A code was sent to' : 'A code was made, though this server sends no e-mail, for'} {address}{' '}
            {relativeDate(state.code.sentAt, now)}. It is good until {exactDate(state.code.expiresAt)}.
          </p>
          <TextField
            label="Code from the e-mail"
            error={refused}
            ref={field}
            first
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={20}
            value={typed}
            onChange={setTyped}
          />
          <Button
            className={styles.again}
            reason={busy ? 'Wait for the answer first.' : sendsMail ? undefined : NO_MAIL}
            onClick={sending.submit}
          >
            Send a new code
          </Button>
        </>
      ) : (
        <>
          {refused && (
            <p className={styles.warning} role="alert">
              {refused}
            </p>
          )}
          <p>{sendsMail ? <>Lightdash sends a code to {address}. It is valid for 15 minutes.</> : NO_MAIL}</p>
        </>
      )}
    </FormModal>
  );
};
