import type { ChangePreview, OrganizationAccess } from '#/access';
import { count } from '#/lib/text';

/** Whether a preview leaves nobody out: all has been read, all may be seen, and nothing in it is unknown. */
export const isWhole = (
  {
    reading,
    bar,
  }: { reading: Pick<OrganizationAccess['reading'], 'state' | 'failed'>; bar: { partial: string | null } },
  { diff, unread }: ChangePreview,
): boolean =>
  reading.state === 'done' &&
  reading.failed === 0 &&
  bar.partial === null &&
  diff.unknown.length === 0 &&
  unread.length === 0;

/** "Nobody loses anything", "2 people gain something". In: how many are known of, and whether that is everybody. */
export const affectedInWords = (people: number, verb: 'lose' | 'gain', isEverybody: boolean): string => {
  if (people === 0) return isEverybody ? `Nobody ${verb}s anything` : `Nobody is known to ${verb} anything`;
  const some = `${count(people, `person ${verb}s`, `people ${verb}`)} something`;
  return isEverybody ? some : `At least ${some}`;
};
