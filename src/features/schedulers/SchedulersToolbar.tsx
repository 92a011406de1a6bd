import { useMemo } from 'react';
import type { Project } from '#/data/projects';
import { Button } from '#/ui/Button';
import { ExportButton } from '#/ui/ExportButton';
import { FilterChip, type FilterOption } from '#/ui/FilterChip';
import { ToolbarActions } from '#/ui/Page';
import { SearchBox } from '#/ui/SearchBox';
import { SCHEDULER_LIST, statesOf, type Row, type SchedulerFilter } from './rows';
import styles from './schedulers.module.css';
import { formatName, STATE_NAMES, STATES, TARGET_NAMES, targetKinds } from './words';

type Filters = Readonly<Record<SchedulerFilter, readonly string[]>>;

type SchedulersToolbarProps = {
  search: string;
  onSearch: (text: string) => void;
  filters: Filters;
  onFilters: (filters: Partial<Filters>) => void;
  rows: readonly Row[];
  /** How many of them are left by search and filters. */
  listed: number;
  projects: readonly Project[];
  zoneReason: string | undefined;
  onZone: () => void;
  onExport: () => void;
};

const tally = (values: Iterable<string>): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};

/** Each filter's values with how many schedulers have them. */
const optionsOf = (rows: readonly Row[], projects: readonly Project[]): Record<SchedulerFilter, FilterOption[]> => {
  const states = tally(rows.flatMap(statesOf));
  const formats = tally(rows.map(({ scheduler }) => scheduler.format));
  const targets = tally(rows.flatMap(({ scheduler }) => targetKinds(scheduler)));
  const inProjects = tally(rows.map(({ scheduler }) => scheduler.projectUuid));
  const owned = tally(rows.map(({ scheduler }) => scheduler.ownerUuid));
  const owners = new Map(rows.map(({ scheduler }) => [scheduler.ownerUuid, scheduler.ownerName]));
  const alerts = rows.filter(({ scheduler }) => scheduler.isAlert).length;
  return {
    state: STATES.map((value) => ({ value, label: STATE_NAMES[value], count: states.get(value) ?? 0 })),
    project: projects.map(({ uuid, name }) => ({ value: uuid, label: name, count: inProjects.get(uuid) ?? 0 })),
    format: (SCHEDULER_LIST.filters.format ?? [])
      .filter((value) => value !== 'pdf' || formats.has(value))
      .map((value) => ({ value, label: formatName(value), count: formats.get(value) ?? 0 })),
    target: (['email', 'slack', 'msteams', 'googlechat', 'gsheets'] as const)
      .filter((value) => value !== 'googlechat' || targets.has(value))
      .map((value) => ({ value, label: TARGET_NAMES[value], count: targets.get(value) ?? 0 })),
    owner: [...owners]
      .map(([value, label]) => ({ value, label, count: owned.get(value) ?? 0 }))
      .toSorted((a, b) => a.label.localeCompare(b.label)),
    kind: [
      { value: 'delivery', label: 'Delivery', count: rows.length - alerts },
      { value: 'alert', label: 'Alert', count: alerts },
    ],
  };
};

const NAMES: readonly [SchedulerFilter, string][] = [
  ['state', 'State'],
  ['project', 'Project'],
  ['format', 'Format'],
  ['target', 'To'],
  ['owner', 'Owner'],
  ['kind', 'Kind'],
];

/** Search, filters with their counts, and the actions of the schedulers table. */
export const SchedulersToolbar = ({
  search,
  onSearch,
  filters,
  onFilters,
  rows,
  listed,
  projects,
  zoneReason,
  onZone,
  onExport,
}: SchedulersToolbarProps) => {
  const options = useMemo(() => optionsOf(rows, projects), [rows, projects]);
  return (
    <>
      <SearchBox label="Search by name, content, owner or recipient" value={search} onChange={onSearch} />
      <div className={styles.chips}>
        {NAMES.map(([filter, name]) => (
          <FilterChip
            key={filter}
            name={name}
            options={options[filter]}
            chosen={filters[filter]}
            onChange={(chosen) => onFilters({ [filter]: chosen })}
          />
        ))}
      </div>
      <ToolbarActions>
        <Button reason={zoneReason} onClick={onZone}>
          Project time zone
        </Button>
        <ExportButton rows={listed} onClick={onExport} />
      </ToolbarActions>
    </>
  );
};
