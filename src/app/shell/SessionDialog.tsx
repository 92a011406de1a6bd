import { useConfig } from '#/data/config';
import type { trySignIn } from '#/data/session';
import { signInLink } from '#/features/sign-in/routes';
import { SignInForms } from '#/features/sign-in/SignInForms';
import { Button } from '#/ui/Button';
import { Dialog } from '#/ui/Dialog';

type Tried = Awaited<ReturnType<typeof trySignIn>>;

/** The question of the SessionGate: sign in again here, or leave the page. */
export const SessionDialog = ({
  name,
  email,
  onDone,
}: {
  name: string;
  email: string;
  onDone: (tried: Tried | null) => void;
}) => {
  const { backend, oauth } = useConfig();
  return (
    <Dialog title="Your sign-in has ended" footer={<Button onClick={() => onDone(null)}>Leave this page</Button>}>
      <p>
        Sign in again as <bdi>{name}</bdi> to go on where you were. Nothing you entered is lost.
      </p>
      {oauth && (
        <p>
          You can also{' '}
          <a href={signInLink()} target="_blank" rel="noreferrer">
            sign in at Lightdash in a new tab
          </a>
          : this one goes on as soon as you have.
        </p>
      )}
      <SignInForms hasDemo={backend === 'sandbox'} email={email} onSignedIn={onDone} />
    </Dialog>
  );
};
