import { lazy } from 'react';
import { classes } from '../lib/text';
import styles from './FilterChip.module.css';
import { Icon } from './icons';
import { LateMenu } from './LateMenu';

/** `count`: how many it would leave; a function is asked when the list is open. */
export type FilterOption = { value: string; label: string; count?: number | (() => number) };

type FilterChipProps = {
  /** What is filtered by, such as "Role". */
  name: string;
  options: readonly FilterOption[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  /** Its list is open from the beginning: it was asked for by name. */
  startsOpen?: true | undefined;
};

const FilterMenu = lazy(() => import('./FilterMenu'));

/** One filter of a toolbar: “Role”, or “Role: Editor” with a cross that lets go of it; opens a list of checkboxes. */
export const FilterChip = ({ name, options, chosen, onChange, startsOpen }: FilterChipProps) => {
  const labels = options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
  const isSet = chosen.length > 0;
  const value = labels.length > 0 && labels.length < 3 ? labels.join(', ') : `${chosen.length} chosen`;
  return (
    <div className={classes(styles.chip, isSet && styles.on)}>
      <LateMenu
        menu={FilterMenu}
        pass={{ name, options, chosen, onChange }}
        as="button"
        aria-haspopup="dialog"
        startsOpen={startsOpen}
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
      </LateMenu>
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
