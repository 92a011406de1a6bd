import { useSyncExternalStore } from 'react';
import { notices } from '../api/lightdash/notices';

/** What Lightdash announced beside its answers since the page was loaded: operations that go away, and warnings. */
export const useNotices = () => useSyncExternalStore(notices.subscribe, notices.current);
