import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '#/data/me';
import { adoptCredential, onCredentialDeath, onSignOutElsewhere, type trySignIn } from '#/data/session';
import { paths } from '#/paths';
import { toast } from '#/ui/toast';

const SessionDialog = lazy(() => import('./SessionDialog'));

type Tried = Awaited<ReturnType<typeof trySignIn>>;
type Question = { answer: (credential: Tried['credential'] | null) => void };

/**
 * Asks to sign in again when the credential dies while one works. The page stays mounted under the dialog, what is typed
 * stays, and the requests that were refused go out again with the new credential. Somebody else signing in starts afresh,
 * and is told so.
 */
export const SessionGate = () => {
  const { me } = useMe();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [question, setQuestion] = useState<Question | null>(null);

  useEffect(() => {
    onCredentialDeath(
      () =>
        new Promise((resolve) => {
          setQuestion({ answer: resolve });
        }),
      // Another tab of the same person was quicker.
      () => setQuestion(null),
    );
    return () => onCredentialDeath(null);
  }, []);

  useEffect(() => {
    onSignOutElsewhere(queryClient, async () => navigate(paths.signIn(), { replace: true }));
    return () => onSignOutElsewhere(queryClient, null);
  }, [queryClient, navigate]);

  if (!question) return null;

  const finish = (tried: Tried | null) => {
    setQuestion(null);
    if (!tried) {
      question.answer(null);
      // The page goes first: without its data it would ask for it again.
      void Promise.resolve(navigate(paths.signIn(location.pathname + location.search), { replace: true })).then(() => queryClient.clear());
      return;
    }
    const isSame = tried.me.userUuid === me.userUuid;
    // Another person must not finish what this one began.
    question.answer(isSame ? tried.credential : null);
    adoptCredential(queryClient, tried);
    if (isSame) return;
    const told = { title: `You are signed in as ${tried.me.name} now`, message: `What ${me.name} had begun was not sent.`, bad: true };
    void Promise.resolve(navigate(paths.home(), { replace: true })).then(() => toast(told));
  };

  return (
    <Suspense>
      <SessionDialog name={me.name} email={me.email} onDone={finish} />
    </Suspense>
  );
};
