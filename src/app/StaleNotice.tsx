import { useSyncExternalStore } from 'react';
import { Button } from '#/ui/Button';
import { isVersionWaiting, onVersionWaiting } from './stale';
import styles from './StaleNotice.module.css';

/** Says that a new version waits for the person to finish. In the first code of the page, for what is loaded later may be gone. */
export const StaleNotice = () => {
  const isWaiting = useSyncExternalStore(onVersionWaiting, isVersionWaiting);
  return isWaiting ? (
    <div role="status" className={styles.notice}>
      <span>A new version is there; it is loaded when you have finished.</span>
      <Button onClick={() => location.reload()}>Reload now</Button>
    </div>
  ) : null;
};
