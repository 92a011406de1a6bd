import { useState } from 'react';
import { describeFailure } from '#/api/core/sentences';
import { useProjects } from '#/data/projects';
import { useWrite } from '#/data/useWrite';
import { areCredentialsUsedIn, useAssignCredentials } from '#/data/warehouse-credentials';
import { warehouseName, type WarehouseCredentials } from '#/domain/warehouses';
import { FormModal } from '#/ui/FormModal';
import { Picker } from '#/ui/Picker';
import { closeWithToast } from '#/ui/toast';

type AssignModalProps = { credentials: WarehouseCredentials; usedIn: readonly string[]; onClose: () => void };

/** Chooses a project that uses these credentials from now on, instead of others of one's own. */
export const AssignModal = ({ credentials, usedIn, onClose }: AssignModalProps) => {
  const assign = useAssignCredentials();
  const { data: projects, error } = useProjects();
  const [chosen, setChosen] = useState<string | null>(null);
  const fitting = projects?.filter(
    ({ uuid, warehouse }) => !usedIn.includes(uuid) && (warehouse === null || warehouse === credentials.type),
  );
  const project = projects?.find(({ uuid }) => uuid === chosen);

  const write = useWrite({
    work: () => assign(chosen ?? '', credentials.uuid),
    check: () => areCredentialsUsedIn(chosen ?? '', credentials.uuid),
    saved: closeWithToast(onClose, {
      title: 'Credentials in use',
      message: `${project?.name ?? 'The project'} uses “${credentials.name}” for your queries.`,
    }),
  });

  return (
    <FormModal
      title={`Use “${credentials.name}” in a project`}
      submitLabel="Use here"
      write={{ ...write, problem: write.problem ?? (error && describeFailure(error)) }}
      reason={chosen === null ? 'Choose a project first.' : undefined}
      onClose={onClose}
    >
      <p>In this project your queries use these credentials, in place of any others of yours.</p>
      {fitting?.length === 0 ? (
        <p>
          There is no {usedIn.length > 0 ? 'other ' : ''}project on {warehouseName(credentials.type)} that you can open.
        </p>
      ) : (
        <Picker
          label="Project"
          placeholder="Find a project"
          hint={`Projects on ${warehouseName(credentials.type)}`}
          options={(fitting ?? []).map(({ uuid, name }) => ({ value: uuid, label: name }))}
          value={chosen}
          onChange={setChosen}
        />
      )}
    </FormModal>
  );
};
