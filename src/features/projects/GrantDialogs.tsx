import { ChangeGrantModal } from './ChangeGrantModal';
import { GrantDialog } from './GrantDialog';
import type { GrantDialogKind } from './GrantMenu';
import type { GrantRow } from './grants';
import { RevokeManyDialog, RevokeModal } from './RevokeDialogs';
import type { ProjectAccess } from './useProject';

type GrantDialogsProps = {
  kind: GrantDialogKind;
  grants: readonly GrantRow[];
  access: ProjectAccess;
  projectUuid: string;
  onClose: () => void;
};

/** The dialogs of a project's access, loaded together when the first is opened. */
const GrantDialogs = ({ kind, grants, ...rest }: GrantDialogsProps) => {
  const [grant] = grants;
  if (kind === 'grant') return <GrantDialog {...rest} />;
  if (!grant) return null;
  if (kind === 'revokeMany') return <RevokeManyDialog grants={grants} {...rest} />;
  return kind === 'change' ? <ChangeGrantModal grant={grant} {...rest} /> : <RevokeModal grant={grant} {...rest} />;
};

export default GrantDialogs;
