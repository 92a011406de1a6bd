import { isInOrganization, useJoinOrganization, type JoinableOrganization } from '#/data/profile';
import { useWrite } from '#/data/useWrite';
import { FormModal } from '#/ui/FormModal';
import { closeWithToast } from '#/ui/toast';

/** Joins an organization, after saying that one can be in one only. */
export const JoinModal = ({ organization, onClose }: { organization: JoinableOrganization; onClose: () => void }) => {
  const join = useJoinOrganization();
  const write = useWrite({
    work: () => join(organization.uuid),
    check: () => isInOrganization(organization.uuid),
    saved: closeWithToast(onClose, {
      title: 'Organization joined',
      message: `You are a member of ${organization.name} now.`,
    }),
  });
  return (
    <FormModal title={`Join ${organization.name}`} submitLabel="Join" write={write} onClose={onClose}>
      <p>
        You become a member of <bdi>{organization.name}</bdi>, and its members see your name and e-mail address. You can
        be in one organization only, and only an admin can take you out again.
      </p>
    </FormModal>
  );
};
