import type { EndedCall } from '../api/core/home';
import { currentHome } from '../api/core/home';
import type { Me } from '../domain/permissions';
import { forgetRecents } from './recents';

/** The database in which the reading of an organization is kept (data/kept.ts): there is one, of one person. */
export const KEPT = 'lightdash-console';

/** Whose it is; ends with a star as long as something was written that may have made it old. Holds no secret. */
const OWNER = 'lightdash-console:keeps';
const CHANGING = '*';

// oxlint-disable-next-line no-restricted-globals -- No secret, and meant to outlive the tab.
const storage = (): Storage => localStorage;

/** Whose reading this browser keeps; null for nobody's, also where it refuses storage. With a star at its end it is of no use. */
export const keptFor = (): string | null => {
  try {
    return storage().getItem(OWNER);
  } catch {
    return null;
  }
};

/** Whether something was written that may have made old what is kept of somebody, and what is in the cache as well. */
export const isChanging = (owner: string): boolean => keptFor() === owner + CHANGING;

/** How many writes of this page have left the mark. Whoever takes it away has to have dealt with all of them. */
let marks = 0;
export const marksLeft = (): number => marks;

/** Says whose reading is kept from now on, and that it is as true as when it was read. Throws where the browser refuses storage. */
export const keepFor = (owner: string): void => storage().setItem(OWNER, owner);

/** Deletes what is kept: on signing out, where somebody else signs in, and when the server does not know the person any more. */
export const forgetKept = (): void => {
  if (keptFor() === null) return;
  storage().removeItem(OWNER);
  try {
    indexedDB.deleteDatabase(KEPT);
  } catch {
    // A browser that refuses that has not kept anything either.
  }
};

/**
 * By whom and of what a reading is kept: server, organization and person. Null where it must not outlive the page: with a token,
 * which does not outlive it either, and below a host.
 */
export const ownerOf = ({
  userUuid,
  organizationUuid,
  credential,
}: Pick<Me, 'userUuid' | 'organizationUuid' | 'credential'>): string | null => {
  const { base, hasTabs } = currentHome();
  const hasCookie = credential === 'session' || credential === 'demo';
  return hasCookie && hasTabs ? [base, organizationUuid, userUuid].join(' ') : null;
};

/** Deletes what is kept of anybody else. */
export const forgetOthers = (me: Parameters<typeof ownerOf>[0]): void => {
  if (keptFor()?.replace(CHANGING, '') !== ownerOf(me)) forgetKept();
};

/**
 * Hears how calls end: nothing stays when the session is over. A write leaves its mark until data/invalidation.ts has said what it
 * made old, so that nothing is taken for true after a reload in the midst of many.
 */
export const hearForKept = ({ method, path, failure, tries }: EndedCall): void => {
  if (!path.startsWith('/api/')) return;
  // That a credential is no good which somebody tries says nothing of who is signed in.
  if (!tries && (failure?.kind === 'unauthorized' || failure?.kind === 'deactivated')) {
    forgetRecents();
    return forgetKept();
  }
  const isWrite = method !== 'GET' && (!failure || failure.outcome === 'unknown');
  const owner = isWrite && keptFor();
  if (!owner) return;
  marks += 1;
  try {
    if (!owner.endsWith(CHANGING)) keepFor(owner + CHANGING);
  } catch {
    // Full: what cannot be marked is not kept.
    forgetKept();
  }
};
