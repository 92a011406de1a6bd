import { randomFrom } from '../seed/random';
import { isNewer, type Generation } from './generation';

/** How many colours a palette has: Lightdash 1.219 refuses any other number. */
const SIZE = 20;
const NAMES = ['Default', 'Business', 'Retro'];

/**
 * The palettes of an organization, always the same. Those of 1.219 are made with it; on 0.2110 there are none. Sources:
 * ListColorPalettes.ok, ListColorPalettes.admin.
 */
export function palettesOf({
  uuid: organizationUuid,
  createdAt,
  generation,
}: {
  uuid: string;
  createdAt: string;
  generation: Generation;
}) {
  if (!isNewer(generation)) return [];
  return NAMES.map((name) => {
    const random = randomFrom(`${organizationUuid} ${name}`);
    const color = () => `#${random.integer(0x1000000).toString(16).padStart(6, '0')}`;
    return {
      colorPaletteUuid: random.uuid(),
      organizationUuid,
      name,
      colors: Array.from({ length: SIZE }, color),
      darkColors: null,
      createdAt,
    };
  });
}
