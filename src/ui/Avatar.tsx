import { initials } from '../lib/text';
import styles from './Avatar.module.css';

/** The initials of a person in a circle: decoration beside the name. */
export const Avatar = ({ name }: { name: string }) => (
  <span className={styles.avatar} aria-hidden>
    {initials(name)}
  </span>
);
