import { MultiSelect, Select } from '@mantine/core';
import '@mantine/core/styles/Input.layer.css';
import '@mantine/core/styles/Combobox.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/ScrollArea.layer.css';
import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/Pill.layer.css';
import '@mantine/core/styles/PillsInput.layer.css';
import styles from './Picker.module.css';

type Options = {
  label: string;
  placeholder: string;
  hint?: string;
  /** What is wrong with what was chosen. */
  error?: string | null;
  options: readonly { value: string; label: string }[];
};

const PARTS = { label: styles.label ?? '', input: styles.input ?? '' };

/** Whoever goes to a picker that is filled types another name in the place of the chosen one, not behind it. */
const selectAll = ({ currentTarget }: { currentTarget: HTMLInputElement }): void => currentTarget.select();

/** How many options are drawn at once; the rest is found by typing. */
const SHOWN = 100;

/** Chooses one of many by typing part of its name. */
export const Picker = ({
  label,
  placeholder,
  hint,
  error,
  options,
  value,
  onChange,
}: Options & { value: string | null; onChange: (value: string | null) => void }) => (
  <Select
    label={label}
    classNames={PARTS}
    description={hint}
    error={error}
    placeholder={placeholder}
    data={[...options]}
    value={value}
    onChange={onChange}
    onClick={selectAll}
    searchable
    limit={SHOWN}
    nothingFoundMessage="Nothing is called that."
    comboboxProps={{ withinPortal: true, shadow: 'md' }}
  />
);

/** Chooses any number of many by typing part of their names. */
export const MultiPicker = ({
  label,
  placeholder,
  hint,
  error,
  options,
  value,
  onChange,
}: Options & { value: string[]; onChange: (value: string[]) => void }) => (
  <MultiSelect
    label={label}
    classNames={{ ...PARTS, inputField: styles.field ?? '' }}
    description={hint}
    error={error}
    placeholder={value.length === 0 ? placeholder : ''}
    data={[...options]}
    value={value}
    onChange={onChange}
    searchable
    limit={SHOWN}
    hidePickedOptions
    nothingFoundMessage="Nothing is called that."
    comboboxProps={{ withinPortal: true, shadow: 'md' }}
  />
);
