import { Popover } from '@mantine/core';
import '@mantine/core/styles/Popover.layer.css';
import { useId, useState } from 'react';
import { fold, grouped } from '../lib/text';
import type { FilterOption } from './FilterChip';
import styles from './FilterChip.module.css';
import type { LateMenuProps } from './LateMenu';
import { isComposing } from './surface';
import { useLateMenu } from './useLateMenu';

type FilterMenuProps = LateMenuProps & {
  name: string;
  options: readonly FilterOption[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

const MANY = 10;

const Count = ({ of }: { of: number | (() => number) }) => <small>{grouped(typeof of === 'number' ? of : of())}</small>;

/** The open list of a FilterChip; loaded when first needed. Long lists get a search of their own. */
const FilterMenu = ({ name, options, chosen, onChange, opened, onOpened, target }: FilterMenuProps) => {
  const [search, setSearch] = useState('');
  const late = useLateMenu(opened, target);
  const legend = useId();
  const shown = search ? options.filter((option) => fold(option.label).includes(fold(search))) : options;
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value]);
  return (
    <Popover
      opened={late.opened}
      onChange={onOpened}
      position="bottom-start"
      shadow="md"
      radius={8}
      trapFocus
      withinPortal
    >
      <Popover.Target popupType="dialog">{late.target}</Popover.Target>
      <Popover.Dropdown p={0} aria-labelledby={legend}>
        {options.length > MANY && (
          <input
            className={styles.find}
            type="search"
            aria-label={`Find a ${name.toLowerCase()}`}
            placeholder={`Find a ${name.toLowerCase()}`}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            onKeyDown={({ key, nativeEvent }) => {
              const [first] = shown;
              if (key === 'Enter' && !isComposing(nativeEvent) && search !== '' && first) toggle(first.value);
            }}
          />
        )}
        <fieldset className={styles.options}>
          <legend id={legend} className="visually-hidden">
            Filter by {name.toLowerCase()}
          </legend>
          {shown.map((option) => (
            <label key={option.value} className={styles.option}>
              <input type="checkbox" checked={chosen.includes(option.value)} onChange={() => toggle(option.value)} />
              <bdi>{option.label}</bdi>
              {option.count !== undefined && <Count of={option.count} />}
            </label>
          ))}
          {shown.length === 0 && <p className={styles.none}>Nothing is called that.</p>}
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
};

export default FilterMenu;
