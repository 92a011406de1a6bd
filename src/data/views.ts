import { currentHome } from '../api/core/home';
import type { Me } from '../domain/permissions';
import { fold } from '../lib/text';

/** What somebody looks at in a list, under a name: the list's path, and what its address asks of it. */
export type View = { name: string; path: string; search: string };

// oxlint-disable-next-line no-restricted-globals -- What was searched for is no secret, and meant to outlive the tab.
const storage = (): Storage => localStorage;

/** Each person has their own, also in a browser that several share: what is searched for may be people's names. */
const keyOf = ({ organizationUuid, userUuid }: Pick<Me, 'organizationUuid' | 'userUuid'>): string =>
  `lightdash-console:views:${[currentHome().base, organizationUuid, userUuid].join(' ')}`;

const isView = (view: unknown): view is View =>
  typeof view === 'object' &&
  view !== null &&
  ['name', 'path', 'search'].every((part) => typeof (view as Record<string, unknown>)[part] === 'string') &&
  /^\/(?!\/)/.test((view as View).path);

/** Views that this browser keeps for somebody, by name. Nothing where it refuses storage; what is not understood is left out. */
export const viewsOf = (me: Parameters<typeof keyOf>[0]): readonly View[] => {
  try {
    const kept = JSON.parse(storage().getItem(keyOf(me)) ?? '[]') as unknown;
    return (Array.isArray(kept) ? kept.filter(isView) : []).sort((a, b) => a.name.localeCompare(b.name));
  } catch {
    return [];
  }
};

/** Keeps views in place of those that were there. Out: whether the browser did; if not, the others are still there. */
export const keepViews = (me: Parameters<typeof keyOf>[0], views: readonly View[]): boolean => {
  try {
    if (views.length > 0) storage().setItem(keyOf(me), JSON.stringify(views));
    else storage().removeItem(keyOf(me));
    return true;
  } catch {
    return false;
  }
};

/** Whether two views of a list have the same name, as people read names. */
export const isNamed =
  ({ name, path }: Pick<View, 'name' | 'path'>) =>
  (other: View): boolean =>
    other.path === path && fold(other.name) === fold(name.trim());

const inOrder = (search: string): string => {
  const params = new URLSearchParams(search);
  params.sort();
  return params.toString();
};

/** Whether two addresses ask the same, in whatever order. */
export const asksSame = (a: string, b: string): boolean => inOrder(a) === inOrder(b);
