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
  /** Its list is open from the beginning: it was asked for by name. */
  startsOpen?: boolean;
};

const FilterMenu = lazy(() => import('./FilterMenu'));

/** One filter of a toolbar: “Role”, or “Role: Editor” with a cross that lets go of it; opens a list of checkboxes. */
export const FilterChip = ({ name, options, chosen, onChange, startsOpen = false }: FilterChipProps) => {
  const [opened, setOpened] = useState(startsOpen);
  const [everOpened, setEverOpened] = useState(startsOpen);
  const labels = options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
  const isSet = chosen.length > 0;
  const value = labels.length > 0 && labels.length < 3 ? labels.join(', ') : `${chosen.length} chosen`;
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
      {isSet ? (
        <>
          {name}: <span className={styles.value}>{value}</span>
        </>
      ) : (
        <>
          {name} <Icon name="down" size={12} />
        </>
      )}
    </button>
  );
  return (
    <div className={classes(styles.chip, isSet && styles.on)}>
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
      {isSet && (
        <button
          type="button"
          className={styles.clear}
          aria-label={`Clear the filter ${name}`}
          onClick={(event) => {
            // This one goes.
            event.currentTarget.parentElement?.querySelector('button')?.focus();
            onChange([]);
          }}
        >
          <Icon name="close" size={13} />
        </button>
      )}
    </div>
  );
};
