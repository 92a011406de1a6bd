import { isUuid } from './uuid';

/** What a link asks of a list: `q` for the search, a filter's name for its values, `sort` (see list-view). */
export type Filters = Readonly<Record<string, string>>;

type Parameter<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Parameter<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/**
 * The address of a place. Values from outside are encoded here and nowhere else. In: its path as the router has it
 * (`/members/:userUuid`), a value for each parameter, and what is asked of it.
 */
export const address = <Path extends string>(
  path: Path,
  parameters: Readonly<Record<Parameter<Path>, string>>,
  filters: Filters | URLSearchParams = {},
): string => {
  const values: Readonly<Record<string, string>> = parameters;
  const pathname = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  const search = new URLSearchParams(filters).toString();
  return search ? `${pathname}?${search}` : pathname;
};

/** Whether every parameter of an address that is to be a uuid (`…Uuid`) is one: some operations answer 500 or 422 to others. */
export const hasUuids = (parameters: Readonly<Record<string, string | undefined>>): boolean =>
  Object.entries(parameters).every(([name, value]) => !name.endsWith('Uuid') || isUuid(value ?? ''));

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
