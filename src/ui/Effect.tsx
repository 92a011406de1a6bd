import type { ReactNode } from 'react';
import { count, grouped, listOf } from '../lib/text';
import styles from './Effect.module.css';

type EffectProps = {
  /** What happens, and to whom; lines without names are left out. */
  lines: readonly (readonly [title: string, names: readonly string[]])[];
  /** What is said where nothing happens to anybody. */
  none: string;
  /** What is said of the others where something happens; null where there are none. */
  others: string | null;
  /** Of how many it is not known. */
  unknown: number;
  children?: ReactNode;
};

const SHOWN = 4;

const inWords = (names: readonly string[]): string =>
  names.length <= SHOWN
    ? listOf(names)
    : `${names.slice(0, SHOWN).join(', ')} and ${count(names.length - SHOWN, 'other', 'others')}`;

/** What a change of access does to the people it concerns, beside the form that makes it. Announced politely when it changes. */
export const Effect = ({ lines, none, others, unknown, children }: EffectProps) => {
  const isWithoutEffect = lines.every(([, names]) => names.length === 0) && unknown === 0;
  return (
    <div className={styles.effect} role="status">
      {lines.map(
        ([title, names]) =>
          names.length > 0 && (
            <p key={title}>
              <b>
                {title}: {grouped(names.length)}.
              </b>{' '}
              <bdi>{inWords(names)}</bdi>
            </p>
          ),
      )}
      {isWithoutEffect && <p>{none}</p>}
      {children}
      {!isWithoutEffect && others !== null && <p>{others}</p>}
      {unknown > 0 && <p>For {count(unknown, 'person', 'people')} it is not known: not everything could be read.</p>}
    </div>
  );
};
