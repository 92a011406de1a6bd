import { useEffect, useState } from 'react';
import { useConfig } from '#/data/config';
import { LinkedCard } from './LinkedCard';
import type { LinkedDialog } from './LinkedDialogs';
import { LINKED_ID, LinkedFrame } from './LinkedFrame';
import { onDemand } from '#/ui/late';

const LinkedDialogs = onDemand(async () => (await import('./LinkedDialogs')).LinkedDialogs);

/** The accounts that one has in other systems; each is a card of its own, and fails by itself. */
export const LinkedSection = () => {
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
      {dialog && <LinkedDialogs dialog={dialog} onClose={() => setDialog(null)} />}
    </LinkedFrame>
  );
};
