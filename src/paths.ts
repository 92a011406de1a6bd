/** Every address of the console. Values from outside are encoded here and nowhere else. */
export const paths = {
  home: () => '/',
  signIn: (next?: string) => (next && next !== '/' ? `/sign-in?next=${encodeURIComponent(next)}` : '/sign-in'),
  members: (filters: { group?: string; role?: string; q?: string } = {}) => {
    const search = new URLSearchParams(filters).toString();
    return search ? `/members?${search}` : '/members';
  },
  member: (userUuid: string) => `/members/${encodeURIComponent(userUuid)}`,
} as const;

/**
 * An address to return to after sign-in, if it is one of ours. In: what stood in `?next=`. Out: a path of this console;
 * anything that could lead to another origin (`//host`, `/\host`, a scheme, control characters) becomes "/".
 */
export const safeNext = (next: string | null): string => {
  if (!next || !/^\/(?![/\\])/.test(next) || next.includes('\\') || [...next].some((character) => character < ' ')) return '/';
  const { host, pathname, search, hash } = new URL(next, 'http://console.invalid');
  // Dots that were resolved may have left two slashes at the beginning: `/..//host`.
  return host === 'console.invalid' && !pathname.startsWith('//') ? pathname + search + hash : '/';
};
