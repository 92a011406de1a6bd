import type { SchedulerEdit } from '#/data/scheduler-update';
import { checkCron } from '#/domain/schedule/cron-check';
import type { Scheduler } from '#/domain/schedule/types';

/** What was changed, as it is written: without spaces around it. What was not stays to the letter. */
export const writtenEdit = (before: Scheduler, values: SchedulerEdit): SchedulerEdit => ({
  ...values,
  name: values.name === before.name ? before.name : values.name.trim(),
  cron: values.cron === before.cron ? before.cron : values.cron.trim(),
});

/** What is wrong with the fields of the form. A rule that is stored is none of its business as long as nobody changes it. */
export const editProblems = (before: Scheduler, { name, cron, targets }: SchedulerEdit) => {
  const rule = cron === before.cron || checkCron(cron);
  return {
    name: name.trim() === '' ? 'Write a name first.' : null,
    cron: rule === true ? null : rule.reason,
    targets:
      before.format !== 'gsheets' && targets.length === 0 ? 'Add a target first, or delete the scheduler.' : null,
  };
};

const isUnchanged = (before: Scheduler, edit: SchedulerEdit): boolean =>
  edit.name === before.name &&
  edit.cron === before.cron &&
  edit.timezone === before.timezone &&
  edit.format === before.format &&
  edit.targets.length === before.targets.length &&
  edit.targets.every((target) => 'uuid' in target && target.uuid !== undefined);

/** Why an edit cannot be saved yet. In: what is typed of a target and not added, which would be lost; what is wrong with a field. */
export const heldBack = (
  before: Scheduler,
  edit: SchedulerEdit,
  typed: string,
  problem: string | undefined,
): string | undefined => {
  if (typed.trim() !== '') return 'Add or clear the target first.';
  return problem ?? (isUnchanged(before, edit) ? 'Nothing is changed yet.' : undefined);
};
