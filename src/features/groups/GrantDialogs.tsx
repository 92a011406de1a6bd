import { useMemo } from 'react';
import type { GroupGrant } from '#/data/group-grants';
import type { Group } from '#/data/groups';
import { useMe } from '#/data/me';
import type { Project } from '#/data/projects';
import { reasonOf } from '#/domain/permissions';
import { ChangeGrantModal, RevokeGrantModal } from '#/features/grants/GrantDialogs';
import type { Grant } from '#/features/grants/grants';
import { useProjectTarget } from '#/features/grants/target';
import { count } from '#/lib/text';
import { AddGrantsDialog } from './AddGrantsDialog';

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
export const GrantDialogs = ({ dialog, grants, projects, ...rest }: GrantDialogsProps) =>
  dialog.kind === 'add' ? (
    <AddGrantsDialog grants={grants} projects={projects} {...rest} />
  ) : (
    <OneGrant kind={dialog.kind} grant={dialog.grant} {...rest} />
  );

type OneGrantProps = Pick<GrantDialogsProps, 'group' | 'size' | 'onChanged' | 'onClose'> & {
  kind: 'change' | 'revoke';
  grant: GroupGrant;
};

const OneGrant = ({ kind, grant: { project, role, hasMoreRoles }, group, size, onChanged, onClose }: OneGrantProps) => {
  const { may } = useMe();
  const targetOf = useProjectTarget();
  const target = useMemo(() => targetOf(project), [targetOf, project]);
  const grant = useMemo<Grant>(
    () => ({
      kind: 'group',
      uuid: group.uuid,
      name: group.name,
      email: '',
      userUuids: [],
      role,
      hasMoreRoles,
      state: '',
    }),
    [group, role, hasMoreRoles],
  );
  const common = { target, grant, reason: reasonOf(may.changeProjectAccess), onChanged, onClose };
  if (kind === 'change')
    return (
      <ChangeGrantModal
        {...common}
        words={{
          title: `Change the role of ${group.name} in ${project.name}`,
          submit: 'Change role',
          saved: 'Role changed',
          savedAs: (now) => `${group.name} is now ${now} in ${project.name}.`,
        }}
      />
    );
  return (
    <RevokeGrantModal
      {...common}
      words={{
        title: `Take ${project.name} away from ${group.name}`,
        submit: 'Take the grant away',
        saved: 'Grant taken away',
        savedAs: () => `${group.name} no longer gives access to ${project.name}.`,
      }}
    >
      <p>
        {size === null ? 'The members' : count(size, 'member', 'members')} of <bdi>{group.name}</bdi>{' '}
        {size === 1 ? 'loses' : 'lose'} the role {target.nameRole(role).toLowerCase()} in <bdi>{project.name}</bdi> that
        this grant gives. Whoever has access through the organization role, a direct grant or another group keeps that.
      </p>
    </RevokeGrantModal>
  );
};
