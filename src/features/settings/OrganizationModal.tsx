import { useProjects } from '#/data/projects';
import { isOrganization, useSaveOrganization, type OrganizationFacts } from '#/data/settings';
import { useWrite } from '#/data/useWrite';
import { Field } from '#/ui/Field';
import { FormModal } from '#/ui/FormModal';
import { Picker } from '#/ui/Picker';
import { TextField } from '#/ui/TextField';
import { toast } from '#/ui/toast';
import { useFields } from '#/ui/useFields';
import { Colors } from './Colors';

const COLOR = /^#[\da-f]{6}$/i;
const colorsIn = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);

type OrganizationModalProps = { facts: OrganizationFacts; onClose: () => void };

/** Changes the name of the organization, the project that opens first, and the colours of new charts. */
export const OrganizationModal = ({ facts, onClose }: OrganizationModalProps) => {
  const { data: projects = [] } = useProjects();
  const save = useSaveOrganization();
  // Lightdash may have colours that are written in another way: they stay unless they are changed.
  const stored = facts.colors.join('\n');
  const colorsOf = (text: string) => (text === stored ? facts.colors : colorsIn(text));
  const form = useFields<{ name: string; defaultProject: string | null; chartColors: string }>(
    { name: facts.name, defaultProject: facts.defaultProject, chartColors: stored },
    ({ name, chartColors }) => {
      const odd = colorsOf(chartColors).find((color) => !COLOR.test(color) && !facts.colors.includes(color));
      return {
        name: name.trim() === '' ? 'Enter a name.' : null,
        chartColors: odd === undefined ? null : `“${odd}” is not a colour such as #5470c6.`,
      };
    },
  );
  const { name, defaultProject, chartColors } = form.values;
  const colors = colorsOf(chartColors);
  const wanted: Partial<OrganizationFacts> = {
    ...(name.trim() !== facts.name && { name: name.trim() }),
    ...(defaultProject && defaultProject !== facts.defaultProject && { defaultProject }),
    ...(colors.join() !== facts.colors.join() && { colors }),
  };
  const write = useWrite({
    work: () => save(wanted),
    check: () => isOrganization(wanted),
    saved: () => {
      toast({ title: 'Organization changed' });
      onClose();
    },
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
      <Field
        label="Chart colours"
        hint="One a line. Charts that are there keep theirs unless they follow the organization."
        error={form.field('chartColors').error}
      >
        {(control) => (
          <textarea
            {...control}
            spellCheck={false}
            value={chartColors}
            onChange={({ target }) => form.set('chartColors', target.value)}
          />
        )}
      </Field>
      <Colors colors={colors.filter((color) => COLOR.test(color))} />
    </FormModal>
  );
};
