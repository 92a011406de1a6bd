import type { QueryClient } from '@tanstack/react-query';
import { nextFrame } from '#/lib/frame';
import type { Place } from '#/ui/place';
import { askPicture } from '#/ui/table-room';
import type { createRouter } from './routes';

/** The first rows are waited for so long, in milliseconds: then the console is drawn without them. */
const FIRST_ROWS_MS = 120;
/** Once they are seen, so long for what their table needs besides. */
const TABLE_MS = 1_000;

/**
 * Has the place that the console begins with draw its first rows into the picture that the page came with. Resolves when they are seen,
 * or nobody waits for them any more. There are none where that picture is not shown, where the address says how to look at the list,
 * or where something has failed.
 */
export const waitForFirstRows = async (
  { state: { matches, location: at, errors } }: ReturnType<typeof createRouter>,
  container: HTMLElement,
  queryClient: QueryClient,
): Promise<void> => {
  const place = matches.at(-1)?.route.handle as Place | undefined;
  const lines = container.querySelector('.boot-lines');
  if (lines) askPicture(lines);
  if (!place?.firstRows || at.search || errors || !lines?.clientWidth) return;
  const drawn = place.firstRows().then((draw) => draw(lines, queryClient, AbortSignal.timeout(FIRST_ROWS_MS)));
  const end = new Promise((resolve) => AbortSignal.timeout(TABLE_MS).addEventListener('abort', resolve));
  // Whatever keeps them away is told by the page.
  await Promise.race([drawn.then(nextFrame, () => {}), end]);
};
