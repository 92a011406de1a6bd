import { lazy, Suspense, useState } from 'react';
import { useConfig } from '#/data/config';
import { onDemand } from '#/ui/late';
import { Page } from '#/ui/Page';
import { useNow } from '#/ui/useNow';
import { AccountSection } from './AccountSection';
import { CredentialsSection } from './CredentialsSection';
import { DeleteSection } from './DeleteSection';
import { LINKED_ID, LinkedPlaceholder } from './LinkedFrame';
import { OrganizationsSection } from './OrganizationsSection';
import styles from './profile.module.css';
import type { OpenDialog } from './ProfileDialogs';
import { SectionNav } from './SectionNav';
import { SignInSection } from './SignInSection';
import { TokensSection } from './TokensSection';

const LinkedSection = lazy(async () => ({ default: (await import('./LinkedSection')).LinkedSection }));
const ProfileDialogs = onDemand(async () => (await import('./ProfileDialogs')).ProfileDialogs);

const SECTIONS = [
  { id: 'account', name: 'Account' },
  { id: 'sign-in', name: 'Sign-in' },
  { id: 'organizations', name: 'Organizations' },
  { id: LINKED_ID, name: 'Linked accounts' },
  { id: 'tokens', name: 'Access tokens' },
  { id: 'warehouse-credentials', name: 'Warehouse credentials' },
  { id: 'delete', name: 'Delete account' },
];

/** `/profile`: who one is, how one signs in, one's tokens and warehouse credentials, and the way out. */
export const ProfilePage = () => {
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const now = useNow();
  const { accounts } = useConfig();
  const sections = SECTIONS.filter(({ id }) => id !== LINKED_ID || accounts.length > 0);
  return (
    <Page>
      <div className={styles.page}>
        <SectionNav sections={sections} />
        <div className={styles.columns}>
          <AccountSection onDialog={setDialog} />
          <div className={styles.beside}>
            <SignInSection />
            <OrganizationsSection onDialog={setDialog} />
          </div>
          {accounts.length > 0 && (
            <Suspense fallback={<LinkedPlaceholder accounts={accounts} />}>
              <LinkedSection />
            </Suspense>
          )}
          <TokensSection now={now} onDialog={setDialog} />
          <CredentialsSection now={now} onDialog={setDialog} />
          <DeleteSection onDelete={() => setDialog({ kind: 'delete-account' })} />
        </div>
      </div>
      {dialog && <ProfileDialogs dialog={dialog} onClose={() => setDialog(null)} />}
    </Page>
  );
};
