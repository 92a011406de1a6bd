import { useNavigate } from 'react-router';
import type { Permission } from '#/domain/permissions';
import { memberLink } from '#/features/members/routes';
import { ActionMenu } from '#/ui/ActionMenu';
import type { PeopleRow } from '#/ui/PeopleTable';
import type { OpenGrantDialog } from './GrantDialogs';
import type { Grant } from './grants';

type PersonMenuProps = {
  row: PeopleRow;
  /** What they are granted by themselves; none where that is nothing, or not known. */
  grant: Grant | undefined;
  /** Whether who is granted something here has been read. */
  isKnown: boolean;
  /** Whether grants may be changed here. */
  mayChange: Permission;
  onExplain: () => void;
  onDialog: (dialog: OpenGrantDialog) => void;
};

/** What can be done with one person who has access to a project or a space, without leaving it. */
export const PersonMenu = ({ row, grant, isKnown, mayChange, onExplain, onDialog }: PersonMenuProps) => {
  const navigate = useNavigate();
  return (
    <ActionMenu
      inRow
      name={row.name}
      actions={() => {
        const because = row.because();
        const none = isKnown
          ? `Nothing is granted here to this person alone. ${because ? `${because}.` : ''}`.trim()
          : 'Whether something is granted here to this person alone is not known.';
        const permission: Permission = grant || mayChange !== true ? mayChange : { reason: none };
        const change = (kind: 'change' | 'revoke') => () => grant && onDialog({ kind, grants: [grant] });
        return [
          { label: 'Why they have access…', onClick: onExplain },
          { label: 'Open the member', onClick: () => void navigate(memberLink(row.userUuid)) },
          'rule',
          // Why not stands at one of them: it is the same for both.
          ...(grant ? [{ label: 'Change the role…', permission, onClick: change('change') }] : []),
          { label: 'Revoke…', isDestructive: true, permission, onClick: change('revoke') },
        ];
      }}
    />
  );
};
