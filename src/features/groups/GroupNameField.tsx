import { useEffect, useRef } from 'react';
import { TextField } from '#/ui/TextField';
import styles from './groups.module.css';
import type { useGroupForm } from './useGroupForm';

/** The name of a group, with what is wrong with it under it. A name the server has refused gets the focus back. */
export const GroupNameField = ({ form }: { form: ReturnType<typeof useGroupForm> }) => {
  const input = useRef<HTMLInputElement>(null);
  const { field, warning, isRefused } = form;
  useEffect(() => {
    if (isRefused) input.current?.focus();
  }, [isRefused]);
  return (
    <>
      <TextField
        label="Name"
        ref={input}
        first
        spellCheck={false}
        {...field('name')}
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
