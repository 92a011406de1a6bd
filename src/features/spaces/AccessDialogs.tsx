import type { SpaceAddress } from '#/data/space-writes';
import { ChangeGrantModal } from './ChangeGrantModal';
import { EffectDialog } from './EffectDialog';
import type { GrantRow } from './grants';
import { PathDialog } from './PathDialog';
import type { ReachRow } from './reach';
import { RevokeManyDialog, RevokeModal } from './RevokeDialogs';
import type { SpaceData } from './useSpace';

/** Which dialog about the access to one space is open. */
export type AccessDialog =
  | { kind: 'change' | 'revoke'; grants: readonly GrantRow[] }
  | { kind: 'path'; row: ReachRow }
  | { kind: 'effect'; grant: GrantRow; effect: string };

type AccessDialogsProps = {
  dialog: AccessDialog;
  data: SpaceData;
  space: SpaceAddress & { name: string };
  onClose: () => void;
};

/** The dialogs about the access to one space, loaded together when the first is opened. */
const AccessDialogs = ({ dialog, data, space, onClose }: AccessDialogsProps) => {
  if (dialog.kind === 'path') {
    const path = [...data.above, space].map(({ name }) => name).join(' / ');
    return (
      <PathDialog
        row={dialog.row}
        names={{ organization: data.me.organizationName, project: data.project?.name ?? 'Project', space: path }}
        onClose={onClose}
      />
    );
  }
  if (dialog.kind === 'effect')
    return <EffectDialog grant={dialog.grant} effect={dialog.effect} spaceName={space.name} onClose={onClose} />;
  const { kind, grants } = dialog;
  const [first] = grants;
  if (!first) return null;
  if (kind === 'change') return <ChangeGrantModal data={data} space={space} grant={first} onClose={onClose} />;
  if (grants.length > 1) return <RevokeManyDialog data={data} space={space} grants={grants} onClose={onClose} />;
  return <RevokeModal data={data} space={space} grant={first} onClose={onClose} />;
};

export default AccessDialogs;
