import { lazy, Suspense, useState } from 'react';
import { useConfig } from '#/data/config';
import { Page } from '#/ui/Page';
import { AccountSection } from './AccountSection';
import { CredentialsSection } from './CredentialsSection';
import { DeleteSection } from './DeleteSection';
import { LinkedPlaceholder } from './LinkedFrame';
import { OrganizationsSection } from './OrganizationsSection';
import styles from './profile.module.css';
import type { OpenDialog } from './ProfileDialogs';
import { SignInSection } from './SignInSection';
import { TokensSection } from './TokensSection';

const LinkedSection = lazy(() => import('./LinkedSection'));
const ProfileDialogs = lazy(() => import('./ProfileDialogs'));

/** `/profile`: who one is, how one signs in, one's tokens and warehouse credentials, and the way out. */
export const ProfilePage = () => {
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const [now] = useState(Date.now);
  const { accounts } = useConfig();
  return (
    <Page>
      <div className={styles.columns}>
        <AccountSection onDialog={setDialog} />
        <SignInSection />
        {accounts.length > 0 && (
          <Suspense fallback={<LinkedPlaceholder accounts={accounts} />}>
            <LinkedSection />
          </Suspense>
        )}
        <TokensSection now={now} onDialog={setDialog} />
        <CredentialsSection now={now} onDialog={setDialog} />
        <OrganizationsSection onDialog={setDialog} />
        <DeleteSection onDelete={() => setDialog({ kind: 'delete-account' })} />
      </div>
      {dialog && (
        <Suspense>
          <ProfileDialogs dialog={dialog} onClose={() => setDialog(null)} />
        </Suspense>
      )}
    </Page>
  );
};
