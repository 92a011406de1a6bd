import { useCallback, useMemo, type ComponentProps } from 'react';
import type { Groups } from '#/data/groups';
import type { MemberList } from '#/data/members';
import type { Attribute } from '#/domain/attributes';
import { ShortLink } from '#/features/short-links/ShortLink';
import { count } from '#/lib/text';
import { Button } from '#/ui/Button';
import { ExportButton } from '#/ui/ExportButton';
import { ListFilters, shownOf } from '#/ui/ListTable';
import { NothingMatches } from '#/ui/NothingMatches';
import { Page, ToolbarActions } from '#/ui/Page';
import { TableSkeleton } from '#/ui/TableSkeleton';
import { listKind, useListOf } from '#/ui/useList';
import { useListView } from '#/ui/useListView';
import { ATTRIBUTE_GRID_HEADERS, AttributeGrid } from './AttributeGrid';
import type { OpenAttributeDialog } from './AttributeDialogs';
import { exportValues } from './exportAttributes';
import { PEOPLE_RULES, peopleRows, type PersonRow } from './peopleRows';

const PEOPLE = listKind({
  ...PEOPLE_RULES,
  label: 'People and attributes',
  noun: ['person', 'people'],
  nothing: 'Nobody matches',
  searched: 'name or e-mail',
  rowId: ({ member }) => member.userUuid,
  rowName: ({ member }) => member.name,
});

const NONE: readonly PersonRow[] = [];

type PeopleGridProps = {
  frame: Pick<ComponentProps<typeof Page>, 'tabs' | 'actions'>;
  attributes: readonly Attribute[] | undefined;
  everybody: MemberList | undefined;
  groups: Groups | undefined;
  onOpen: (dialog: OpenAttributeDialog) => void;
};

/** Everybody and what they have of each attribute in effect, with where it comes from. Each cell can be changed. */
export const PeopleGrid = ({ frame, attributes, everybody, groups, onOpen }: PeopleGridProps) => {
  const held = useListView(PEOPLE.schema, everybody?.members.length ?? 0);
  const chosen = held.view.filters.attribute;
  const shown = useMemo(
    () => attributes?.filter(({ uuid }) => chosen.length === 0 || chosen.includes(uuid)) ?? [],
    [attributes, chosen],
  );
  const all = useMemo(() => (everybody ? peopleRows(everybody.members, shown) : NONE), [everybody, shown]);
  const list = useListOf(PEOPLE, all, held);
  const { rows, view, change } = list;
  const nameOf = useCallback((uuid: string) => groups?.get(uuid)?.name ?? 'a group', [groups]);
  const openCell = useCallback(
    ({ member }: PersonRow, attribute: Attribute) =>
      onOpen({ kind: 'values', attribute, holders: 'user', people: [member.userUuid] }),
    [onOpen],
  );
  const openHead = useCallback((attribute: Attribute) => onOpen({ kind: 'edit', attribute }), [onOpen]);
  const [first] = shown;
  const isReading = !attributes || !everybody;

  return (
    <Page
      {...frame}
      count={
        isReading ? undefined : (
          <>
            {shownOf(list)} × {count(shown.length, 'attribute', 'attributes')}
          </>
        )
      }
      toolbar={
        <>
          <ListFilters
            list={list}
            options={{ attribute: (attributes ?? []).map(({ uuid, name }) => ({ value: uuid, label: name })) }}
          />
          <ToolbarActions>
            <ShortLink />
            <Button
              reason={rows.length === 0 || !first ? 'Nobody is shown.' : undefined}
              onClick={() =>
                first &&
                onOpen({
                  kind: 'values',
                  attribute: first,
                  holders: 'user',
                  people: rows.map(({ member }) => member.userUuid),
                })
              }
            >
              Give all shown a value
            </Button>
            <ExportButton
              rows={rows.length}
              onClick={() =>
                exportValues(
                  shown,
                  rows.map(({ member }) => member),
                )
              }
            />
          </ToolbarActions>
        </>
      }
    >
      {isReading ? (
        <TableSkeleton label={PEOPLE.label} headers={ATTRIBUTE_GRID_HEADERS} narrow={false} />
      ) : rows.length === 0 ? (
        <NothingMatches
          title={PEOPLE.nothing}
          view={view}
          searched="name or e-mail"
          showAll={`Show all ${count(all.length, 'person', 'people')}`}
          onClear={change}
        />
      ) : (
        <AttributeGrid
          label={PEOPLE.label}
          rows={rows}
          attributes={shown}
          nameOf={nameOf}
          descending={view.sort.descending}
          onSort={() => change({ sort: { column: 'name', descending: !view.sort.descending } })}
          onCell={openCell}
          onHead={openHead}
        />
      )}
    </Page>
  );
};
