import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ailmentsOf, type AilmentContext } from './ailments';
import { health, ofTheseDays } from './health';
import { compareBySeverity, type AilmentKind } from './severity';
import type { LogStatus, Run, RunStatus, Scheduler, Target } from './types';

const now = new Date(2026, 10, 20, 12, 0);
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();

const run = (status: RunStatus, more: Partial<Run> = {}): Run => ({
  id: status,
  schedulerUuid: 's1',
  status,
  scheduledFor: ago(2),
  startedAt: ago(2),
  endedAt: ago(2),
  duration: 1,
  error: null,
  results: [],
  parts: [],
  ...more,
});
const result = (status: LogStatus, error: string | null = null, task = 'sendSlackNotification') => ({
  jobId: '1',
  task,
  kind: null,
  target: null,
  status,
  error,
});
/** The result of one recipient of a batch. */
const ofOne = (status: LogStatus, error: string | null = null) => ({
  ...result(status, error, 'sendSlackBatchNotification'),
  target: 'C1',
});
const to = (...recipients: string[]): Target[] => recipients.map((recipient) => ({ kind: 'email', recipient }));

const ailments = (scheduler: Partial<Scheduler> = {}, context: Partial<AilmentContext> = {}) =>
  ailmentsOf(
    {
      content: null,
      cron: '0 9 * * 1',
      isEnabled: true,
      ownerName: 'Ana Díaz',
      targets: to('bo@shop.example'),
      updatedAt: ago(100),
      ...scheduler,
    },
    { runs: [], ownerStatus: 'active', domains: ['shop.example'], now, ...context },
  );
const kinds = (...input: Parameters<typeof ailments>) => ailments(...input).map(({ kind }) => kind);

