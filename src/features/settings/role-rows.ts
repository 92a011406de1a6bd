import type { CatalogueRole, RoleHolder, useRoleHolders } from '#/data/custom-roles';
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

/** How the service accounts that hold a role are called, each once: one may hold it in many projects. */
export const servicesOf = (holders: readonly RoleHolder[]): readonly { uuid: string; name: string }[] => [
  ...new Map(
    holders.flatMap(({ kind, uuid, name }) => (kind === 'service' && name ? [[uuid, { uuid, name }] as const] : [])),
  ).values(),
];

/** Why it is not known who holds a role, and what reads the rest: null where asking again gets the same answer. */
export const describeUnread = ({
  unreadAccounts,
  forbidden,
  canReadRest,
}: Pick<ReturnType<typeof useRoleHolders>, 'unreadAccounts' | 'forbidden' | 'canReadRest'>): {
  why: string;
  verb: string | null;
} => {
  if (unreadAccounts > 0)
    return {
      why: `Which roles ${count(unreadAccounts, 'service account has', 'service accounts have')} in projects is not known`,
      verb: `Read them (${count(unreadAccounts, 'call', 'calls')})`,
    };
  if (canReadRest) return { why: 'Not everything could be read', verb: 'Try again' };
  return {
    why:
      forbidden > 0
        ? `Who holds roles in ${count(forbidden, 'project', 'projects')} is not shown to you`
        : 'Lightdash does not tell everything',
    verb: null,
  };
};
