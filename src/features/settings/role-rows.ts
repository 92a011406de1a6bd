import type { CatalogueRole, RoleHolder } from '#/data/custom-roles';
import { count } from '#/lib/text';

/** A role and who holds it, as far as that has been read: neither `isCounted` nor `isReading` where something could not be. */
export type RoleRow = CatalogueRole & {
  shownName: string;
  holders: readonly RoleHolder[];
  isCounted: boolean;
  isReading: boolean;
};

/** "3 people, 1 group, 1 service account": a person in two projects counts once. */
export const heldBy = ({
  holders,
  isCounted,
  isReading,
}: Pick<RoleRow, 'holders' | 'isCounted' | 'isReading'>): string => {
  const number = (kind: RoleHolder['kind']) =>
    new Set(holders.filter((each) => each.kind === kind).map(({ uuid }) => uuid)).size;
  const [people, groups, services] = [number('user'), number('group'), number('service')];
  const said = [
    people > 0 && count(people, 'person', 'people'),
    groups > 0 && count(groups, 'group', 'groups'),
    services > 0 && count(services, 'service account', 'service accounts'),
  ]
    .filter(Boolean)
    .join(', ');
  if (isCounted) return said || 'Nobody';
  if (isReading) return `${said || '0 people'} so far`;
  return said ? `At least ${said}` : 'Not known';
};
