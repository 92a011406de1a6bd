import { useState } from 'react';
import type { Credential } from '#/api/core/credentials';
import { describeFailure } from '#/api/core/sentences';
import { askHostAgain } from '#/data/host-session';
import type { trySignIn } from '#/data/session';
import { Button } from '#/ui/Button';
import { Dialog } from '#/ui/Dialog';
import { FailureAlert } from '#/ui/FailureAlert';
import type { Problem } from '#/ui/problem';
import { HOST_REFUSED } from '../host';

type HostDialogProps = { rejected: Credential; onDone: (tried: Awaited<ReturnType<typeof trySignIn>>) => void };

/** The question of the SessionGate below a host: it is asked once more. What was typed stays under the dialog. */
export const HostDialog = ({ rejected, onDone }: HostDialogProps) => {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const ask = async () => {
    setBusy(true);
    setProblem(null);
    try {
      const tried = await askHostAgain(rejected);
      if (tried) return onDone(tried);
      setProblem({ ...HOST_REFUSED, title: 'Not signed in yet' });
    } catch (error) {
      setProblem(describeFailure(error));
    }
    setBusy(false);
  };
  return (
    <Dialog
      title="The portal could not sign you in"
      footer={
        <Button look="primary" busy={busy} onClick={() => void ask()}>
          Try again
        </Button>
      }
    >
      <p>
        Your sign-in has ended, and the portal gave no other one that Lightdash accepts. Nothing you entered is lost.
      </p>
      {problem && <FailureAlert problem={problem} />}
    </Dialog>
  );
};
