import { useMemo } from 'react';
import { useGroupGrantWrites, type GroupGrant } from '#/data/group-grants';
import type { Group } from '#/data/groups';
import { useMe } from '#/data/me';
import { useWrite } from '#/data/useWrite';
import { useAccessPreview } from '#/access/what-if/preview';
import type { AccessChange } from '#/access/rules';
import { reasonOf } from '#/domain/permissions';
import { count } from '#/lib/text';
import { AccessPreview } from '#/access/components/AccessPreview';
import { ConfirmModal } from '#/ui/ConfirmModal';
import { toast } from '#/ui/toast';
import { useRoleNames } from './useRoleNames';

type RevokeGrantModalProps = {
  group: Group;
  grant: GroupGrant;
  size: number | null;
  onChanged: () => void;
  onClose: () => void;
};

/** Takes a project away from a group, after saying whom it concerns. It can be granted again, so nothing has to be typed. */
export const RevokeGrantModal = ({
  group,
  grant: { project, role },
  size,
  onChanged,
  onClose,
}: RevokeGrantModalProps) => {
  const { may } = useMe();
  const writes = useGroupGrantWrites(group.uuid);
  const roleNameOf = useRoleNames([role]);

  const about = { projectUuid: project.uuid };
  const changes = useMemo<AccessChange[]>(
    () => [
      { kind: 'projectGrant', projectUuid: project.uuid, holder: { kind: 'group', uuid: group.uuid }, role: null },
    ],
    [project.uuid, group.uuid],
  );
  const preview = useAccessPreview(changes, about);

  const { busy, problem, submit, checkIfSaved } = useWrite({
    work: () => writes.revoke(project.uuid),
    check: async () => (await writes.roleNow(project.uuid)) === null,
    saved: async () => {
      await writes.changed([project.uuid]);
      onChanged();
      toast({ title: 'Grant taken away', message: `${group.name} no longer gives access to ${project.name}.` });
      onClose();
    },
  });

  return (
    <ConfirmModal
      title={`Take ${project.name} away from ${group.name}`}
      confirmLabel="Take the grant away"
      problem={problem}
      onCheck={checkIfSaved}
      busy={busy}
      reason={reasonOf(may.changeProjectAccess)}
      onConfirm={submit}
      onClose={onClose}
    >
      <p>
        {size === null ? 'The members' : count(size, 'member', 'members')} of <bdi>{group.name}</bdi>{' '}
        {size === 1 ? 'loses' : 'lose'} the role {roleNameOf(role).toLowerCase()} in <bdi>{project.name}</bdi> that this
        grant gives. Whoever has access through the organization role, a direct grant or another group keeps that.
      </p>
      <AccessPreview about={about} {...preview} />
    </ConfirmModal>
  );
};
