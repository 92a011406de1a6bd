import { isCalled, useRenameGroup } from '#/data/groups';
import { useWrite } from '#/data/useWrite';
import { FormModal } from '#/ui/FormModal';
import { closeWithToast } from '#/ui/toast';
import { GroupNameField } from './GroupNameField';
import { useGroupForm } from './useGroupForm';

type RenameGroupModalProps = { group: { uuid: string; name: string }; onClose: () => void };

/** Gives a group another name; members and grants stay as they are. */
export const RenameGroupModal = ({ group, onClose }: RenameGroupModalProps) => {
  const rename = useRenameGroup(group.uuid);
  const form = useGroupForm(group);

  const write = useWrite({
    work: () => form.send(rename),
    check: () => isCalled(group.uuid, form.name),
    saved: closeWithToast(onClose, { title: 'Group renamed', message: `Its name is now ${form.name}.` }),
    mark: form.mark,
  });

  return (
    <FormModal
      title={`Rename ${group.name}`}
      submitLabel="Rename"
      write={{ ...write, problem: form.problemUnlessTaken(write.problem) }}
      reason={form.name === group.name ? 'Type another name first.' : form.reason}
      onClose={onClose}
    >
      <GroupNameField form={form} />
    </FormModal>
  );
};
