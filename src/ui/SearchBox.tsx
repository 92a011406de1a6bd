import { useRef } from 'react';
import { Icon } from './icons';
import { isComposing, isForPage, useKeys, useSurface } from './surface';
import styles from './SearchBox.module.css';

type SearchBoxProps = { label: string; value: string; onChange: (value: string) => void };

/** The search of a list: `/` goes to it from anywhere on the page, Escape empties it and then leaves it. */
export const SearchBox = ({ label, value, onChange }: SearchBoxProps) => {
  const input = useRef<HTMLInputElement>(null);
  const surface = useSurface();
  useKeys((event) => {
    if (event.key !== '/' || !isForPage(surface, event)) return;
    event.preventDefault();
    input.current?.focus();
    input.current?.select();
  });
  return (
    <div className={styles.box}>
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || isComposing(event.nativeEvent)) return;
          if (value === '') input.current?.blur();
          else onChange('');
        }}
      />
      <kbd aria-hidden>/</kbd>
    </div>
  );
};
