import { expect, it } from 'vitest';
import { toScheduler } from '#/data/scheduler-wire';
import type { SchedulerEdit } from '#/data/scheduler-update';
import { wireScheduler } from '#/data/testing-schedulers';
import { editProblems, heldBack, writtenEdit } from './edit';

const before = toScheduler({ ...wireScheduler('s1'), cron: '0 9 L * *', timezone: null }, 'p1');
const edit = (fields: Partial<SchedulerEdit> = {}): SchedulerEdit => ({
  name: before.name,
  cron: before.cron,
  timezone: null,
  format: before.format,
  targets: [{ kind: 'email', uuid: 't1', recipient: 'ana@jaffle.example' }],
  ...fields,
});

it('finds nothing wrong with the rule that is stored, so that the rest can be changed', () => {
  expect(editProblems(before, edit({ name: 'Renamed' }))).toEqual({ name: null, cron: null, targets: null });
  expect(editProblems(before, edit({ cron: '0 10 L * *' })).cron).toContain('Not every Lightdash knows L.');
});

it('wants a name and a target, unless a sheet is filled', () => {
  const { name, targets } = editProblems(before, edit({ name: ' ', targets: [] }));
  expect([name, targets]).toEqual(['Write a name first.', 'Add a target first, or delete the scheduler.']);
  expect(editProblems({ ...before, format: 'gsheets' }, edit({ targets: [] })).targets).toBeNull();
});

it('writes what was changed without spaces around it, and what was not to the letter', () => {
  const spaced = { ...before, targets: before.targets.slice(0, 1), name: 'Weekly ', cron: ' 0 9 L * *' };
  const same = writtenEdit(spaced, edit({ name: spaced.name, cron: spaced.cron }));
  expect(heldBack(spaced, same, '', undefined)).toBe('Nothing is changed yet.');
  expect(writtenEdit(before, edit({ name: ' Daily ', cron: ' 0 9 * * * ' }))).toMatchObject({
    name: 'Daily',
    cron: '0 9 * * *',
  });
});

it('holds back what is typed and not added, which would be lost', () => {
  const renamed = edit({ name: 'Renamed' });
  expect(heldBack(before, renamed, 'bo@jaffle.example', undefined)).toBe('Add or clear the target first.');
  expect(heldBack(before, renamed, ' ', undefined)).toBeUndefined();
  expect(heldBack(before, renamed, '', 'Write a name first.')).toBe('Write a name first.');
});
