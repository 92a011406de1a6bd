import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useMemo } from 'react';
import { sourceInWords, type Attribute } from '#/domain/attributes';
import { memberLink } from '#/features/members/routes';
import { Grid } from '#/ui/Grid';
import styles from './attributes.module.css';
import type { PersonRow } from './peopleRows';

export const ATTRIBUTE_GRID_HEADERS = [{ header: 'Person' }, { header: '' }, { header: '' }, { header: '' }];

/** What stands behind a value, where it is not the person's own alone. */
const MARKS = { own: '', group: 'group', both: 'own + group', default: 'default', none: '' } as const;

const rowId = ({ member }: PersonRow) => member.userUuid;
const nameOf = ({ member: { userUuid, name, email } }: PersonRow) => ({ to: memberLink(userUuid), name, title: email });

type AttributeGridProps = {
  label: string;
  rows: readonly PersonRow[];
  attributes: readonly Attribute[];
  nameOf: (groupUuid: string) => string;
  descending: boolean;
  onSort: () => void;
  onCell: (row: PersonRow, attribute: Attribute) => void;
  onHead: (attribute: Attribute) => void;
};

/** People and what they have of each attribute. Opens a cell, or the attribute at the head of a column. */
export const AttributeGrid = ({
  attributes,
  nameOf: nameOfGroup,
  descending,
  onSort,
  onHead,
  ...grid
}: AttributeGridProps) => {
  const isSmall = useMediaQuery('(max-width: 720px)', false, { getInitialValueInEffect: false });
  const columns = useMemo(
    () => attributes.map((attribute) => ({ ...attribute, title: attribute.description || attribute.name })),
    [attributes],
  );
  const draw = useCallback(
    ({ cells }: PersonRow, _: Attribute, place: number) => {
      const cell = cells[place];
      if (!cell) throw new Error('A row has a cell for every column.');
      const values = cell.values.join(', ');
      const mark = cell.groups.length > 1 ? `${cell.groups.length} groups` : MARKS[cell.source];
      return {
        content: (
          <>
            <bdi>{values || '—'}</bdi>
            {mark && <small>{mark}</small>}
          </>
        ),
        words: `${values || 'None'}: ${sourceInWords(cell, nameOfGroup)}`,
        kind: cell.source,
      };
    },
    [nameOfGroup],
  );
  return (
    <Grid
      {...grid}
      rowHeader="Person"
      rowId={rowId}
      columns={columns}
      nameWidth={isSmall ? 150 : 250}
      columnWidth={168}
      className={styles.values}
      nameOf={nameOf}
      draw={draw}
      sorted={(attribute) => (attribute ? undefined : descending ? 'descending' : 'ascending')}
      onHead={(attribute) => (attribute ? onHead(attribute) : onSort())}
    />
  );
};