describe('ailmentsOf', () => {
  it('finds nothing where nothing hurts, or nothing is known', () => {
    expect(ailments()).toEqual([]);
    expect(ailments({ targets: to('x@other.example') }, { domains: null, ownerStatus: null })).toEqual([]);
    expect(ailments({}, { runs: [run('completed'), run('failed')] })).toEqual([]);
    expect(ailments({ isEnabled: false }, { ownerStatus: 'deactivated', runs: [run('completed')] })).toEqual([]);
  });

  it('says of a broken chart that it will fail, until it has failed or has been sent since', () => {
    const fault = { error: "Metric error: the field 'a_b' no longer exists", foundAt: ago(72) };
    const content = { kind: 'chart', uuid: 'c', name: 'Orders' } as const;
    const [first] = ailments({ content }, { fault, runs: [run('completed', { endedAt: ago(80) })] });
    expect(first).toMatchObject({ kind: 'broken-content', advice: expect.stringContaining('chart') });
    expect(first?.sentence).toMatch(/^Its next run will fail: it was broken when validated 3 days ago\. .*a_b/);
    expect(kinds({ content }, { fault })).toEqual(['broken-content']);
    expect(kinds({ content }, { fault, runs: [run('completed')] })).toEqual([]);
    expect(kinds({ content }, { fault, runs: [run('failed', { error: fault.error })] })).toEqual(['failing']);
    expect(kinds({ content, isEnabled: false }, { fault })).toEqual([]);
  });

  it('says of a broken part of a dashboard no more than that it may be missing', () => {
    const fault = { error: "Metric error: the field 'a_b' no longer exists", foundAt: ago(72) };
    const content = { kind: 'dashboard', uuid: 'd', name: 'Sales' } as const;
    expect(ailments({ content }, { fault })[0]?.sentence).toMatch(
      /^A validation 3 days ago found part of it broken, so its next run may lack that\. /,
    );
  });

  it('does not say that nothing is sent for who can’t sign in, where it ran of late', () => {
    const sentence = (runs: Run[]) => ailments({}, { ownerStatus: 'deactivated', runs })[0]?.sentence ?? '';
    expect(sentence([run('completed')])).toMatch(/^It still ran 2 hours ago, but its times will be skipped/);
    expect(sentence([run('scheduled'), run('completed', { scheduledFor: ago(30) })])).toMatch(/^Its times are skipped/);
    expect(sentence([])).toMatch(/^Its times are skipped, although .* deactivated\.$/);
  });

  it('names what was missing, and whom a run did not reach by whom it told of', () => {
    const parts = [{ name: 'Revenue', error: 'Query timed out' }];
    expect(ailments({}, { runs: [run('partial', { parts })] })[0]).toMatchObject({
      kind: 'partly-failing',
      sentence: expect.stringContaining('was sent without the chart “Revenue”.'),
    });
    expect(ailments({}, { runs: [run('partial')] })[0]?.sentence).toMatch(/did not reach all targets\.$/);
    const unreached = run('failed', { results: [result('error', 'not_in_channel', 'sendSlackBatchNotification')] });
    expect(ailments({}, { runs: [unreached] })[0]?.sentence).toContain('not a member of the Slack channel');
  });

  it('says why the last run failed', () => {
    expect(
      ailments({}, { runs: [run('scheduled'), run('running'), run('failed', { error: 'Query timed out' })] }),
    ).toEqual([
      {
        kind: 'failing',
        sentence: 'The last run failed 2 hours ago. The query took too long.',
        short: 'The query took too long.',
        advice: 'Narrow the chart down, or run it at a quieter hour.',
      },
    ]);
  });

  it('says which share of a run failed', () => {
    const results = [ofOne('completed'), ofOne('error', 'An API error occurred: not_in_channel'), ofOne('completed')];
    const targets = to('bo@shop.example', 'ana@shop.example', 'cy@shop.example');
    expect(ailments({ targets }, { runs: [run('partial', { results })] })).toMatchObject([
      {
        kind: 'partly-failing',
        sentence:
          'The last run, 2 hours ago, did not reach 1 of 3 targets. The Lightdash app is not a member of the Slack channel.',
      },
    ]);
  });

  it('counts the targets that there were, where they are others now', () => {
    const results = [ofOne('completed'), ofOne('error', 'not_in_channel')];
    expect(ailments({ targets: [] }, { runs: [run('partial', { results })] })[0]?.sentence).toContain(
      'did not reach 1 of the 2 targets it had then.',
    );
  });

  it('counts no targets where one result may stand for several, as in logs up to 0.2110', () => {
    const targets = to('bo@shop.example', 'ana@shop.example');
    const batch = { ...ofOne('error', 'not_in_channel'), target: null };
    for (const failed of [result('error', 'not_in_channel'), batch])
      expect(
        ailments({ targets }, { runs: [run('partial', { results: [ofOne('completed'), failed] })] }),
      ).toMatchObject([
        {
          sentence:
            'The last run, 2 hours ago, did not reach all targets. The Lightdash app is not a member of the Slack channel.',
          short: 'The Lightdash app is not a member of the Slack channel.',
        },
      ]);
  });

  it('is told whole in little room where a name has a full stop', () => {
    const [skipped] = ailments({ ownerName: 'Dr. Ana Díaz' }, { ownerStatus: 'deactivated' });
    expect(skipped?.short ?? skipped?.sentence).toMatch(/^Its times are skipped, .* Dr\. Ana Díaz, is deactivated\.$/);
    const fault = { error: "Metric error: the field 'a_b' no longer exists", foundAt: ago(72) };
    const [broken] = ailments({ content: { kind: 'chart', uuid: 'c', name: 'Sales vs. costs' } }, { fault });
    expect(broken?.short).toBe('The field “a_b” is no longer in the data model.');
  });

  it('suspects the server only after an error that switches off', () => {
    const missing = run('partial', { results: [result('error', 'Could not find slack installation')] });
    expect(ailments({ isEnabled: false }, { runs: [missing] })).toMatchObject([
      {
        kind: 'switched-off',
        sentence:
          'Probably switched off by the server after the run 2 hours ago. Slack is not connected to the organization.',
      },
    ]);
    const field = run('failed', { error: "Metric error: the field 'a_b' no longer exists" });
    expect(kinds({ isEnabled: false }, { runs: [field] })).toEqual(['switched-off']);
    expect(kinds({ isEnabled: false }, { runs: [run('failed', { error: 'Query timed out' })] })).toEqual([]);
    expect(kinds({ isEnabled: false }, { runs: [run('completed'), field] })).toEqual([]);
    expect(kinds({}, { runs: [missing] })).toEqual(['partly-failing']);
  });

  it('suspects the server only where nobody has changed the scheduler since', () => {
    const sentByHand = new Date(now.getTime() - 7_193_456).toISOString();
    const failed = run('failed', { error: 'Could not find slack installation' });
    const byHand = { ...failed, scheduledFor: sentByHand, startedAt: sentByHand, endedAt: ago(1) };
    const off = (updatedAt: string, last: Run) => kinds({ isEnabled: false, updatedAt }, { runs: [last] });
    const after = (milliseconds: number) => new Date(Date.parse(ago(2)) + milliseconds).toISOString();
    expect(off(after(4_000), failed)).toEqual(['switched-off']);
    expect(off(after(60_000), failed)).toEqual([]);
    expect(off(ago(1), byHand)).toEqual(['switched-off']);
    // It was off already when somebody sent it.
    expect(off(ago(3), byHand)).toEqual([]);
  });

  it('advises to switch on only what is off', () => {
    const runs = [run('failed', { error: 'Could not find slack installation' })];
    expect(ailments({}, { runs })[0]?.advice).toBe('Connect Slack in Lightdash’s settings.');
    expect(ailments({ isEnabled: false }, { runs })[0]?.advice).toBe(
      'Connect Slack in Lightdash’s settings, then switch the scheduler on again.',
    );
    const results = [result('completed'), result('error', 'Could not find slack installation')];
    expect(ailments({}, { runs: [run('partial', { results })] })[0]?.advice).not.toContain('switch');
  });

  it.each([
    ['deactivated', 'is deactivated.'],
    ['pending', 'has not accepted the invitation yet.'],
    ['expired', 'has let the invitation expire.'],
  ] as const)('is skipped when the owner is %s', (ownerStatus, end) => {
    expect(ailments({}, { ownerStatus })).toMatchObject([
      {
        kind: 'skipped',
        sentence: `Its times are skipped, although it is switched on: the owner, Ana Díaz, ${end}`,
        advice: expect.stringContaining('“Send now” still works') as string,
      },
    ]);
  });

  it('names a rule that never runs', () => {
    expect(ailments({ cron: '0 9 31 2 *' })).toEqual([
      {
        kind: 'broken-cron',
        sentence: 'It never runs, because of its time rule “0 9 31 2 *”.',
        advice: 'There is never such a day. Write a day that the month has.',
      },
    ]);
    expect(kinds({ cron: 'every day' })).toEqual(['broken-cron']);
    expect(kinds({ cron: '0 9 L * *' })).toEqual([]);
    expect(kinds({ cron: '0 8/2 * * *' })).toEqual([]);
  });

  it('counts recipients outside, and names their domains', () => {
    const slack: Target = { kind: 'slack', channel: 'C1' };
    const targets = [...to('a@b.example', 'c@b.example', 'bo@shop.example', 'd@a.example'), slack];
    expect(ailments({ targets, isEnabled: false })).toMatchObject([
      { kind: 'external', sentence: 'Goes to 3 addresses outside the organization, at a.example and b.example.' },
    ]);
    const many = to(...['a', 'b', 'c', 'd', 'e'].map((name) => `x@${name}.example`));
    expect(ailments({ targets: many })[0]?.sentence).toContain(
      'at a.example, b.example, c.example and 2 other domains.',
    );
  });

  it('comes worst first', () => {
    expect(
      kinds({ cron: 'x', targets: to('x@other.example') }, { runs: [run('failed')], ownerStatus: 'expired' }),
    ).toEqual(['failing', 'skipped', 'broken-cron', 'external']);
  });
});

