import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { adoptCredential, tokenWasForgotten } from '#/data/session';
import { safeNext } from '#/paths';
import { SignInForms } from './SignInForms';
import styles from './SignInPage.module.css';

/** `/sign-in?next=…`: afterwards one lands at the address that was asked for. */
export const SignInPage = ({ hasDemo }: { hasDemo: boolean }) => {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [forgotten] = useState(tokenWasForgotten);
  useEffect(() => {
    document.title = 'Sign in · Lightdash Console';
  }, []);
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <h1 className={styles.title}>Lightdash Console</h1>
        <p className={styles.lead}>Sign in with your Lightdash account.</p>
        {forgotten && (
          <p className={styles.why} role="status">
            You used an access token. It was kept in memory only, so the reload has dropped it: enter it again to go on.
          </p>
        )}
        <SignInForms
          hasDemo={hasDemo}
          startWith={forgotten ? 'token' : 'password'}
          onSignedIn={(tried) => {
            adoptCredential(queryClient, tried);
            void navigate(safeNext(search.get('next')), { replace: true });
          }}
        />
      </div>
    </main>
  );
};
