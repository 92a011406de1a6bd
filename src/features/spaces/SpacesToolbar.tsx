import { useMemo } from 'react';
import { isEmpty, isNested, SPACE_PRIVACIES, type PlacedSpace, type SpaceFilter } from '#/domain/spaces';
import { Button } from '#/ui/Button';
import { ExportButton } from '#/ui/ExportButton';
import { FilterChip } from '#/ui/FilterChip';
import { ToolbarActions } from '#/ui/Page';
import { SearchBox } from '#/ui/SearchBox';
import { privacyName } from './words';

/** What the list can be narrowed by: besides what a space itself says, that it is granted to nobody. */
export type ListedFilter = SpaceFilter | 'sharing';

type SpacesToolbarProps = {
  search: string;
  onSearch: (text: string) => void;
  filters: Readonly<Record<ListedFilter, readonly string[]>>;
  onFilters: (filters: Partial<Record<ListedFilter, readonly string[]>>) => void;
  spaces: readonly PlacedSpace[];
  /** How many of them are left by search and filters. */
  listed: number;
  /** Whether all grants of all spaces are shown to the person: only then the filter is offered that looks for none. */
  seesGrants: boolean;
  projects: readonly { uuid: string; name: string }[];
  createReason: string | undefined;
  onCreate: () => void;
  onExport: () => void;
};

/** Search, filters with their counts, and the actions of the spaces table. */
export const SpacesToolbar = (props: SpacesToolbarProps) => {
  const {
    search,
    onSearch,
    filters,
    onFilters,
    spaces,
    listed,
    seesGrants,
    projects,
    createReason,
    onCreate,
    onExport,
  } = props;
  const counts = useMemo(() => {
    const tally = new Map<string, number>();
    for (const space of spaces)
      for (const value of [
        space.projectUuid,
        space.privacy,
        isNested(space) ? 'nested' : 'top',
        isEmpty(space) ? 'empty' : 'some',
      ])
        tally.set(value, (tally.get(value) ?? 0) + 1);
    return tally;
  }, [spaces]);
  const option = (value: string, label: string) => ({ value, label, count: counts.get(value) ?? 0 });
  return (
    <>
      <SearchBox label="Search by name or path" value={search} onChange={onSearch} />
      <FilterChip
        name="Project"
        options={projects.map(({ uuid, name }) => option(uuid, name))}
        chosen={filters.project}
        onChange={(project) => onFilters({ project })}
      />
      <FilterChip
        name="Visibility"
        options={SPACE_PRIVACIES.filter((privacy) => privacy !== 'unknown' || counts.has(privacy)).map((privacy) =>
          option(privacy, privacyName(privacy)),
        )}
        chosen={filters.privacy}
        onChange={(privacy) => onFilters({ privacy })}
      />
      <FilterChip
        name="Level"
        options={[option('top', 'At the top'), option('nested', 'Inside another space')]}
        chosen={filters.level}
        onChange={(level) => onFilters({ level })}
      />
      <FilterChip
        name="Content"
        options={[option('empty', 'Empty'), option('some', 'With charts or dashboards')]}
        chosen={filters.content}
        onChange={(content) => onFilters({ content })}
      />
      {(seesGrants || filters.sharing.length > 0) && (
        <FilterChip
          name="Sharing"
          options={[{ value: 'nobody', label: 'Private, granted to nobody' }]}
          chosen={filters.sharing}
          onChange={(sharing) => onFilters({ sharing })}
        />
      )}
      <ToolbarActions>
        <ExportButton rows={listed} onClick={onExport} />
        <Button look="primary" reason={createReason} onClick={onCreate}>
          New space
        </Button>
      </ToolbarActions>
    </>
  );
};
