import { useSyncExternalStore } from 'react';
import { aboutOperation, learnedSoFar, subscribeToCapabilities } from '../api/lightdash/capabilities';
import { OPERATION_FACTS } from '../api/lightdash/gen/operation-facts';
import { reportOn, type OperationReport } from '../domain/server-report';
import { useHealth } from './health';
import { useMe } from './me';
import { useNotices } from './notices';

/**
 * What is known of the server: `isNewer`, whether it is of the generation of 1.219 (undefined until an answer has told), and the
 * state of every operation of the contract, from its answers, the headers that announce an end, the contract, and who is signed in.
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
