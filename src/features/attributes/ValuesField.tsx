import { Field } from '#/ui/Field';
import { TextField } from '#/ui/TextField';

type ValuesFieldProps = {
  label: string;
  hint: string;
  /** Whether the server keeps several. */
  several: boolean;
  value: string;
  error?: string | null;
  onChange: (text: string) => void;
};

/** The values of one holder: a line each, where the server keeps several. */
export const ValuesField = ({ several, hint, ...field }: ValuesFieldProps) =>
  several ? (
    <Field label={field.label} hint={`${hint} One a line.`} error={field.error ?? null}>
      {(control) => (
        <textarea
          {...control}
          rows={3}
          spellCheck={false}
          autoComplete="off"
          value={field.value}
          onChange={(event) => field.onChange(event.target.value)}
        />
      )}
    </Field>
  ) : (
    <TextField hint={hint} spellCheck={false} {...field} />
  );
