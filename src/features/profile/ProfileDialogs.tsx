import type { JoinableOrganization } from '#/data/profile';
import type { Token } from '#/domain/tokens';
import type { WarehouseCredentials } from '#/domain/warehouses';
import { AssignModal } from './AssignModal';
import { CreateTokenModal } from './CreateTokenModal';
import { CredentialsModal } from './CredentialsModal';
import { DeleteAccountModal } from './DeleteAccountModal';
import { DeleteCredentialsModal } from './DeleteCredentialsModal';
import { DeleteTokenModal } from './DeleteTokenModal';
import { EditProfileModal } from './EditProfileModal';
import { JoinModal } from './JoinModal';
import { RotateTokenModal } from './RotateTokenModal';
import { VerifyEmailModal } from './VerifyEmailModal';

/** Which dialog is open, and about what. */
export type OpenDialog =
  | { kind: 'edit' | 'verify' | 'create-token' | 'delete-account' }
  | { kind: 'rotate-token' | 'delete-token'; token: Token }
  | { kind: 'credentials'; present: WarehouseCredentials | null }
  | { kind: 'assign'; credentials: WarehouseCredentials; usedIn: readonly string[] }
  | { kind: 'delete-credentials'; credentials: WarehouseCredentials; usedIn: readonly string[]; isWhole: boolean }
  | { kind: 'join'; organization: JoinableOrganization };

export type OnDialog = (dialog: OpenDialog) => void;

/** The dialogs of the profile, loaded together when the first is opened. */
export const ProfileDialogs = ({ dialog, onClose }: { dialog: OpenDialog; onClose: () => void }) => {
  switch (dialog.kind) {
    case 'edit':
      return <EditProfileModal onClose={onClose} />;
    case 'verify':
      return <VerifyEmailModal onClose={onClose} />;
    case 'create-token':
      return <CreateTokenModal onClose={onClose} />;
    case 'rotate-token':
      return <RotateTokenModal token={dialog.token} onClose={onClose} />;
    case 'delete-token':
      return <DeleteTokenModal token={dialog.token} onClose={onClose} />;
    case 'credentials':
      return <CredentialsModal present={dialog.present} onClose={onClose} />;
    case 'assign':
      return <AssignModal credentials={dialog.credentials} usedIn={dialog.usedIn} onClose={onClose} />;
    case 'delete-credentials':
      return (
        <DeleteCredentialsModal
          credentials={dialog.credentials}
          usedIn={dialog.usedIn}
          isWhole={dialog.isWhole}
          onClose={onClose}
        />
      );
    case 'join':
      return <JoinModal organization={dialog.organization} onClose={onClose} />;
    case 'delete-account':
      return <DeleteAccountModal onClose={onClose} />;
  }
};
