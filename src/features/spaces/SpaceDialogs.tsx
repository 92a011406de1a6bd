import type { AccessSnapshot, SpaceRole } from '#/access';
import type { PlacedSpace } from '#/domain/spaces';
import { CreateSpaceModal } from './CreateSpaceModal';
import { DeleteSpaceModal } from './DeleteSpaceModal';
import { GrantSpacesDialog } from './GrantSpacesDialog';
import { MembersGrantModal } from './MembersGrantModal';
import { PrivacyModal } from './PrivacyModal';
import { RenameSpaceModal } from './RenameSpaceModal';

/** Which dialog about whole spaces is open, and for which. */
export type SpaceDialog =
  | { kind: 'create'; projectUuid: string | null; inside: Pick<PlacedSpace, 'uuid' | 'name'> | null }
  | { kind: 'rename' | 'privacy' | 'delete'; space: PlacedSpace }
  | { kind: 'everybody'; space: PlacedSpace; role: SpaceRole | null }
  | { kind: 'grant'; spaces: readonly PlacedSpace[] };

type SpaceDialogsProps = {
  dialog: SpaceDialog;
  snapshot?: AccessSnapshot | null;
  onClose: () => void;
  onDeleted?: () => void;
};

/** The dialogs about whole spaces, loaded together when the first is opened. */
export const SpaceDialogs = ({ dialog, snapshot, onClose, onDeleted }: SpaceDialogsProps) => {
  switch (dialog.kind) {
    case 'create':
      return <CreateSpaceModal projectUuid={dialog.projectUuid} inside={dialog.inside} onClose={onClose} />;
    case 'rename':
      return <RenameSpaceModal space={dialog.space} onClose={onClose} />;
    case 'privacy':
      return <PrivacyModal space={dialog.space} onClose={onClose} />;
    case 'everybody':
      return <MembersGrantModal space={dialog.space} role={dialog.role} onClose={onClose} />;
    case 'delete':
      return <DeleteSpaceModal space={dialog.space} onClose={onClose} onDeleted={onDeleted} />;
    case 'grant':
      return <GrantSpacesDialog spaces={dialog.spaces} snapshot={snapshot ?? null} onClose={onClose} />;
  }
};
