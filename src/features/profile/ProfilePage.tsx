import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';
import { useConfig } from '#/data/config';
import type { JoinableOrganization } from '#/data/profile';
import type { Token } from '#/domain/tokens';
import type { WarehouseCredentials } from '#/domain/warehouses';
import { Page } from '#/ui/Page';
import { AccountSection } from './AccountSection';
import { CredentialsSection } from './CredentialsSection';
import { DeleteSection } from './DeleteSection';
import { LinkedPlaceholder } from './LinkedFrame';
import { OrganizationsSection } from './OrganizationsSection';
import styles from './profile.module.css';
import { SignInSection } from './SignInSection';
import { TokensSection } from './TokensSection';

const LinkedSection = lazy(() => import('./LinkedSection'));
const ProfileDialogs = lazy(() => import('./ProfileDialogs'));

/** Which dialog is open, and about what. */
export type OpenDialog =
  | { kind: 'edit' | 'verify' | 'create-token' | 'delete-account' }
  | { kind: 'rotate-token' | 'delete-token'; token: Token }
  | { kind: 'credentials'; present: WarehouseCredentials | null }
  | { kind: 'assign' | 'delete-credentials'; credentials: WarehouseCredentials; usedIn: readonly string[] }
  | { kind: 'join'; organization: JoinableOrganization };

export type OnDialog = (dialog: OpenDialog) => void;

/** `/profile`: who one is, how one signs in, one's tokens and warehouse credentials, and the way out. */
export const ProfilePage = () => {
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const narrow = useMediaQuery('(max-width: 900px)', false, { getInitialValueInEffect: false });
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
        <TokensSection narrow={narrow} now={now} onDialog={setDialog} />
        <CredentialsSection narrow={narrow} now={now} onDialog={setDialog} />
        <OrganizationsSection onDialog={setDialog} />
        <DeleteSection onDialog={setDialog} />
      </div>
      {dialog && (
        <Suspense>
          <ProfileDialogs dialog={dialog} onClose={() => setDialog(null)} />
        </Suspense>
      )}
    </Page>
  );
};
