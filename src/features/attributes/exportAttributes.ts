import { BETWEEN, type Attribute, type AttributeRow } from '#/domain/attributes';
import type { Member } from '#/domain/members';
import type { CsvColumn } from '#/lib/csv';
import { downloadCsv } from '#/lib/download';

/** Downloads attributes as CSV, safe to open in a spreadsheet. */
export const exportAttributes = (rows: readonly AttributeRow[]): void => {
  const columns: CsvColumn<AttributeRow>[] = [
    { header: 'Name', value: ({ name }) => name },
    { header: 'Description', value: ({ description }) => description },
    { header: 'Values look like', value: ({ kind }) => kind },
    { header: 'Default', value: ({ defaults }) => defaults.join(BETWEEN) },
    { header: 'People', value: ({ users }) => users.size },
    { header: 'Groups', value: ({ groups }) => groups.size },
    { header: 'Without any value', value: ({ without }) => (without === 'unread' ? null : without) },
    { header: 'Attribute UUID', value: ({ uuid }) => uuid },
  ];
  downloadCsv('user-attributes', columns, rows);
};

/** Downloads people with the values of their own, in the form that Import takes. */
export const exportValues = (attributes: readonly Attribute[], people: readonly Member[]): void => {
  const columns: CsvColumn<Member>[] = [
    { header: 'E-mail', value: ({ email }) => email },
    { header: 'Person name', value: ({ name }) => name },
    ...attributes.map((attribute) => ({
      header: attribute.name,
      value: ({ userUuid }: Member) => (attribute.users.get(userUuid) ?? []).join(BETWEEN),
    })),
  ];
  downloadCsv('attribute-values', columns, people);
};
