import { useMemo } from 'react';
import type { Project } from '#/data/projects';
import { GROUP_SIZES, NO_PROJECT, type GroupFilter, type GroupRow } from '#/domain/groups';
import { Button } from '#/ui/Button';
import { ExportButton } from '#/ui/ExportButton';
import { FilterChip } from '#/ui/FilterChip';
import { ToolbarActions } from '#/ui/Page';
import { SearchBox } from '#/ui/SearchBox';

type GroupsToolbarProps = {
  search: string;
  onSearch: (text: string) => void;
  filters: Readonly<Record<GroupFilter, readonly string[]>>;
  onFilters: (filters: Partial<Record<GroupFilter, readonly string[]>>) => void;
  rows: readonly GroupRow[];
  /** How many of them are left by search and filters. */
  listed: number;
  projects: readonly Project[];
  createReason: string | undefined;
  onCreate: () => void;
  onExport: () => void;
};

const SIZE_NAMES: Record<(typeof GROUP_SIZES)[number], string> = { filled: 'With members', empty: 'Empty' };

/** Search, filters with their counts, and the actions of the list of groups. */
export const GroupsToolbar = (props: GroupsToolbarProps) => {
  const { search, onSearch, filters, onFilters, rows, listed, projects, createReason, onCreate, onExport } = props;
  const counts = useMemo(() => {
    const uses = new Map<string, number>();
    for (const group of rows)
      for (const { projectUuid } of group.uses) uses.set(projectUuid, (uses.get(projectUuid) ?? 0) + 1);
    return {
      filled: rows.filter(({ members }) => members !== null && members > 0).length,
      empty: rows.filter(({ members }) => members === 0).length,
      none: rows.filter((group) => group.uses.length === 0).length,
      uses,
    };
  }, [rows]);
  return (
    <>
      <SearchBox label="Search by name" value={search} onChange={onSearch} />
      <FilterChip
        name="Members"
        options={GROUP_SIZES.map((size) => ({ value: size, label: SIZE_NAMES[size], count: counts[size] }))}
        chosen={filters.members}
        onChange={(members) => onFilters({ members })}
      />
      <FilterChip
        name="Project"
        options={[
          { value: NO_PROJECT, label: 'In no project', count: counts.none },
          ...projects.map(({ uuid, name }) => ({ value: uuid, label: name, count: counts.uses.get(uuid) ?? 0 })),
        ]}
        chosen={filters.project}
        onChange={(project) => onFilters({ project })}
      />
      <ToolbarActions>
        <ExportButton rows={listed} onClick={onExport} />
        <Button look="primary" reason={createReason} onClick={onCreate}>
          Create group
        </Button>
      </ToolbarActions>
    </>
  );
};
