import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Credential } from '#/api/core/credentials';
import { useMe } from '#/data/me';
import {
  adoptCredential,
  adoptOtherPerson,
  onCredentialDeath,
  onSignOutElsewhere,
  onOtherPerson,
  type trySignIn,
} from '#/data/session';
import { signInLink } from '#/features/sign-in/routes';
import { late } from '#/ui/late';
import { toast } from '#/ui/toast';

const SessionDialog = late(async () => (await import('./SessionDialog')).SessionDialog);
const HostDialog = late(async () => (await import('./HostDialog')).HostDialog);

type Tried = Awaited<ReturnType<typeof trySignIn>>;
type Question = { rejected: Credential; answer: (credential: Tried['credential'] | null) => void };

/**
 * Asks to sign in again when the credential dies while one works, or the host for another one. The page stays mounted under the
 * dialog, what is typed stays, and the requests that were refused go out again with the new credential. Another person who
 * signs in starts with an empty page, and a message says so.
 */
export const SessionGate = () => {
  const { me } = useMe();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const [question, setQuestion] = useState<Question | null>(null);

  useEffect(() => {
    onCredentialDeath(
      (rejected) =>
        new Promise((resolve) => {
          setQuestion({ rejected, answer: resolve });
        }),
      // Another tab of the same person was quicker.
      () => setQuestion(null),
    );
    return () => onCredentialDeath(null);
  }, []);

  useEffect(() => {
    onSignOutElsewhere(queryClient, async () => navigate(signInLink(), { replace: true }));
    return () => onSignOutElsewhere(queryClient, null);
  }, [queryClient, navigate]);

  useEffect(() => {
    onOtherPerson((now) => {
      const notice = {
        title: `You are signed in as ${now.name} now`,
        message: `What ${me.name} had begun was not sent.`,
        bad: true,
      };
      void Promise.resolve(navigate('/', { replace: true })).then(() => toast(notice));
    });
    return () => onOtherPerson(null);
  }, [me.name, navigate]);

  if (!question) return null;

  const finish = (tried: Tried | null) => {
    setQuestion(null);
    if (!tried) {
      question.answer(null);
      // The page goes first: without its data it would ask for it again.
      void Promise.resolve(navigate(signInLink(pathname + search), { replace: true })).then(() => queryClient.clear());
      return;
    }
    const isSame = tried.me.userUuid === me.userUuid;
    // Another person must not finish what this one began.
    question.answer(isSame ? tried.credential : null);
    (isSame ? adoptCredential : adoptOtherPerson)(queryClient, tried);
  };

  return (
    <Suspense>
      {me.credential === 'host' ? (
        <HostDialog rejected={question.rejected} onDone={finish} />
      ) : (
        <SessionDialog name={me.name} email={me.email} onDone={finish} />
      )}
    </Suspense>
  );
};
