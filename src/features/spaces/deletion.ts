import { isFailure } from '#/api/core/failure';
import { count } from '#/lib/text';

/** What the server says of itself, as far as it matters here; undefined while it has not been read. */
type Health = { softDelete?: { enabled: boolean } | undefined } | undefined;

/** As much of a query as matters here. */
type Reading = { data: unknown; error: unknown };

/**
 * Why what goes with a space could not be counted in full; null where it was. In: the server's own count, which servers before
 * 1.219 do not have, and the list of the spaces that one can see, which stands in for it.
 */
export const uncounted = (impact: Reading, listed: Reading): unknown => {
  if (impact.error && !isFailure(impact.error, 'no-such-operation')) return impact.error;
  return impact.data ? null : listed.error;
};

/** How many spaces inside a space go with it. In: whether the server itself counted; otherwise some may not be shown. */
export const spacesInWords = (spaces: number, isCounted: boolean): string => {
  const seen = isCounted ? '' : ' that you can see';
  return spaces === 0
    ? `No spaces inside it${seen}`
    : `${count(spaces, 'space', 'spaces')} inside it${seen}; their charts and dashboards are counted above`;
};

/**
 * Whether a deleted space can be had back, as far as the server says. In: what it says of itself, undefined while that has not
 * been read, and whether it could not be.
 */
export const undoInWords = (health: Health, isUnread: boolean): string => {
  if (!health) return isUnread ? 'Whether this can be undone is not known. ' : '';
  return health.softDelete?.enabled ? 'It goes to the trash of Lightdash. ' : 'This cannot be undone. ';
};

/** What has become of a space that was deleted, and of what was in it, as far as the server says. */
export const deletedInWords = (name: string, health: Health): string => {
  const all = `“${name}” and what was in it are`;
  if (!health) return `${all} deleted.`;
  return health.softDelete?.enabled ? `${all} in the trash of Lightdash.` : `${all} gone.`;
};
