import { MultiSelect, Select } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import '@mantine/core/styles/Input.layer.css';
import '@mantine/core/styles/Combobox.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/ScrollArea.layer.css';
import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/Pill.layer.css';
import '@mantine/core/styles/PillsInput.layer.css';
import styles from './Picker.module.css';
import { isComposing } from './surface';

type Options = {
  label: string;
  placeholder: string;
  hint?: string;
  /** What is wrong with what was chosen. */
  error?: string | null;
  /** `detail`: what stands beside the name in the list. */
  options: readonly { value: string; label: string; detail?: string }[];
};

const PARTS = { label: styles.label ?? '', input: styles.input ?? '' };

/** Whoever goes to a picker that is filled types another name in the place of the chosen one, not behind it. */
const selectAll = ({ currentTarget }: { currentTarget: HTMLInputElement }): void => currentTarget.select();

/** How options are drawn of which more is said than their names. */
const detailed = (options: Options['options']) => {
  const details = new Map(options.flatMap(({ value, detail }) => (detail === undefined ? [] : [[value, detail]])));
  if (details.size === 0) return {};
  return {
    renderOption: ({ option }: { option: { value: string; label: string } }) => (
      <span className={styles.option}>
        <bdi>{option.label}</bdi> <small>{details.get(option.value)}</small>
      </span>
    ),
  };
};

/**
 * Enter takes what is marked, else the first match, while the list is open. It must not reach the form, which would be saved
 * with what stood in the field before. In: the name of what is chosen, which is no search.
 */
const chooseByEnter =
  (chosen: string) =>
  (event: KeyboardEvent<HTMLElement>): void => {
    const { key, target: field, nativeEvent } = event;
    if (key !== 'Enter' || isComposing(nativeEvent) || !(field instanceof HTMLInputElement)) return;
    const id = field.getAttribute('aria-controls');
    const root = field.getRootNode();
    const list = id !== null && (root instanceof ShadowRoot || root instanceof Document) && root.getElementById(id);
    if (!list) return;
    const option = (which = '') => list.querySelector<HTMLElement>(`[data-combobox-option]${which}`);
    const isTyped = field.value !== chosen;
    const found = option('[data-combobox-selected]') ?? (isTyped ? option() : option('[data-combobox-active]'));
    if (!isTyped && !found) return;
    event.preventDefault();
    event.stopPropagation();
    if (field.value.trim() !== '' || !isTyped) found?.click();
  };

/** How many options are drawn at once; the rest is found by typing. */
const SHOWN = 100;

/** Chooses one of many by typing part of its name. `clearable`: it may be left empty again. */
export const Picker = ({
  label,
  placeholder,
  hint,
  error,
  options,
  value,
  onChange,
  clearable = false,
  onSearch,
}: Options & {
  value: string | null;
  onChange: (value: string | null) => void;
  clearable?: boolean;
  /** Hears what is typed, the name of what is chosen as well, where not all options are at hand. */
  onSearch?: (text: string) => void;
}) => (
  <Select
    label={label}
    classNames={PARTS}
    description={hint}
    error={error}
    placeholder={placeholder}
    data={[...options]}
    value={value}
    onChange={onChange}
    {...(onSearch && { onSearchChange: onSearch })}
    onClick={selectAll}
    wrapperProps={{ onKeyDownCapture: chooseByEnter(options.find((option) => option.value === value)?.label ?? '') }}
    searchable
    selectFirstOptionOnChange
    allowDeselect={false}
    clearable={clearable}
    clearButtonProps={{ 'aria-label': `Clear ${label}` }}
    limit={SHOWN}
    nothingFoundMessage="Nothing is called that."
    {...detailed(options)}
    comboboxProps={{ withinPortal: true, shadow: 'md' }}
  />
);

/** Chooses any number of many by typing part of their names. The list closes with each, so that it covers nothing. */
export const MultiPicker = ({
  label,
  placeholder,
  hint,
  error,
  options,
  value,
  onChange,
}: Options & { value: string[]; onChange: (value: string[]) => void }) => {
  const [opened, setOpened] = useState(false);
  return (
    <MultiSelect
      label={label}
      classNames={{ ...PARTS, inputField: styles.field ?? '' }}
      description={hint}
      error={error}
      placeholder={value.length === 0 ? placeholder : ''}
      data={[...options]}
      value={value}
      onChange={onChange}
      wrapperProps={{ onKeyDownCapture: chooseByEnter('') }}
      dropdownOpened={opened}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => setOpened(false)}
      onOptionSubmit={() => setOpened(false)}
      searchable
      selectFirstOptionOnChange
      limit={SHOWN}
      hidePickedOptions
      nothingFoundMessage="Nothing is called that."
      comboboxProps={{ withinPortal: true, shadow: 'md' }}
    />
  );
};
