import { describeFailure } from '#/api/core/sentences';
import { isActivePalette, useFollowPalette, useOrganizationPalettes } from '#/data/settings';
import { useNotedWrite } from '#/data/useNotedWrite';
import { FormModal } from '#/ui/FormModal';
import { Picker } from '#/ui/Picker';
import { SectionFailure } from '#/ui/Section';
import { closeWithToast } from '#/ui/toast';
import { useFields } from '#/ui/useFields';
import { Colors } from './Colors';

/** Has charts follow another of the organization's palettes. */
export const PaletteModal = ({ onClose }: { onClose: () => void }) => {
  const { data: palettes, isError, error, refetch } = useOrganizationPalettes();
  const follow = useFollowPalette();
  const form = useFields<{ palette: string | null }>({ palette: null }, () => ({}));
  const active = palettes?.find(({ isActive }) => isActive);
  const palette = palettes?.find(({ colorPaletteUuid }) => colorPaletteUuid === form.values.palette) ?? active;
  const uuid = palette?.colorPaletteUuid ?? null;
  const write = useNotedWrite({
    change: () => ({
      place: 'settings',
      what: 'Chart colours',
      told: `${palette?.name}, before ${active?.name ?? 'Lightdash’s own'}.`,
    }),
    work: () => follow(uuid ?? ''),
    check: () => isActivePalette(uuid ?? ''),
    saved: closeWithToast(onClose, { title: 'Chart colours changed' }),
    mark: form.mark,
  });
  const reason = () => {
    if (!palettes) return isError ? 'The palettes could not be read.' : 'The palettes are being read.';
    return palette === active ? 'Nothing is changed yet.' : undefined;
  };
  return (
    <FormModal title="Chart colours" submitLabel="Save" write={write} reason={reason()} onClose={onClose}>
      {isError && !palettes && <SectionFailure problem={describeFailure(error)} onRetry={refetch} />}
      {palettes?.length === 0 ? (
        <p>There is no palette yet. They are made in the settings of Lightdash.</p>
      ) : (
        <Picker
          label="Palette"
          hint="Charts that follow the organization change with it. Palettes are made in the settings of Lightdash."
          placeholder={palettes ? 'Choose a palette' : '…'}
          options={(palettes ?? []).map(({ colorPaletteUuid, name }) => ({ value: colorPaletteUuid, label: name }))}
          {...form.field('palette')}
          value={uuid}
        />
      )}
      <Colors colors={palette?.colors ?? []} />
    </FormModal>
  );
};
