import { lazy, Suspense, useEffect, useState } from 'react';
import { useConfig } from '#/data/config';
import { LinkedCard } from './LinkedCard';
import type { LinkedDialog } from './LinkedDialogs';
import { LINKED_ID, LinkedFrame } from './LinkedFrame';

const LinkedDialogs = lazy(() => import('./LinkedDialogs'));

/** The accounts that one has in other systems; each is a card of its own, and fails by itself. */
const LinkedSection = () => {
  const { accounts } = useConfig();
  const [dialog, setDialog] = useState<LinkedDialog | null>(null);
  useEffect(() => {
    // After a return from connecting an account the section is scrolled to; it was not rendered yet when the page opened.
    if (location.hash === `#${LINKED_ID}`) document.getElementById(LINKED_ID)?.scrollIntoView();
  }, []);
  return (
    <LinkedFrame
      accounts={accounts}
      card={(account) => <LinkedCard key={account.id} account={account} onDialog={setDialog} />}
    >
      {dialog && (
        <Suspense>
          <LinkedDialogs dialog={dialog} onClose={() => setDialog(null)} />
        </Suspense>
      )}
    </LinkedFrame>
  );
};

export default LinkedSection;
