import type { InputHTMLAttributes, ReactNode, Ref } from 'react';
import { classes } from '../lib/text';
import { Field } from './Field';

type TextFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> & {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  value: string;
  onChange: (text: string) => void;
  ref?: Ref<HTMLInputElement>;
  /** Takes the focus when its dialog opens. */
  first?: boolean;
};

/** A line of text with its label, its hint, and what is wrong with it. */
export const TextField = ({ label, hint, error, onChange, first, className, ...input }: TextFieldProps) => (
  <Field label={label} hint={hint} error={error ?? null}>
    {(control) => (
      <input
        type="text"
        autoComplete="off"
        data-autofocus={first || undefined}
        {...input}
        {...control}
        className={classes(control.className, className)}
        onChange={(event) => onChange(event.target.value)}
      />
    )}
  </Field>
);
