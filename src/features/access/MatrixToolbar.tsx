import type { ReactNode } from 'react';
import { Link } from '#/ui/Link';
import type { Groups } from '#/data/groups';
import { CUSTOM_ROLE, NO_ROLE } from '#/access';
import { roleName } from '#/domain/roles';
import { ShortLink } from '#/features/short-links/ShortLink';
import type { ListView } from '#/lib/list-view';
import { Button } from '#/ui/Button';
import { FilterChip } from '#/ui/FilterChip';
import { ToolbarActions } from '#/ui/Page';
import { SearchBox } from '#/ui/SearchBox';
import styles from './Matrix.module.css';
import { MATRIX_LIST, type MatrixColumn, type MatrixFilter, type MatrixOf, type MatrixSort } from './matrixRows';
import { matrixLink } from './routes';

type MatrixToolbarProps = {
  of: MatrixOf;
  params: URLSearchParams;
  search: string;
  onSearch: (text: string) => void;
  view: ListView<MatrixFilter, MatrixSort>;
  onChange: (part: {
    filters?: Partial<Record<MatrixFilter, readonly string[]>>;
    sort?: ListView<MatrixFilter, MatrixSort>['sort'];
  }) => void;
  groups: Groups | undefined;
  projects: readonly MatrixColumn[];
  /** The one project that is shown where there is room for one; absent where there is for all. */
  project: MatrixColumn | undefined;
  onProject: (uuid: string) => void;
  onExport: (() => void) | undefined;
  /** Exports what an auditor wants. */
  review: ReactNode;
};

const ROLE_NAMES: Readonly<Record<string, string>> = { [CUSTOM_ROLE]: 'Custom role', [NO_ROLE]: 'None' };

const SORTS: readonly { column: MatrixSort; name: string; descending: boolean }[] = [
  { column: 'name', name: 'Name', descending: false },
  { column: 'role', name: 'Organization role', descending: true },
  { column: 'grants', name: 'Most grants', descending: true },
];

/** What the matrix shows: of groups or members, which of them, in which order. */
export const MatrixToolbar = (props: MatrixToolbarProps) => {
  const { of, params, search, onSearch, view, onChange, groups, projects, project, onProject, onExport, review } =
    props;
  const { filters, sort } = view;
  const asked = Object.fromEntries([...params].filter(([name]) => name === 'project'));
  return (
    <>
      <nav className={styles.switch} aria-label="Rows of the matrix">
        <Link to={matrixLink(asked)} aria-current={of === 'groups'}>
          Groups
        </Link>
        <Link to={matrixLink({ ...asked, show: 'members' })} aria-current={of === 'members'}>
          Members
        </Link>
      </nav>
      {project && (
        <label className={styles.select}>
          Project
          <select value={project.uuid} onChange={(event) => onProject(event.target.value)}>
            {projects.map(({ uuid, name }) => (
              <option key={uuid} value={uuid}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <div className={styles.search}>
        <SearchBox
          label={of === 'groups' ? 'Search by name' : 'Search by name or e-mail'}
          value={search}
          onChange={onSearch}
        />
      </div>
      <FilterChip
        name="Differing"
        options={[{ value: 'yes', label: of === 'groups' ? 'With a grant' : 'From the organization role' }]}
        chosen={filters.differ}
        onChange={(differ) => onChange({ filters: { differ } })}
      />
      <FilterChip
        name="Role"
        options={(MATRIX_LIST.filters.role ?? []).map((role) => ({
          value: role,
          label: ROLE_NAMES[role] ?? roleName(role),
        }))}
        chosen={filters.role}
        onChange={(role) => onChange({ filters: { role } })}
      />
      {of === 'members' && groups && groups.size > 0 && (
        <FilterChip
          name="Group"
          options={[...groups.values()].map(({ uuid, name }) => ({ value: uuid, label: name }))}
          chosen={filters.group}
          onChange={(group) => onChange({ filters: { group } })}
        />
      )}
      {!project && (
        <label className={styles.select}>
          <span className="visually-hidden">Sort by</span>
          <select
            title="Sort by"
            value={sort.column}
            onChange={(event) => {
              const chosen = SORTS.find(({ column }) => column === event.target.value);
              if (chosen) onChange({ sort: { column: chosen.column, descending: chosen.descending } });
            }}
          >
            {SORTS.filter(({ column }) => column !== 'role' || of === 'members').map(({ column, name }) => (
              <option key={column} value={column}>
                {name}
              </option>
            ))}
            {sort.column === 'project' && <option value="project">Role in a project</option>}
          </select>
        </label>
      )}
      <ToolbarActions>
        <ShortLink />
        {review}
        <Button onClick={onExport} reason={onExport ? undefined : 'Nothing has been read yet.'}>
          Export
        </Button>
      </ToolbarActions>
    </>
  );
};
