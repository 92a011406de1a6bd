import { Page } from '#/ui/Page';
import { AccessTabs } from './AccessTabs';
import { SnapshotBar } from './SnapshotBar';
import { useAccess } from './useAccess';

/** `/access`: who reaches what, and why. */
export const AccessPage = () => {
  const access = useAccess();
  return (
    <Page title="Access">
      <AccessTabs current="explorer" />
      <SnapshotBar access={access} />
    </Page>
  );
};
