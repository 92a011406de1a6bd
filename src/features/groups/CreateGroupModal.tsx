import { useMemo, useRef } from 'react';
import { useNavigate } from 'react-router';
import { findGroup, useCreateGroup, type Group } from '#/data/groups';
import { useMembers } from '#/data/members';
import { useWrite } from '#/data/useWrite';
import { memberOptions } from '#/domain/members';
import { FormModal } from '#/ui/FormModal';
import { MultiPicker } from '#/ui/Picker';
import { toast } from '#/ui/toast';
import { GroupNameField } from './GroupNameField';
import { groupLink } from './routes';
import { useGroupForm } from './useGroupForm';

/** Makes a group, perhaps with its first members, and goes to it. */
export const CreateGroupModal = ({ onClose }: { onClose: () => void }) => {
  const { data: everybody } = useMembers();
  const create = useCreateGroup();
  const navigate = useNavigate();
  const form = useGroupForm();
  const created = useRef<Group | undefined>(undefined);
  const options = useMemo(() => memberOptions(everybody?.members ?? []), [everybody]);

  const write = useWrite({
    work: () =>
      form.send(async (wanted) => {
        created.current = await create(wanted, form.values.members);
      }),
    check: async () => {
      created.current = await findGroup(form.name);
      return created.current !== undefined;
    },
    saved: () => {
      toast({ title: 'Group created', message: `${form.name} was created.` });
      onClose();
      if (created.current) void navigate(groupLink(created.current.uuid));
    },
    mark: form.mark,
  });

  return (
    <FormModal
      title="Create a group"
      submitLabel="Create group"
      write={{ ...write, problem: form.problemUnlessTaken(write.problem) }}
      reason={form.reason}
      onClose={onClose}
    >
      <GroupNameField form={form} />
      <MultiPicker
        label="First members"
        placeholder="None yet"
        hint="A long list of e-mail addresses can be pasted on the group’s page."
        options={options}
        {...form.field('members')}
      />
    </FormModal>
  );
};
