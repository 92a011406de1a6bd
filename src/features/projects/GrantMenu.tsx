import { useNavigate } from 'react-router';
import { paths } from '#/paths';
import { ActionMenu } from '#/ui/ActionMenu';
import type { GrantRow } from './grants';

export type GrantDialogKind = 'grant' | 'change' | 'revoke' | 'revokeMany';

type GrantMenuProps = { grant: GrantRow; onDialog: (kind: GrantDialogKind, grants: readonly GrantRow[]) => void };

/** What can be done with one grant. */
export const GrantMenu = ({ grant, onDialog }: GrantMenuProps) => {
  const navigate = useNavigate();
  const { kind, uuid, name } = grant;
  return (
    <ActionMenu
      inRow
      name={name}
      actions={() => [
        {
          label: kind === 'user' ? 'Open the member' : 'Open the group',
          onClick: () => void navigate(kind === 'user' ? paths.member(uuid) : paths.group(uuid)),
        },
        'rule',
        { label: 'Change the role…', onClick: () => onDialog('change', [grant]) },
        { label: 'Revoke…', onClick: () => onDialog('revoke', [grant]) },
      ]}
    />
  );
};
