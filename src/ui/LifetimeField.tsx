import { expiryAfter, LIFETIMES } from '../domain/tokens';
import { shortDate } from '../lib/dates';
import { Field } from './Field';

/** Days a secret lives; null: for ever. */
export type Lifetime = number | null;

const NAMES: Readonly<Record<number, string>> = { 180: '6 months', 365: '1 year' };

type LifetimeFieldProps = { value: Lifetime; now: number; endless?: boolean; onChange: (value: Lifetime) => void };

/** How long a secret is good, with the day on which that ends. */
export const LifetimeField = ({ value, now, endless = false, onChange }: LifetimeFieldProps) => (
  <Field
    label="Valid for"
    hint={
      value === null
        ? 'Works until somebody deletes it, and cannot be rotated.'
        : `Ends on ${shortDate(expiryAfter(value, now))}.`
    }
  >
    {(control) => (
      <select
        {...control}
        value={value ?? ''}
        onChange={(event) => onChange(event.target.value === '' ? null : Number(event.target.value))}
      >
        {LIFETIMES.map((days) => (
          <option key={days} value={days}>
            {NAMES[days] ?? `${days} days`}
          </option>
        ))}
        {endless && <option value="">For ever</option>}
      </select>
    )}
  </Field>
);
