import { expiryAfter, lifetimesUpTo } from '../domain/tokens';
import { shortDate } from '../lib/dates';
import { count } from '../lib/text';
import { Field } from './Field';

/** Days a secret lives; null: for ever. */
export type Lifetime = number | null;

const NAMES: Readonly<Record<number, string>> = { 180: '6 months', 365: '1 year' };

type LifetimeFieldProps = {
  value: Lifetime;
  now: number;
  endless?: boolean;
  /** The most days that the server allows. */
  limit?: number | undefined;
  onChange: (value: Lifetime) => void;
};

/** How long a secret is good, with the day on which that ends. */
export const LifetimeField = ({ value, now, endless = false, limit, onChange }: LifetimeFieldProps) => (
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
        {lifetimesUpTo(limit).map((days) => (
          <option key={days} value={days}>
            {NAMES[days] ?? count(days, 'day', 'days')}
          </option>
        ))}
        {endless && limit === undefined && <option value="">For ever</option>}
      </select>
    )}
  </Field>
);
