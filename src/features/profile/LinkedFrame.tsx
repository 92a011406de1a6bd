import type { ReactNode } from 'react';
import type { AccountConfig } from '#/data/config';
import styles from './linked.module.css';
import { LinkedMark } from './LinkedMark';
import { Section } from '#/ui/Section';

/** The address of the linked accounts on the page. */
export const LINKED_ID = 'linked-accounts';

type LinkedFrameProps = {
  accounts: readonly AccountConfig[];
  card: (account: AccountConfig) => ReactNode;
  children?: ReactNode;
};

/** The section of the linked accounts: a card each. */
export const LinkedFrame = ({ accounts, card, children }: LinkedFrameProps) => (
  <Section id={LINKED_ID} title="Linked accounts" count={accounts.length} wide>
    <p className={styles.about}>Their credentials stay in the memory of this browser’s open tabs, and nowhere else.</p>
    <ul className={styles.cards}>{accounts.map(card)}</ul>
    {children}
  </Section>
);

/** The same before its code is there, so that nothing below it jumps when it comes. */
export const LinkedPlaceholder = ({ accounts }: { accounts: readonly AccountConfig[] }) => (
  <LinkedFrame
    accounts={accounts}
    card={({ id, name, api }) => (
      <li key={id} className={styles.card} aria-busy="true">
        <h3>
          <LinkedMark api={api} />
          <bdi>{name}</bdi>
        </h3>
      </li>
    )}
  />
);
