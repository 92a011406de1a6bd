import type { Member } from '#/domain/members';
import type { OpenGroupDialog } from '#/features/groups/GroupDialogs';
import { groupsLink } from '#/features/groups/routes';
import type { OpenDialog as OpenMemberDialog } from '#/features/members/MemberDialogs';
import { membersLink } from '#/features/members/routes';
import { late } from '#/ui/late';

const MemberDialogs = late(async () => (await import('#/features/members/MemberDialogs')).MemberDialogs);
const GroupDialogs = late(async () => (await import('#/features/groups/GroupDialogs')).GroupDialogs);
const SpaceDialogs = late(async () => (await import('#/features/spaces/SpaceDialogs')).SpaceDialogs);
const ProfileDialogs = late(async () => (await import('#/features/profile/ProfileDialogs')).ProfileDialogs);
const KeysDialog = late(async () => (await import('./KeysDialog')).KeysDialog);

/** Which dialog was opened from the palette, and of which feature it is. */
export type PaletteDialog =
  | ({ of: 'members' } & OpenMemberDialog)
  | ({ of: 'groups' } & OpenGroupDialog)
  | { of: 'spaces'; kind: 'create'; projectUuid: null; inside: null }
  | { of: 'profile'; kind: 'create-token' }
  | { of: 'keys' };

type PaletteDialogsProps = {
  dialog: PaletteDialog;
  everybody: readonly Member[];
  onClose: () => void;
  /** Leaves the page of what does not exist any more. */
  onGone: (path: string) => void;
};

/** The dialogs that can be opened from everywhere, each as on its own page. */
export const PaletteDialogs = ({ dialog, everybody, onClose, onGone }: PaletteDialogsProps) => {
  switch (dialog.of) {
    case 'members':
      return (
        <MemberDialogs
          dialog={dialog}
          everybody={everybody}
          onClose={onClose}
          onRemoved={() => onGone(membersLink())}
        />
      );
    case 'groups':
      return <GroupDialogs dialog={dialog} onClose={onClose} onDeleted={() => onGone(groupsLink())} />;
    case 'spaces':
      return <SpaceDialogs dialog={dialog} onClose={onClose} />;
    case 'profile':
      return <ProfileDialogs dialog={dialog} onClose={onClose} />;
    case 'keys':
      return <KeysDialog onClose={onClose} />;
  }
};
