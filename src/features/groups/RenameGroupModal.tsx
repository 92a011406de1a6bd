import { isCalled, useRenameGroup } from '#/data/groups';
import { useWrite } from '#/data/useWrite';
import { FormModal } from '#/ui/FormModal';
import { toast } from '#/ui/toast';
import { GroupNameField } from './GroupNameField';
import { useGroupName } from './useGroupName';

type RenameGroupModalProps = { group: { uuid: string; name: string }; onClose: () => void };

/** Gives a group another name; members and grants stay as they are. */
export const RenameGroupModal = ({ group, onClose }: RenameGroupModalProps) => {
  const rename = useRenameGroup(group.uuid);
  const name = useGroupName(group);

  const write = useWrite({
    work: () => name.send(rename),
    check: () => isCalled(group.uuid, name.name),
    saved: () => {
      toast({ title: 'Group renamed', message: `It is called ${name.name} now.` });
      onClose();
    },
  });

  return (
    <FormModal
      title={`Rename ${group.name}`}
      submitLabel="Rename"
      write={{ ...write, problem: name.problemUnlessTaken(write.problem) }}
      reason={name.name === group.name ? 'Type another name first.' : name.reason}
      onClose={onClose}
    >
      <GroupNameField name={name} />
    </FormModal>
  );
};
