import { useMemo, useState } from 'react';
import { useMe } from '#/data/me';
import { useOwnDomains } from '#/data/scheduler-domains';
import type { SchedulerEdit, TargetEdit } from '#/data/scheduler-update';
import { isSaved, useSaveScheduler } from '#/data/scheduler-writes';
import { useProjectZone } from '#/data/project-zones';
import { useWrite } from '#/data/useWrite';
import { reasonOf } from '#/domain/permissions';
import { cronInWords, nextRuns, timezoneOf } from '#/domain/schedule/cron';
import { checkCron, timezones } from '#/domain/schedule/cron-check';
import type { Unreached } from '#/domain/schedule/recipients';
import type { ScheduleFormat, Scheduler, Target } from '#/domain/schedule/types';
import { dateIn } from '#/lib/dates';
import { Field } from '#/ui/Field';
import { FormModal } from '#/ui/FormModal';
import { Picker } from '#/ui/Picker';
import { TextField } from '#/ui/TextField';
import { closeWithToast } from '#/ui/toast';
import { useFields } from '#/ui/useFields';
import styles from './dialogs.module.css';
import { editProblems, heldBack, writtenEdit } from './edit';
import { ScheduleField } from './ScheduleField';
import { TargetsField } from './TargetsField';
import { formatName } from './words';

type EditModalProps = {
  scheduler: Scheduler;
  /** The targets that the last run did not reach, as far as that is known. */
  unreached?: Unreached | undefined;
  onClose: () => void;
};

/** Stands for "none of its own" in the list of time zones. */
const OF_PROJECT = 'project';
const CHOICES = ['csv', 'xlsx', 'image'] as const satisfies readonly ScheduleFormat[];

const toEdit = (target: Target): TargetEdit =>
  'masked' in target ? { kind: target.kind, uuid: target.uuid ?? '' } : target;

/** How many of the next runs are shown before a rule is saved. */
const AHEAD = 3;

/** The rule in words and as cron, and when it would run next, by its clock and the reader's. */
const Ahead = ({ cron, zone, now }: { cron: string; zone: string | null; now: Date }) => (
  <div className={styles.ahead} role="status">
    <p>
      {cronInWords(cron)} <code>{cron.trim()}</code>
    </p>
    {zone && (
      <ul aria-label="Next runs">
        {nextRuns(cron, zone, now, AHEAD).map((date) => (
          <li key={date.getTime()}>
            <time dateTime={date.toISOString()}>{dateIn(date, zone)}</time>
          </li>
        ))}
      </ul>
    )}
  </div>
);

/** Edits name, times, time zone, format and targets of a scheduler; everything else of it stays as it is. */
export const EditModal = ({ scheduler, unreached, onClose }: EditModalProps) => {
  const { may } = useMe();
  // What the form began with: the page behind it is read again while it is open.
  const [before] = useState(scheduler);
  const [now] = useState(() => new Date());
  const [typed, setTyped] = useState('');
  const isSheet = before.format === 'gsheets';
  const form = useFields<SchedulerEdit>(
    {
      name: before.name,
      cron: before.cron,
      timezone: before.timezone,
      format: before.format,
      targets: before.targets.map(toEdit),
    },
    (values) => editProblems(before, values),
  );
  const { cron, timezone, format, targets } = form.values;
  const { domains } = useOwnDomains(targets.some(({ kind }) => kind === 'email'));
  const { data: projectZone } = useProjectZone(
    scheduler.projectUuid,
    timezone === null && scheduler.projectUuid !== '',
  );
  const zones = useMemo(
    () => [
      { value: OF_PROJECT, label: projectZone ? `As the project (${projectZone})` : 'As the project' },
      ...timezones(before.timezone).map((zone) => ({ value: zone, label: zone })),
    ],
    [projectZone, before.timezone],
  );

  const edit = writtenEdit(before, form.values);
  const change = { uuid: before.uuid, updatedAt: before.updatedAt, edit };
  const save = useSaveScheduler(change);

  const write = useWrite({
    work: save,
    check: () => isSaved(change),
    saved: closeWithToast(onClose, { title: 'Scheduler saved', message: `${edit.name} is changed.` }),
    mark: form.mark,
  });

  return (
    <FormModal
      title={`Edit ${before.name}`}
      submitLabel="Save"
      write={write}
      reason={reasonOf(may.changeScheduler(before)) ?? heldBack(before, edit, typed, form.problem)}
      onClose={onClose}
    >
      <TextField label="Name" first {...form.field('name')} />
      <ScheduleField cron={cron} error={form.field('cron').error} onChange={(rule) => form.set('cron', rule)} />
      <Picker
        label="Time zone"
        placeholder="Choose a time zone"
        options={zones}
        value={timezone ?? OF_PROJECT}
        onChange={(zone) => form.set('timezone', zone === null || zone === OF_PROJECT ? null : zone)}
      />
      {checkCron(cron) === true && (
        <Ahead
          cron={cron}
          zone={timezone || projectZone ? timezoneOf({ timezone }, projectZone ?? null) : null}
          now={now}
        />
      )}
      <Field label="Format" hint={isSheet ? 'The sheet is chosen in Lightdash.' : undefined}>
        {(control) => (
          <select
            {...control}
            disabled={isSheet}
            value={format}
            onChange={(event) => form.set('format', event.target.value as ScheduleFormat)}
          >
            {[...new Set<ScheduleFormat>([...(isSheet ? [] : CHOICES), before.format])].map((each) => (
              <option key={each} value={each}>
                {formatName(each)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {!isSheet && (
        <TargetsField
          typed={typed}
          onTyped={setTyped}
          value={targets}
          onChange={(value) => form.set('targets', [...value])}
          stored={before.targets}
          domains={domains}
          unreached={unreached}
        />
      )}
    </FormModal>
  );
};
