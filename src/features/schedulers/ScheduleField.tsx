import { useState } from 'react';
import { checkCron } from '#/domain/schedule/cron-check';
import { clockOf, cronOf, HOUR_STEPS, inKind, rhythmOf, type Rhythm } from '#/domain/schedule/rhythm';
import { WEEKDAYS } from '#/lib/dates';
import { Field } from '#/ui/Field';
import { TextField } from '#/ui/TextField';
import styles from './ScheduleField.module.css';

type Kind = Rhythm['kind'] | 'cron';

const KINDS: Readonly<Record<Kind, string>> = {
  hourly: 'Every hour',
  hours: 'Every few hours',
  daily: 'Every day',
  weekdays: 'Monday to Friday',
  weekly: 'Every week',
  monthly: 'Every month',
  cron: 'Custom (cron)',
};
const HINTS: Partial<Record<Kind, string>> = { hourly: 'Lightdash sends at most once an hour.' };

/** Monday first. */
const DAYS = [1, 2, 3, 4, 5, 6, 0].map((day) => ({ day, name: WEEKDAYS[day] ?? '' }));

const upTo = (end: number, first = 0) => Array.from({ length: end - first }, (_, i) => first + i);
const two = (n: number) => String(n).padStart(2, '0');

type ChoiceProps = {
  label: string;
  hint?: string | undefined;
  value: number;
  values: readonly number[];
  nameOf?: (value: number) => string;
  onChange: (value: number) => void;
};

const Choice = ({ label, hint, value, values, nameOf = two, onChange }: ChoiceProps) => (
  <Field label={label} hint={hint}>
    {(control) => (
      <select {...control} value={value} onChange={(event) => onChange(Number(event.target.value))}>
        {values.map((each) => (
          <option key={each} value={each}>
            {nameOf(each)}
          </option>
        ))}
      </select>
    )}
  </Field>
);

type WeekdaysProps = { value: readonly number[]; onChange: (weekdays: number[]) => void };

/** Which days of the week; the last one that is chosen stays. */
const Weekdays = ({ value, onChange }: WeekdaysProps) => (
  <fieldset className={styles.weekdays}>
    <legend>On</legend>
    {DAYS.map(({ day, name }) => {
      const isOn = value.includes(day);
      const isLast = isOn && value.length === 1;
      return (
        <label key={day} title={isLast ? 'A week needs a day. Choose another one first.' : undefined}>
          <input
            type="checkbox"
            aria-label={name}
            checked={isOn}
            disabled={isLast}
            onChange={() => onChange(isOn ? value.filter((each) => each !== day) : [...value, day])}
          />
          <span aria-hidden>{name.slice(0, 3)}</span>
        </label>
      );
    })}
  </fieldset>
);

type ScheduleFieldProps = { cron: string; error: string | null; onChange: (cron: string) => void };

/** When a scheduler runs, field by field where its rule can be shown so, else as cron. */
export const ScheduleField = ({ cron, error, onChange }: ScheduleFieldProps) => {
  // What was chosen, not what the rule could be read as: a week of five days stays a week while its days are chosen. A rule that
  // Lightdash would refuse is shown as it is written, where its error stands.
  const [rhythm, setRhythm] = useState(() => (checkCron(cron) === true ? rhythmOf(cron) : null));
  const set = (next: Rhythm) => {
    setRhythm(next);
    onChange(cronOf(next));
  };
  const kind = rhythm?.kind ?? 'cron';
  const choose = (next: Kind) => {
    if (next === 'cron') setRhythm(null);
    else set(inKind(next, rhythm ?? rhythmOf(cron) ?? clockOf(cron)));
  };
  return (
    <div className={styles.schedule}>
      <Field label="Repeats" hint={HINTS[kind]} className={styles.kind ?? ''}>
        {(control) => (
          <select {...control} value={kind} onChange={(event) => choose(event.target.value as Kind)}>
            {Object.entries(KINDS).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
      {!rhythm && (
        <TextField
          label="Time rule (cron)"
          hint={error ? undefined : 'Minute, hour, day, month, weekday.'}
          className={styles.mono}
          spellCheck={false}
          value={cron}
          error={error}
          onChange={onChange}
        />
      )}
      {rhythm?.kind === 'hours' && (
        <Choice
          label="Every"
          value={rhythm.every}
          values={HOUR_STEPS}
          nameOf={(every) => `${every} hours`}
          onChange={(every) => set({ ...rhythm, every, hour: rhythm.hour % every })}
        />
      )}
      {rhythm?.kind === 'monthly' && (
        <Choice
          label="Day"
          value={rhythm.day}
          values={upTo(32, 1)}
          nameOf={String}
          hint={rhythm.day > 28 ? 'Shorter months are skipped.' : undefined}
          onChange={(day) => set({ ...rhythm, day })}
        />
      )}
      {rhythm && rhythm.kind !== 'hourly' && (
        <Choice
          label={rhythm.kind === 'hours' ? 'From hour' : 'Hour'}
          value={rhythm.hour}
          values={upTo(rhythm.kind === 'hours' ? rhythm.every : 24)}
          onChange={(hour) => set({ ...rhythm, hour })}
        />
      )}
      {rhythm && (
        <Choice
          label="Minute"
          value={rhythm.minute}
          values={upTo(60)}
          onChange={(minute) => set({ ...rhythm, minute })}
        />
      )}
      {rhythm?.kind === 'weekly' && (
        <Weekdays value={rhythm.weekdays} onChange={(weekdays) => set({ ...rhythm, weekdays })} />
      )}
    </div>
  );
};
