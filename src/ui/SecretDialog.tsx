import { useRef, useState } from 'react';
import { Button } from './Button';
import { Dialog } from './Dialog';
import { Field } from './Field';
import { Icon } from './icons';
import { usePending } from './pending';
import styles from './SecretDialog.module.css';

type SecretDialogProps = { title: string; secret: string; onClose: () => void };

/**
 * Shows a secret once. Until it is copied, every way out asks once more: closing, going elsewhere, closing the tab. The secret
 * lives in the state of whoever mounts this, and goes with it.
 */
export const SecretDialog = ({ title, secret, onClose }: SecretDialogProps) => {
  const [copied, setCopied] = useState(false);
  const [asked, setAsked] = useState(false);
  const [refused, setRefused] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  usePending(
    () => (copied ? 'nothing' : 'unsaved'),
    (held) => {
      held.reset();
      setAsked(true);
    },
  );

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      setRefused(false);
      setCopied(true);
    } catch {
      setRefused(true);
      field.current?.select();
    }
  };

  const isWarning = asked && !copied;

  return (
    <Dialog
      title={title}
      onClose={copied || asked ? onClose : () => setAsked(true)}
      footer={
        isWarning ? (
          <>
            <Button onClick={onClose}>Close without copying</Button>
            <Button look="primary" onClick={() => void copy()}>
              Copy token
            </Button>
          </>
        ) : (
          <Button look={copied ? 'primary' : 'plain'} onClick={copied ? onClose : () => setAsked(true)}>
            Done
          </Button>
        )
      }
    >
      <Field label="Token" hint="This is the only time it is shown. Keep it where you keep passwords.">
        {(control) => (
          <div className={styles.secret}>
            <input
              {...control}
              ref={field}
              readOnly
              type="text"
              autoComplete="off"
              spellCheck={false}
              data-autofocus
              value={secret}
              onFocus={(event) => event.target.select()}
              onCopy={() => setCopied(true)}
            />
            <Button look={copied ? 'plain' : 'primary'} onClick={() => void copy()}>
              Copy
            </Button>
          </div>
        )}
      </Field>
      <div className={styles.copied} role="status">
        {copied && (
          <>
            <Icon name="check" size={14} /> Copied
          </>
        )}
        {refused && !copied && 'The browser did not allow it. The token is selected: press Ctrl+C.'}
      </div>
      {isWarning && (
        <p className={styles.warning} role="alert">
          You have not copied the token. Once this is closed nobody can show it again.
        </p>
      )}
    </Dialog>
  );
};
