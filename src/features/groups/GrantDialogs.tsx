import type { GroupGrant } from '#/data/group-grants';
import type { Group } from '#/data/groups';
import type { Project } from '#/data/projects';
import { AddGrantsDialog } from './AddGrantsDialog';
import { ChangeGrantModal } from './ChangeGrantModal';
import { RevokeGrantModal } from './RevokeGrantModal';

/** Which dialog about the project grants of a group is open, and for which grant. */
export type OpenGrantDialog = { kind: 'add' } | { kind: 'change' | 'revoke'; grant: GroupGrant };

type GrantDialogsProps = {
  dialog: OpenGrantDialog;
  group: Group;
  /** How many are in the group, where it is known. */
  size: number | null;
  grants: readonly GroupGrant[];
  projects: readonly Project[];
  onChanged: () => void;
  onClose: () => void;
};

/** The dialogs about the project grants of a group, loaded together when the first is opened. */
const GrantDialogs = ({ dialog, group, size, grants, projects, onChanged, onClose }: GrantDialogsProps) => {
  if (dialog.kind === 'add')
    return (
      <AddGrantsDialog group={group} grants={grants} projects={projects} onChanged={onChanged} onClose={onClose} />
    );
  if (dialog.kind === 'change')
    return <ChangeGrantModal group={group} grant={dialog.grant} onChanged={onChanged} onClose={onClose} />;
  return <RevokeGrantModal group={group} grant={dialog.grant} size={size} onChanged={onChanged} onClose={onClose} />;
};

export default GrantDialogs;
