import { AssignModal } from './AssignModal';
import { CreateTokenModal } from './CreateTokenModal';
import { CredentialsModal } from './CredentialsModal';
import { DeleteAccountModal } from './DeleteAccountModal';
import { DeleteCredentialsModal } from './DeleteCredentialsModal';
import { DeleteTokenModal } from './DeleteTokenModal';
import { EditProfileModal } from './EditProfileModal';
import { JoinModal } from './JoinModal';
import type { OpenDialog } from './ProfilePage';
import { RotateTokenModal } from './RotateTokenModal';
import { VerifyEmailModal } from './VerifyEmailModal';

/** The dialogs of the profile, loaded together when the first is opened. */
const ProfileDialogs = ({ dialog, onClose }: { dialog: OpenDialog; onClose: () => void }) => {
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
      return <DeleteCredentialsModal credentials={dialog.credentials} usedIn={dialog.usedIn} onClose={onClose} />;
    case 'join':
      return <JoinModal organization={dialog.organization} onClose={onClose} />;
    case 'delete-account':
      return <DeleteAccountModal onClose={onClose} />;
  }
};

export default ProfileDialogs;
