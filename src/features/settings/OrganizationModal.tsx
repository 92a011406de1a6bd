import { useProjects } from '#/data/projects';
import { isOrganization, useSaveOrganization, type OrganizationFacts, type OrganizationUpdate } from '#/data/settings';
import { useNotedWrite } from '#/data/useNotedWrite';
import { listOf } from '#/lib/text';
import { FormModal } from '#/ui/FormModal';
import { Picker } from '#/ui/Picker';
import { TextField } from '#/ui/TextField';
import { closeWithToast } from '#/ui/toast';
import { useFields } from '#/ui/useFields';

type OrganizationModalProps = { facts: OrganizationFacts; onClose: () => void };

/** Changes the name of the organization and the project that opens first. */
export const OrganizationModal = ({ facts, onClose }: OrganizationModalProps) => {
  const { data: projects = [] } = useProjects();
  const save = useSaveOrganization();
  const form = useFields<{ name: string; defaultProject: string | null }>(
    { name: facts.name, defaultProject: facts.defaultProject },
    ({ name }) => ({ name: name.trim() === '' ? 'Enter a name.' : null }),
  );
  const { name, defaultProject } = form.values;
  const wanted: OrganizationUpdate = {
    ...(name.trim() !== facts.name && { name: name.trim() }),
    ...(defaultProject && defaultProject !== facts.defaultProject && { defaultProject }),
  };
  const write = useNotedWrite({
    change: () => ({
      place: 'settings',
      what: 'Organization',
      told: `Changed: ${listOf([
        ...(wanted.name === undefined ? [] : [`the name, before ${facts.name}`]),
        ...(wanted.defaultProject === undefined ? [] : ['the default project']),
      ])}.`,
    }),
    work: () => save(wanted),
    check: () => isOrganization(wanted),
    saved: closeWithToast(onClose, { title: 'Organization changed' }),
    mark: form.mark,
  });
  return (
    <FormModal
      title="Organization"
      submitLabel="Save"
      write={write}
      reason={form.problem ?? (Object.keys(wanted).length === 0 ? 'Nothing is changed yet.' : undefined)}
      onClose={onClose}
    >
      <TextField label="Name" first maxLength={255} {...form.field('name')} />
      <Picker
        label="Default project"
        hint="Opens first for who has not opened another."
        placeholder="Choose a project"
        options={projects
          .filter(({ isPreview }) => !isPreview)
          .map(({ uuid, name: label }) => ({ value: uuid, label }))}
        {...form.field('defaultProject')}
      />
    </FormModal>
  );
};
