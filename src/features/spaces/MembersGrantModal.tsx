import { useMemo, useState } from 'react';
import { type AccessChange, AccessPreview, MEMBERS_REACHED, type SpaceRole, useAccessPreview } from '#/access';
import { areMembersGranted, useGrantMembers } from '#/data/space-writes';
import { useWrite } from '#/data/useWrite';
import { roleName } from '#/domain/roles';
import type { PlacedSpace } from '#/domain/spaces';
import { Field } from '#/ui/Field';
import { FormModal } from '#/ui/FormModal';
import { closeWithToast } from '#/ui/toast';

type MembersGrantModalProps = { space: PlacedSpace; role: SpaceRole | null; onClose: () => void };

const ROLES: readonly SpaceRole[] = ['viewer', 'editor', 'admin'];
const NONE = 'none';

/** Grants a space to everybody in its project, changes that grant or takes it away, after saying who gains and who loses by it. */
export const MembersGrantModal = ({ space, role, onClose }: MembersGrantModalProps) => {
  const { projectUuid, uuid: spaceUuid, name } = space;
  const [from] = useState(role);
  const [to, setTo] = useState<SpaceRole | null>(role);
  const grant = useGrantMembers(space, from);
  const changes = useMemo<AccessChange[]>(
    () => [{ kind: 'projectMembersGrant', spaceUuid, role: to }],
    [spaceUuid, to],
  );
  const preview = useAccessPreview(changes, { projectUuid, spaceUuid });
  const write = useWrite({
    work: () => grant(to),
    check: () => areMembersGranted(space, to),
    saved: closeWithToast(onClose, {
      title: to === null ? 'Grant taken away' : 'Everybody granted',
      message:
        to === null
          ? `${name} is no longer granted to everybody in the project.`
          : `Everybody in the project is granted ${roleName(to).toLowerCase()} on ${name}.`,
    }),
  });
  const isTaken = to === null && from !== null;
  return (
    <FormModal
      title={`Grant ${name} to everybody in the project`}
      submitLabel={isTaken ? 'Take the grant away' : 'Grant to everybody'}
      write={write}
      reason={to === from ? 'Choose something else first.' : undefined}
      danger={isTaken}
      onClose={onClose}
    >
      <Field label="Everybody in the project" hint={MEMBERS_REACHED}>
        {(control) => (
          <select
            {...control}
            value={to ?? NONE}
            onChange={(event) => setTo(ROLES.find((each) => each === event.target.value) ?? null)}
          >
            <option value={NONE}>No grant</option>
            {ROLES.map((each) => (
              <option key={each} value={each}>
                {roleName(each)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {to !== from && <AccessPreview about={{ spaceUuid }} {...preview} />}
    </FormModal>
  );
};
