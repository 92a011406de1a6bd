import type { Member } from '#/domain/members';

/** People to choose from, by name and e-mail address, so that either finds them. */
export const memberOptions = (members: readonly Member[]): { value: string; label: string }[] =>
  members
    .map(({ userUuid, name, email }) => ({ value: userUuid, label: name === email ? email : `${name} · ${email}` }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
