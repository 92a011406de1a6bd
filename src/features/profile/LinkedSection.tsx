import { lazy, Suspense, useState } from 'react';
import type { Connection, LinkedAccount } from '#/data/accounts';
import { useConfig, type AccountConfig } from '#/data/config';
import { LinkedCard } from './LinkedCard';
import styles from './linked.module.css';
import { Section } from './Section';

const LinkedDialogs = lazy(() => import('./LinkedDialogs'));

/** Which dialog about a linked account is open. */
export type LinkedDialog =
  | { kind: 'connect' | 'disconnect'; account: AccountConfig }
  | { kind: 'edit'; account: AccountConfig; by: NonNullable<Connection>['by']; read: LinkedAccount }
  | { kind: 'record'; account: AccountConfig; read: LinkedAccount };

/** The accounts that one has in other systems; each is a card of its own, and fails by itself. */
const LinkedSection = () => {
  const { accounts } = useConfig();
  const [dialog, setDialog] = useState<LinkedDialog | null>(null);
  return (
    <Section id="linked-accounts" title="Linked accounts" count={accounts.length} wide>
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