describe('compareBySeverity', () => {
  it('puts what hurts most first, and sorts the rest by name', () => {
    const ailment = (kind: AilmentKind) => ({ kind, sentence: '', advice: null });
    const list = [
      { name: 'Well 10', ailments: [] },
      { name: 'Outside', ailments: [ailment('external')] },
      { name: 'Well 9', ailments: [] },
      { name: 'Failing', ailments: [ailment('failing')] },
      { name: 'Failing and more', ailments: [ailment('failing'), ailment('external')] },
      { name: 'Skipped', ailments: [ailment('skipped')] },
    ];
    expect(list.toSorted(compareBySeverity).map(({ name }) => name)).toEqual([
      'Failing and more',
      'Failing',
      'Skipped',
      'Outside',
      'Well 9',
      'Well 10',
    ]);
  });
});

describe('health', () => {
  const on = (day: number, hour: number, status: RunStatus) =>
    run(status, { scheduledFor: new Date(2026, 10, day, hour).toISOString() });

  it('has one entry a day, today last, with the worst of it', () => {
    const runs = [
      on(21, 9, 'scheduled'),
      on(20, 18, 'scheduled'),
      on(20, 9, 'completed'),
      on(19, 9, 'completed'),
      on(19, 8, 'partial'),
      on(18, 9, 'failed'),
      on(18, 7, 'partial'),
      on(13, 9, 'failed'),
    ];
    expect(health(runs, now).map(({ day, status, runs: n, failures }) => [day, status, n, failures])).toEqual([
      ['2026-11-14', null, 0, 0],
      ['2026-11-15', null, 0, 0],
      ['2026-11-16', null, 0, 0],
      ['2026-11-17', null, 0, 0],
      ['2026-11-18', 'failed', 2, 2],
      ['2026-11-19', 'partial', 2, 1],
      ['2026-11-20', 'completed', 1, 0],
    ]);
  });

  it('agrees with the list of runs beside it: the same days, and what is to come counted apart', () => {
    const runs = [
      on(21, 9, 'scheduled'),
      on(20, 18, 'scheduled'),
      on(20, 9, 'completed'),
      on(14, 0, 'failed'),
      on(13, 23, 'failed'),
    ];
    const { shown, begun, toCome } = ofTheseDays(runs, now);
    expect(shown).toEqual(runs.slice(1, 4));
    expect([begun, toCome]).toEqual([2, 1]);
    expect(health(runs, now).reduce((sum, day) => sum + day.runs, 0)).toBe(begun);
  });

  it('has as many days as wanted, each once, whatever the clocks do', () => {
    const dates = fc.date({ min: new Date('2000-01-01'), max: new Date('2050-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 40 }), (date, days) => {
        const picture = health([run('completed', { scheduledFor: date.toISOString() })], date, days);
        expect(new Set(picture.map(({ day }) => day)).size).toBe(days);
        expect(picture.at(-1)?.runs ?? 1).toBe(1);
      }),
    );
  });
});
