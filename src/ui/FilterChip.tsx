import { lazy, startTransition, Suspense, useState } from 'react';
import { classes } from '../lib/text';
import styles from './FilterChip.module.css';
import { Icon } from './icons';

/** `count`: how many it would leave; a function is asked when the list is open. */
export type FilterOption = { value: string; label: string; count?: number | (() => number) };

type FilterChipProps = {
  /** What is filtered by, such as "Role". */
  name: string;
  options: readonly FilterOption[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

const FilterMenu = lazy(() => import('./FilterMenu'));

/** One filter of a toolbar: shows what is chosen, opens a list of checkboxes, lets go of all by its cross. */
export const FilterChip = ({ name, options, chosen, onChange }: FilterChipProps) => {
  const [opened, setOpened] = useState(false);
  const [everOpened, setEverOpened] = useState(false);
  const labels = options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
  const value =
    chosen.length === 0
      ? 'Any'
      : labels.length > 2
        ? `${labels.length} chosen`
        : labels.join(', ') || `${chosen.length} chosen`;
  const button = (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-expanded={opened}
      onClick={() =>
        startTransition(() => {
          setEverOpened(true);
          setOpened((is) => !is);
        })
      }
    >
      <span>{name}</span> <span className={styles.value}>{value}</span>
    </button>
  );
  return (
    <div className={classes(styles.chip, chosen.length > 0 && styles.on)}>
      {everOpened ? (
        <Suspense fallback={button}>
          <FilterMenu
            name={name}
            options={options}
            chosen={chosen}
            onChange={onChange}
            opened={opened}
            onOpened={setOpened}
            target={button}
          />
        </Suspense>
      ) : (
        button
      )}
      {chosen.length > 0 && (
        <button
          type="button"
          className={styles.clear}
          aria-label={`Clear the filter ${name}`}
          onClick={() => onChange([])}
        >
          <Icon name="close" size={13} />
        </button>
      )}
    </div>
  );
};
