import { use, useSyncExternalStore } from 'react';
import styles from './HostWait.module.css';
import { StageContext } from './stage';

const never = () => () => {};

/** What an embedded console begins with: nothing, and after a moment of waiting for the host's token, that it waits. */
export const HostWait = () => {
  const { subscribe = never, isLong = () => false } = use(StageContext)?.hostWait ?? {};
  return (
    <p role="status" className={styles.wait}>
      {useSyncExternalStore(subscribe, isLong) && 'Waiting for the portal…'}
    </p>
  );
};
