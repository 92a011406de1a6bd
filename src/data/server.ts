import { useSyncExternalStore } from 'react';
import { aboutOperation, learnedSoFar, subscribeToCapabilities } from '../api/lightdash/capabilities';
import { OPERATION_FACTS } from '../api/lightdash/gen/operation-facts';
import { getGetHealthQueryOptions, useGetHealth } from '../api/lightdash/gen/session/session';
import { reportOn, type OperationReport } from '../domain/server-report';
import { useMe } from './me';
import { useNotices } from './notices';

/** What the server says of itself: its version, its licence, what is switched on. Throws ApiFailure. Source: Health.ok. */
export const healthQuery = getGetHealthQueryOptions();

/** The same for a component. */
export const useHealth = () => useGetHealth();

/**
 * Whether the server is of the generation of 1.219, as far as any answer has told; and every operation of the contract with how
 * it stands on this server: by what came back, what the headers announce, what the contract knows, and who is signed in.
 */
export const useServerReport = (): { isNewer: boolean | undefined; operations: OperationReport[] } => {
  const { me } = useMe();
  const { data: health } = useHealth();
  const notices = useNotices();
  const seen = useSyncExternalStore(subscribeToCapabilities, () => learnedSoFar().seen);
  const isNewer = useSyncExternalStore(subscribeToCapabilities, () => learnedSoFar().isNewer);
  const announced = new Map(
    notices.filter(({ kind }) => kind === 'deprecated').map((notice) => [`${notice.method} ${notice.path}`, notice]),
  );
  const server = { isNewer, hasLicence: health?.license?.valid, me };
  const operations = OPERATION_FACTS.map((facts) =>
    reportOn(facts, {
      seen: aboutOperation(seen, facts.name),
      announced: aboutOperation(announced, facts.name),
      server,
    }),
  );
  return { isNewer, operations };
};
