/** What a link asks of a list: `q` for the search, a filter's name for its values, `sort` (see lib/list-view). */
type Filters = Readonly<Record<string, string>>;

const list = (path: string, filters: Filters | URLSearchParams): string => {
  const search = new URLSearchParams(filters).toString();
  return search ? `${path}?${search}` : path;
};

/** Every address of the console. Values from outside are encoded here and nowhere else. */
export const paths = {
  home: () => '/',
  signIn: (next?: string) => (next && next !== '/' ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in'),
  /** Where authorization servers send people back to; registered there as it is. */
  oauthReturn: () => '/oauth/callback',
  overview: () => '/overview',
  profile: () => '/profile',
  members: (filters: Filters = {}) => list('/members', filters),
  member: (userUuid: string) => `/members/${encodeURIComponent(userUuid)}`,
  groups: (filters: Filters = {}) => list('/groups', filters),
  group: (groupUuid: string, filters: Filters = {}) => list(`/groups/${encodeURIComponent(groupUuid)}`, filters),
  projects: (filters: Filters = {}) => list('/projects', filters),
  projectAccess: (projectUuid: string, filters: Filters = {}) =>
    list(`/projects/${encodeURIComponent(projectUuid)}/access`, filters),
  spaces: (filters: Filters = {}) => list('/spaces', filters),
  space: (projectUuid: string, spaceUuid: string, filters: Filters = {}) =>
    list(`/projects/${encodeURIComponent(projectUuid)}/spaces/${encodeURIComponent(spaceUuid)}`, filters),
  schedulers: (filters: Filters = {}) => list('/schedulers', filters),
  scheduler: (schedulerUuid: string) => `/schedulers/${encodeURIComponent(schedulerUuid)}`,
  /** Who reaches what: `person` or `group`, `project` or `space`, in any combination; `q`, filters and `sort` for what is listed. */
  access: (filters: Filters = {}) => list('/access', filters),
  accessMatrix: (filters: Filters = {}) => list('/access/matrix', filters),
  accessWhatIf: (filters: Filters | URLSearchParams = {}) => list('/access/what-if', filters),
} as const;

/**
 * A path of this console, normalised, out of what came from outside. Null for anything that could lead to another origin
 * (`//host`, `/\host`, a scheme, control characters) and for what is no text at all.
 */
export const consolePath = (from: unknown): string | null => {
  if (
    typeof from !== 'string' ||
    !/^\/(?![/\\])/.test(from) ||
    from.includes('\\') ||
    [...from].some((character) => character < ' ')
  )
    return null;
  const { host, pathname, search, hash } = new URL(from, 'http://console.invalid');
  // Dots that were resolved may have left two slashes at the beginning: `/..//host`.
  return host === 'console.invalid' && !pathname.startsWith('//') ? pathname + search + hash : null;
};

/** An address to return to after sign-in, if it is one of ours; else "/". In: what stood in `?next=`. */
export const safeNext = (next: string | null): string => consolePath(next) ?? '/';
