import { describe, expect, it } from 'vitest';
import { canOwn, type HeldInProject } from './new-owner';

const csv = { format: 'csv' } as const;
const sheets = { format: 'gsheets' } as const;
const role = (name: HeldInProject['role'], scopes: HeldInProject['scopes'] = []): HeldInProject => ({
  role: name,
  scopes,
});

describe('who can be given a scheduler', () => {
  it.each([
    [role('interactive_viewer'), csv, 'Interactive viewer'],
    [role('admin'), sheets, 'Admin'],
    [role(null, ['view:Project', 'create:ScheduledDeliveries']), csv, 'a custom role'],
    [role('viewer', ['manage:ScheduledDeliveries', 'manage:GoogleSheets']), sheets, 'a custom role'],
  ])('lets own it, and says by what: %j, %j', (held, scheduler, by) => {
    expect(canOwn(held, scheduler)).toEqual({ can: true, by });
  });

  it.each([
    [
      role('viewer'),
      csv,
      'The new owner is viewer in this project; it takes interactive viewer or more to own deliveries.',
    ],
    [
      role(null),
      csv,
      'The new owner does not reach this project; it takes interactive viewer or more to own deliveries.',
    ],
    [
      role(null, ['create:ScheduledDeliveries']),
      sheets,
      'The custom role of the new owner is not enough; it takes interactive viewer or more to own deliveries to Google Sheets.',
    ],
  ])('does not, and says why: %j, %j', (held, scheduler, reason) => {
    expect(canOwn(held, scheduler)).toEqual({ can: false, reason });
  });

  it.each([
    [role('unknown'), csv],
    [role('viewer', 'unknown'), csv],
    [role(null, 'unknown'), sheets],
  ])('is not known of whom not all can be read: %j', (held, scheduler) => {
    expect(canOwn(held, scheduler)).toEqual({ can: 'unknown' });
  });
});
