import { useMemo, type ComponentProps } from 'react';
import { useNavigate } from 'react-router';
import type { MemberList } from '#/data/members';
import {
  ATTRIBUTE_RULES,
  effectiveOf,
  kindOf,
  type Attribute,
  type AttributeColumn,
  type AttributeRow,
} from '#/domain/attributes';
import { ShortLink } from '#/features/short-links/ShortLink';
import { count, grouped } from '#/lib/text';
import { ActionMenu } from '#/ui/ActionMenu';
import type { Column } from '#/ui/DataTable';
import { ExportButton } from '#/ui/ExportButton';
import { ListFilters, ListTable, shownOf } from '#/ui/ListTable';
import cells from '#/ui/NarrowCell.module.css';
import { Page, ToolbarActions } from '#/ui/Page';
import { listKind, useList } from '#/ui/useList';
import styles from './attributes.module.css';
import type { OpenAttributeDialog } from './AttributeDialogs';
import { exportAttributes } from './exportAttributes';
import { attributesLink } from './routes';

const LIST = listKind({
  ...ATTRIBUTE_RULES,
  label: 'User attributes',
  noun: ['attribute', 'attributes'],
  nothing: 'No attribute matches',
  searched: 'name or description',
  rowId: ({ uuid }) => uuid,
  rowName: ({ name }) => name,
});

const NONE: readonly Attribute[] = [];
const Default = ({ defaults }: { defaults: readonly string[] }) =>
  defaults.length === 0 ? <span className={styles.faint}>none</span> : <bdi>{defaults.join(', ')}</bdi>;
const Amount = ({ of }: { of: AttributeRow['without'] }) =>
  of === null || of === 'unread' ? (
    <span className={styles.faint}>{of === null ? '…' : 'not known'}</span>
  ) : of === 0 ? (
    <span className={styles.faint}>none</span>
  ) : (
    <>{grouped(of)}</>
  );

const COLUMNS: readonly Column<AttributeRow, AttributeColumn>[] = [
  {
    id: 'name',
    header: 'Name',
    sortBy: 'name',
    isFlexible: true,
    text: ({ name }) => name,
    cell: ({ name, description }) => (
      <span className={styles.name}>
        <bdi>{name}</bdi>
        {description && <small title={description}>{description}</small>}
      </span>
    ),
  },
  { id: 'kind', header: 'Values look like', sortBy: 'kind', text: ({ kind }) => kind },
  { id: 'default', header: 'Default', sortBy: 'default', isFlexible: true, cell: (row) => <Default {...row} /> },
  { id: 'people', header: 'People', sortBy: 'people', isNumber: true, cell: ({ users }) => <Amount of={users.size} /> },
  {
    id: 'groups',
    header: 'Groups',
    sortBy: 'groups',
    isNumber: true,
    cell: ({ groups }) => <Amount of={groups.size} />,
  },
  {
    id: 'without',
    header: 'Without any value',
    sortBy: 'without',
    isNumber: true,
    cell: ({ without }) => <Amount of={without} />,
  },
];

type AttributeListProps = {
  frame: Pick<ComponentProps<typeof Page>, 'tabs' | 'actions'>;
  attributes: readonly Attribute[] | undefined;
  everybody: MemberList | undefined;
  /** Whether the members could not be read. */
  isUnread: boolean;
  onOpen: (dialog: OpenAttributeDialog) => void;
};

/** All user attributes: what their values look like, the default, who has one and how many have none. */
export const AttributeList = ({ frame, attributes, everybody, isUnread, onOpen }: AttributeListProps) => {
  const navigate = useNavigate();
  const all = useMemo(
    () =>
      (attributes ?? NONE).map((attribute): AttributeRow => ({
        ...attribute,
        kind: kindOf(attribute),
        without:
          everybody === undefined
            ? isUnread
              ? 'unread'
              : null
            : everybody.members.filter((member) => effectiveOf(attribute, member).source === 'none').length,
      })),
    [attributes, everybody, isUnread],
  );
  const list = useList(LIST, all);
  return (
    <Page
      {...frame}
      count={attributes && shownOf(list)}
      toolbar={
        <>
          <ListFilters list={list} />
          <ToolbarActions>
            <ShortLink />
            <ExportButton rows={list.rows.length} onClick={() => exportAttributes(list.rows)} />
          </ToolbarActions>
        </>
      }
    >
      <ListTable
        list={list}
        isReading={!attributes}
        tall
        columns={COLUMNS}
        narrowCell={(row) => (
          <div className={cells.narrow}>
            <div>
              <b>
                <bdi>{row.name}</bdi>
              </b>
              <span>{row.kind}</span>
            </div>
            <div>
              <span>
                {count(row.users.size, 'person', 'people')}, {count(row.groups.size, 'group', 'groups')}
              </span>
              <span>
                {row.defaults.length > 0 ? 'default ' : 'no default'}
                <bdi>{row.defaults.join(', ')}</bdi>
              </span>
            </div>
          </div>
        )}
        onOpen={(row) => onOpen({ kind: 'edit', attribute: row })}
        rowMenu={(row) => (
          <ActionMenu
            inRow
            name={row.name}
            actions={[
              { label: 'Edit…', onClick: () => onOpen({ kind: 'edit', attribute: row }) },
              {
                label: 'Give a group a value…',
                onClick: () => onOpen({ kind: 'values', attribute: row, holders: 'group' }),
              },
              {
                label: 'Give people a value…',
                onClick: () => onOpen({ kind: 'values', attribute: row, holders: 'user' }),
              },
              {
                label: 'Who has what',
                onClick: () => void navigate(attributesLink({ show: 'people', attribute: row.uuid })),
              },
              'rule',
              { label: 'Delete…', isDestructive: true, onClick: () => onOpen({ kind: 'delete', attribute: row }) },
            ]}
          />
        )}
      />
    </Page>
  );
};
