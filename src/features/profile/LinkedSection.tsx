import { lazy, Suspense, useEffect, useState } from 'react';
import type { Connection, LinkedAccount } from '#/data/accounts';
import { useConfig, type AccountConfig } from '#/data/config';
import { LinkedCard } from './LinkedCard';
import styles from './linked.module.css';
import { Section } from './Section';

const LinkedDialogs = lazy(() => import('./LinkedDialogs'));

/** Which dialog about a linked account is open. */
export type LinkedDialog =
  | { kind: 'connect'; account: AccountConfig }
  | { kind: 'disconnect'; account: AccountConfig; by: Connection['by'] }
  | { kind: 'edit'; account: AccountConfig; by: Connection['by']; read: LinkedAccount }
  | { kind: 'record'; account: AccountConfig; read: LinkedAccount };

const ID = 'linked-accounts';

/** The accounts that one has in other systems; each is a card of its own, and fails by itself. */
const LinkedSection = () => {
  const { accounts } = useConfig();
  const [dialog, setDialog] = useState<LinkedDialog | null>(null);
  useEffect(() => {
    // Whoever comes back from connecting one was here before; when the page was opened, this was not there yet.
    if (location.hash === `#${ID}`) document.getElementById(ID)?.scrollIntoView();
  }, []);
  return (
    <Section id={ID} title="Linked accounts" count={accounts.length} wide>
      <ul className={styles.cards}>
        {accounts.map((account) => (
          <LinkedCard key={account.id} account={account} onDialog={setDialog} />
        ))}
      </ul>
      {dialog && (
        <Suspense>
          <LinkedDialogs dialog={dialog} onClose={() => setDialog(null)} />
        </Suspense>
      )}
    </Section>
  );
};

export default LinkedSection;
