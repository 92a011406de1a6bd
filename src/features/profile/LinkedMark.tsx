import type { AccountConfig } from '#/data/config';
import styles from './linked.module.css';

/** Initials of our own drawing, no system's emblem. */
const STROKES: Readonly<Record<AccountConfig['api'], string>> = {
  workspace: 'M6 9l3.4 11L14 11l4.6 9L22 9',
  zenml: 'M8 9h12L8 19.5h12M10.5 14.2h7',
  katapult: 'M9 8.5v11.5M20 8.5c-2 4-6 6-11 6.2M12.5 14.2c2.6.4 5.4 2.4 7.5 5.8',
};

/** The mark of a linked system, to tell the cards apart at a glance. */
export const LinkedMark = ({ api }: Pick<AccountConfig, 'api'>) => (
  <svg className={styles.mark} data-api={api} width={28} height={28} viewBox="0 0 28 28" aria-hidden focusable="false">
    <rect width={28} height={28} rx={7} />
    <path d={STROKES[api]} />
  </svg>
);
