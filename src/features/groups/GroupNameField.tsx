import { useEffect, useRef } from 'react';
import { TextField } from '#/ui/TextField';
import styles from './groups.module.css';
import type { useGroupName } from './useGroupName';

/** The name of a group, with what is wrong with it under it. A name the server has refused gets the focus back. */
export const GroupNameField = ({ name }: { name: ReturnType<typeof useGroupName> }) => {
  const input = useRef<HTMLInputElement>(null);
  const { typed, setTyped, error, warning, isRefused } = name;
  useEffect(() => {
    if (isRefused) input.current?.focus();
  }, [isRefused]);
  return (
    <>
      <TextField
        label="Name"
        error={error}
        ref={input}
        first
        spellCheck={false}
        value={typed}
        onChange={setTyped}
        onFocus={(event) => event.target.select()}
      />
      {warning && (
        <p className={styles.warning} role="status">
          <bdi>{warning}</bdi>
        </p>
      )}
    </>
  );
};
