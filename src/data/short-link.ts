import { isFailure } from '../api/core/failure';
import type { ShareUrl } from '../api/lightdash/gen/model/shareUrl';
import { useGetShareUrl } from '../api/lightdash/gen/integrations/integrations';
import { consolePath } from '../lib/address';
import { memoized } from '../lib/memo';

/** Where a short link leads: as it was written, and as a path of a console; null where it leads anywhere else. */
type ShortLink = { written: string; path: string | null };

// Whoever made it may have written anything into it, with or without the `?`.
const toShortLink = memoized(({ path, params }: Pick<ShareUrl, 'path' | 'params'>): ShortLink => {
  const written = `${path}${params === '' || params.startsWith('?') ? '' : '?'}${params}`;
  return { written, path: consolePath(written) };
});

/**
 * Where a short link of the organization leads, for every member and by token. In: its own part, out of an address.
 * `isUnknown`: it is of another organization, or none. `isForeign`: Lightdash itself refuses to say where it leads, since that is no
 * path of its own (1.219; docs/lightdash/server.md#s15). Sources: getShareUrl.viewer, getShareUrl.unknown.
 */
export const useShortLink = (nanoId: string) => {
  const isOne = /^[\w-]{1,64}$/.test(nanoId);
  const { data, error, refetch } = useGetShareUrl(nanoId, { query: { select: toShortLink, enabled: isOne } });
  const isUnknown = !isOne || isFailure(error, 'not-found');
  const isForeign = isFailure(error, 'invalid') && /relative in-app path/.test(error.serverMessage);
  return { link: data, isUnknown, isForeign, error, refetch };
};
