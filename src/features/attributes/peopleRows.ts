import { effectiveOf, type Attribute, type Effective } from '#/domain/attributes';
import type { Member } from '#/domain/members';
import { sortedBy, type ListRules } from '#/lib/rows';

/** A person with what they have in effect of each attribute shown, in their order. */
export type PersonRow = { member: Member; cells: readonly Effective[] };

/** Everybody with the attributes that are shown. */
export const peopleRows = (members: readonly Member[], shown: readonly Attribute[]): PersonRow[] =>
  members.map((member) => ({ member, cells: shown.map((attribute) => effectiveOf(attribute, member)) }));

export const PEOPLE_RULES = {
  textOf: ({ member }: PersonRow) => `${member.name} ${member.email}`,
  ...sortedBy<PersonRow, 'name'>({ name: ({ member }) => member.name }),
  filters: {
    // Which columns are shown; every person has them all.
    attribute: { name: 'Attribute' },
    source: {
      name: 'Has',
      options: [
        { value: 'own', label: 'A value of their own' },
        { value: 'group', label: 'One from a group' },
        { value: 'groups', label: 'From several groups' },
        { value: 'default', label: 'The default' },
        { value: 'none', label: 'None' },
      ],
      of: ({ cells }) =>
        cells.flatMap(({ source, groups }) => [
          ...(source === 'both' ? ['own', 'group'] : [source]),
          ...(groups.length > 1 ? ['groups'] : []),
        ]),
    },
  },
} satisfies ListRules<PersonRow, 'attribute' | 'source', 'name'>;
