import { impersonationChange, isImpersonation, useSetImpersonation } from '#/data/settings';
import { useNotedWrite } from '#/data/useNotedWrite';
import { FormModal } from '#/ui/FormModal';
import { toast } from '#/ui/toast';

/** Lets admins sign in as others, or not any more, after saying what that means. */
export const ImpersonationModal = ({ isOn, onClose }: { isOn: boolean; onClose: () => void }) => {
  const set = useSetImpersonation();
  const write = useNotedWrite({
    change: () => impersonationChange(!isOn),
    work: () => set(!isOn),
    check: () => isImpersonation(!isOn),
    saved: (undo) => {
      toast({ title: 'Setting changed', message: `Admins sign in as others: ${isOn ? 'off' : 'on'}.`, undo });
      onClose();
    },
  });
  return (
    <FormModal
      title="Admins sign in as others"
      submitLabel={isOn ? 'Turn off' : 'Turn on'}
      write={write}
      onClose={onClose}
    >
      {isOn ? (
        <p>Nobody can sign in as somebody else from then on. Whoever has done so already may go on until it ends.</p>
      ) : (
        <p>
          Every admin may then sign in as any member, for a quarter of an hour at a time. They see what that member
          sees, also private spaces, and what they change counts as changed by the member.
        </p>
      )}
    </FormModal>
  );
};
