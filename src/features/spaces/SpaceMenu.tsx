import { useNavigate } from 'react-router';
import { useLightdashLink } from '#/data/config';
import { useMe } from '#/data/me';
import type { Permission } from '#/domain/permissions';
import { accessOrigin, type PlacedSpace } from '#/domain/spaces';
import { ActionMenu } from '#/ui/ActionMenu';
import { spaceLink } from './routes';
import type { SpaceDialog } from './SpaceDialogs';
import { inheritanceWords, originName } from './words';

type SpaceMenuProps = { space: PlacedSpace; onDialog: (dialog: SpaceDialog) => void };

/** What can be done with one space. What is not allowed stays and says why. */
export const SpaceMenu = ({ space, onDialog }: SpaceMenuProps) => {
  const { may } = useMe();
  const navigate = useNavigate();
  const href = useLightdashLink()(`/projects/${space.projectUuid}/spaces/${space.uuid}`);
  const { projectUuid, uuid, name, privacy } = space;
  const manage = may.manageSpace({ projectUuid, privacy, access: space.ownRows });
  // Up to 0.2110 the server refuses both on a nested space (AddSpaceUserAccess.on-nested-space).
  const own: Permission =
    accessOrigin(space, space.ancestors).kind === 'top'
      ? { reason: `It takes its access from another space. ${originName(space)}.` }
      : manage;
  return (
    <ActionMenu
      inRow
      name={name}
      actions={() => [
        { label: 'Open', onClick: () => void navigate(spaceLink(projectUuid, uuid)) },
        ...(href ? [{ label: 'Open in Lightdash', href }] : []),
        'rule',
        { label: 'Grant access…', permission: own, onClick: () => onDialog({ kind: 'grant', spaces: [space] }) },
        { label: inheritanceWords(space).menu, permission: own, onClick: () => onDialog({ kind: 'privacy', space }) },
        {
          label: 'New space inside…',
          permission: may.createSpace(projectUuid),
          onClick: () => onDialog({ kind: 'create', projectUuid, inside: space }),
        },
        'rule',
        { label: 'Rename…', permission: manage, onClick: () => onDialog({ kind: 'rename', space }) },
        {
          label: 'Delete…',
          isDestructive: true,
          permission: manage,
          onClick: () => onDialog({ kind: 'delete', space }),
        },
      ]}
    />
  );
};
