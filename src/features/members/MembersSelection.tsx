import { useMe } from '#/data/me';
import { isInvited, type Member } from '#/domain/members';
import { reasonOf } from '#/domain/permissions';
import { SelectionAction, SelectionBar } from '#/ui/SelectionBar';
import type { OpenDialog } from './MemberDialogs';

type MembersSelectionProps = {
  size: number;
  selected: () => readonly Member[];
  onDialog: (dialog: OpenDialog) => void;
  onExport: () => void;
  onClear: () => void;
};

/** What can be done with the selected members; loaded with the first that is selected. */
const MembersSelection = ({ size, selected, onDialog, onExport, onClear }: MembersSelectionProps) => {
  const { may } = useMe();
  const members = selected();
  const invited = members.filter(isInvited);
  return (
    <SelectionBar size={size} one="member" many="members" onClear={onClear}>
      <SelectionAction onClick={() => onDialog({ kind: 'role', members })}>Change role</SelectionAction>
      <SelectionAction reason={reasonOf(may.addToGroup)} onClick={() => onDialog({ kind: 'group', members })}>
        Add to a group
      </SelectionAction>
      {invited.length > 0 && (
        <SelectionAction
          reason={reasonOf(may.inviteMembers)}
          onClick={() => onDialog({ kind: 'again', members: invited })}
        >
          Resend invitations
        </SelectionAction>
      )}
      <SelectionAction onClick={() => onDialog({ kind: 'remove', members })}>
        {invited.length === size ? 'Withdraw invitations' : 'Remove'}
      </SelectionAction>
      <SelectionAction onClick={onExport}>Export</SelectionAction>
    </SelectionBar>
  );
};

export default MembersSelection;
