import type { LinkedAccount } from '#/data/accounts';
import type { AccountConfig } from '#/data/config';
import { Button } from '#/ui/Button';
import { Dialog } from '#/ui/Dialog';
import details from '#/ui/Details.module.css';
import styles from './profile.module.css';

/** All that a linked account says of the person, in its own words. */
export const RecordDialog = ({
  account,
  read,
  onClose,
}: {
  account: AccountConfig;
  read: LinkedAccount;
  onClose: () => void;
}) => (
  <Dialog title={`${account.name}: full record`} onClose={onClose} footer={<Button onClick={onClose}>Close</Button>}>
    <dl className={details.facts}>
      {read.facts.map(({ label, value }) => (
        <div key={label} className={styles.fact}>
          <dt>
            <bdi>{label}</bdi>
          </dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  </Dialog>
);
