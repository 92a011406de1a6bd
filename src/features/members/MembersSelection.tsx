import { useMe } from '#/data/me';
import { isInvited, STILL_READING, type Member } from '#/domain/members';
import { reasonOf } from '#/domain/permissions';
import { grouped } from '#/lib/text';
import { SelectionAction, SelectionBar } from '#/ui/SelectionBar';
import type { OpenDialog } from './MemberDialogs';

type MembersSelectionProps = {
  size: number;
  selected: () => readonly Member[];
  /** How many have been read, while that is not everybody. */
  soFar: number | undefined;
  onDialog: (dialog: OpenDialog) => void;
  onExport: () => void;
  onClear: () => void;
};

/** Whether roles may be changed and people removed at all: whether an admin remains then is asked in the dialogs, of all together. */
const ANYBODY = [{ userUuid: '', role: 'member', status: 'active' }, { members: [] }] as const;

/** What can be done with the selected members; loaded with the first that is selected. */
export const MembersSelection = ({ size, selected, soFar, onDialog, onExport, onClear }: MembersSelectionProps) => {
  const { may } = useMe();
  const members = selected();
  const invited = members.filter(isInvited);
  const reading = soFar === undefined ? undefined : STILL_READING;
  return (
    <SelectionBar size={size} one="member" many="members" onClear={onClear}>
      {soFar !== undefined && <span>of {grouped(soFar)} read so far</span>}
      <SelectionAction
        reason={reading ?? reasonOf(may.changeRole(...ANYBODY))}
        onClick={() => onDialog({ kind: 'role', members })}
      >
        Change role
      </SelectionAction>
      <SelectionAction
        reason={reading ?? reasonOf(may.addToGroup)}
        onClick={() => onDialog({ kind: 'group', members })}
      >
        Add to a group
      </SelectionAction>
      {invited.length > 0 && (
        <SelectionAction
          reason={reading ?? reasonOf(may.inviteMembers)}
          onClick={() => onDialog({ kind: 'again', members: invited })}
        >
          Resend invitations
        </SelectionAction>
      )}
      <SelectionAction
        reason={reading ?? reasonOf(may.removeMember(...ANYBODY))}
        onClick={() => onDialog({ kind: 'remove', members })}
      >
        {invited.length === size ? 'Withdraw invitations' : 'Remove'}
      </SelectionAction>
      <SelectionAction onClick={onExport}>Export</SelectionAction>
    </SelectionBar>
  );
};
