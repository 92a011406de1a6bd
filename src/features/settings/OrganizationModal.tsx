import { useProjects } from '#/data/projects';
import { isOrganization, useOrganizationPalettes, useSaveOrganization, type OrganizationFacts } from '#/data/settings';
import { useNotedWrite } from '#/data/useNotedWrite';
import { listOf } from '#/lib/text';
import { FormModal } from '#/ui/FormModal';
import { Picker } from '#/ui/Picker';
import { TextField } from '#/ui/TextField';
import { closeWithToast } from '#/ui/toast';
import { useFields } from '#/ui/useFields';
import { Colors } from './Colors';

type OrganizationModalProps = { facts: OrganizationFacts; onClose: () => void };

/** Changes the name of the organization, the project that opens first, and the colours of charts. */
export const OrganizationModal = ({ facts, onClose }: OrganizationModalProps) => {
  const { data: projects = [] } = useProjects();
  const { data: palettes, isError } = useOrganizationPalettes();
  const save = useSaveOrganization();
  const form = useFields<{ name: string; defaultProject: string | null; palette: string | null }>(
    { name: facts.name, defaultProject: facts.defaultProject, palette: null },
    ({ name }) => ({ name: name.trim() === '' ? 'Enter a name.' : null }),
  );
  const { name, defaultProject } = form.values;
  const active = palettes?.find(({ isActive }) => isActive);
  const palette = palettes?.find(({ colorPaletteUuid }) => colorPaletteUuid === form.values.palette) ?? active;
  const wanted: Partial<OrganizationFacts> = {
    ...(name.trim() !== facts.name && { name: name.trim() }),
    ...(defaultProject && defaultProject !== facts.defaultProject && { defaultProject }),
    ...(palette !== active && { colors: palette?.colors ?? [] }),
  };
  const write = useNotedWrite({
    change: () => ({
      place: 'settings',
      what: 'Organization',
      told: `Changed: ${listOf([
        ...(wanted.name === undefined ? [] : [`the name, before ${facts.name}`]),
        ...(wanted.defaultProject === undefined ? [] : ['the default project']),
        ...(wanted.colors === undefined ? [] : ['the colours of charts']),
      ])}.`,
    }),
    work: () => save(wanted, palette === active ? undefined : palette),
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
      <Picker
        label="Chart colours"
        hint={
          palettes?.length === 0
            ? 'There is no palette yet. They are made in the settings of Lightdash.'
            : 'Charts that follow the organization change with it. Palettes are made in the settings of Lightdash.'
        }
        placeholder={palettes ? 'Choose a palette' : isError ? 'Palettes could not be read' : 'Reading palettes…'}
        options={(palettes ?? []).map(({ colorPaletteUuid, name: label }) => ({ value: colorPaletteUuid, label }))}
        {...form.field('palette')}
        value={palette?.colorPaletteUuid ?? null}
      />
      <Colors colors={palette?.colors ?? []} />
    </FormModal>
  );
};
