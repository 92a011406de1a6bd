import { useMemo, useState } from 'react';
import { useGroupGrantWrites, type GroupGrant } from '#/data/group-grants';
import type { Group } from '#/data/groups';
import { useMe } from '#/data/me';
import { useWrite } from '#/data/useWrite';
import { useAccessPreview } from '#/access/what-if/preview';
import type { AccessChange } from '#/access/rules';
import { reasonOf } from '#/domain/permissions';
import { AccessPreview } from '#/access/components/AccessPreview';
import { FormModal } from '#/ui/FormModal';
import { toast } from '#/ui/toast';
import { RoleSelect } from './RoleSelect';
import { useRoleNames } from './useRoleNames';

type ChangeGrantModalProps = { group: Group; grant: GroupGrant; onChanged: () => void; onClose: () => void };

/** Changes the role of a group in a project. */
export const ChangeGrantModal = ({
  group,
  grant: { project, role: from },
  onChanged,
  onClose,
}: ChangeGrantModalProps) => {
  const { may } = useMe();
  const writes = useGroupGrantWrites(group.uuid);
  const [to, setTo] = useState(from);
  const roleNameOf = useRoleNames([from, to]);
  const about = { projectUuid: project.uuid };
  const changes = useMemo<AccessChange[]>(
    () => [{ kind: 'projectGrant', projectUuid: project.uuid, holder: { kind: 'group', uuid: group.uuid }, role: to }],
    [project.uuid, group.uuid, to],
  );
  const preview = useAccessPreview(changes, about);
  const readAgain = async () => {
    await writes.changed([project.uuid]);
    onChanged();
  };

  const { busy, problem, submit, checkIfSaved } = useWrite({
    work: () => writes.write({ projectUuid: project.uuid, from, to }),
    check: async () => (await writes.roleNow(project.uuid)) === to,
    saved: async () => {
      await readAgain();
      toast({
        title: 'Role changed',
        message: `${group.name} is now ${roleNameOf(to).toLowerCase()} in ${project.name}.`,
      });
      onClose();
    },
    outdated: () => void readAgain(),
  });

  return (
    <FormModal
      title={`Change the role of ${group.name} in ${project.name}`}
      submitLabel="Change role"
      problem={problem}
      onCheck={checkIfSaved}
      busy={busy}
      reason={reasonOf(may.changeProjectAccess) ?? (to === from ? 'Choose another role first.' : undefined)}
      onSubmit={submit}
      onClose={onClose}
    >
      <RoleSelect value={to} onChange={setTo} />
      {to !== from && <AccessPreview about={about} {...preview} />}
    </FormModal>
  );
};
