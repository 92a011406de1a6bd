import { Link } from './Link';
import styles from './AccessTables.module.css';

/** A person in a list of access: a link, and a word about somebody who cannot sign in. */
export const PersonName = ({ to, name, state }: { to: string; name: string; state: string }) => (
  <span className={styles.name}>
    <Link to={to} tabIndex={-1} title={name}>
      <bdi>{name}</bdi>
    </Link>
    {state !== '' && <span className={styles.faint}>{state.toLowerCase()}</span>}
  </span>
);

type ReasonProps = { because: string; limit?: string; idle: number; title: string; onExplain: () => void };

/** Why somebody has access, in a line; what it has no room for opens beside it. */
export const Reason = ({ because, limit = '', idle, title, onExplain }: ReasonProps) => (
  <span className={styles.reason} title={title}>
    <span>
      <bdi>{because}</bdi>
      {limit !== '' && <span className={styles.limit}>. {limit}</span>}
    </span>
    {idle > 0 && (
      <button type="button" tabIndex={-1} className={styles.more} onClick={onExplain}>
        +{idle} without effect
      </button>
    )}
  </span>
);
