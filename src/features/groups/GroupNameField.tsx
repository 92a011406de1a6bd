import { useEffect, useRef } from 'react';
import { Field } from '#/ui/Field';
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
      <Field label="Name" error={error}>
        {(control) => (
          <input
            {...control}
            ref={input}
            data-autofocus
            type="text"
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            onFocus={(event) => event.target.select()}
          />
        )}
      </Field>
      {warning && (
        <p className={styles.warning} role="status">
          <bdi>{warning}</bdi>
        </p>
      )}
    </>
  );
};
