import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useConfig } from '#/data/config';
import { leaveToSignIn } from '#/data/oauth';
import { adoptCredential, forgottenCredential } from '#/data/session';
import { safeNext } from '#/lib/address';
import { signIn } from './routes';
import { SignInForms } from './SignInForms';
import styles from './SignInPage.module.css';

const FORGOTTEN = {
  token: 'Your access token was kept in memory only, and the reload dropped it. Enter it again to go on.',
  oauth: 'Your sign-in at Lightdash was kept in memory only, and the reload dropped it. Sign in there again to go on.',
} as const;

/** `/sign-in?next=…`: afterwards one lands at the address that was asked for. */
export const SignInPage = () => {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [forgotten] = useState(forgottenCredential);
  const { oauth, backend } = useConfig();
  const next = safeNext(search.get('next'));
  useEffect(() => {
    document.title = `${signIn.title} · Lightdash Console`;
  }, []);
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <h1 className={styles.title}>Lightdash Console</h1>
        <p className={styles.lead}>Sign in with your Lightdash account.</p>
        {forgotten && (
          <p className={styles.why} role="status">
            {FORGOTTEN[forgotten]}
          </p>
        )}
        <SignInForms
          hasDemo={backend === 'sandbox'}
          startWith={forgotten === 'token' ? 'token' : 'password'}
          onLeave={oauth ? () => leaveToSignIn(oauth, { for: 'lightdash' }, next, null) : undefined}
          onSignedIn={(tried) => {
            adoptCredential(queryClient, tried);
            void navigate(next, { replace: true });
          }}
        />
      </div>
    </main>
  );
};
