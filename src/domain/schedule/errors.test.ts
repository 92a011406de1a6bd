import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorInWords } from './errors';
import { RUNS } from '#/lib/testing-runs';

const words = (raw: string, task?: string) => errorInWords(raw, task === undefined ? {} : { task }).sentence;

describe('known errors', () => {
  it.each([
    // Recorded.
    ['Slack app is not configured', 'sendSlackNotification', 'This Lightdash server has no Slack app.'],
    ['An API error occurred: channel_not_found', 'uploadGsheets', 'Slack does not know the channel'],
    ['Timed out waiting for the headless browser', 'handleScheduledDelivery', 'The picture could not be taken.'],
    ['Project has no valid warehouse connection', 'handleScheduledDelivery', 'The project has no working connection'],
    [
      'Failed to send email after 1 attempts. No recipients defined',
      'sendEmailNotification',
      'There is nobody to send it to.',
    ],
    [
      "Sorting error: the field 'orders_total_order_amount' no longer exists",
      '',
      'The field “orders_total_order_amount” is no longer',
    ],
    ['Cannot find user with refresh token', 'uploadGsheets', 'Google no longer lets the owner in.'],
    ["You don't have access to this resource or action", '', 'The owner may no longer open'],
    // Of the sandbox.
    [
      'Failed to send email after 3 attempts. Connection timeout',
      'sendEmailNotification',
      'The mail server could not be reached',
    ],
    ['Mailbox unavailable', 'sendEmailNotification', 'The recipient’s mail server refused'],
    ['Microsoft Teams webhook answered 410 Gone', 'sendMsTeamsNotification', 'The Teams webhook is gone.'],
    ['Microsoft Teams webhook answered 410 Gone', '', 'The Teams webhook is gone.'],
    ['Google Sheets: the caller does not have permission', '', 'The owner may not write to the Google sheet.'],
    ['Query timed out after 300 s', 'handleScheduledDelivery', 'The query took too long.'],
    [
      'Field "payments_total_revenue" is not in the model any more',
      '',
      'The field “payments_total_revenue” is no longer',
    ],
    ["Model error: the model 'legacy_events' no longer exists", '', 'The table “legacy_events” is no longer'],
    // Of the source.
    ['Could not find slack installation', 'sendSlackNotification', 'Slack is not connected to the organization.'],
    ['An API error occurred: not_in_channel', '', 'The Lightdash app is not a member'],
    ['Microsoft teams is not configured', 'sendMsTeamsNotification', 'This Lightdash server does not send to Teams.'],
    ['Tried to reference metric with unknown field id: orders_count', '', 'The field “orders_count” is no longer'],
    ['FieldReferenceError', '', 'A field of the chart is no longer'],
    ['The caller does not have permission', 'uploadGsheets', 'The owner may not write to the Google sheet.'],
    ['Requested entity was not found.', 'uploadGsheets', 'The Google sheet, or its tab, is gone.'],
    ['NotEnoughResults', '', 'The alert compares two rows'],
    ['permission denied for table orders', 'handleScheduledDelivery', 'The warehouse refused the query.'],
    ['connect ECONNREFUSED 127.0.0.1:9000', '', 'A service that the delivery needs'],
    ['Request timed out', 'sendSlackNotification', 'Slack did not answer in time.'],
    ['Request timed out', '', 'It took too long.'],
    ['Failed to upload to S3: AccessDenied', '', 'The file could not be stored.'],
  ])('%s (%s) → %s', (raw, task, start) => {
    expect(words(raw, task)).toContain(start);
    expect(errorInWords(raw, { task }).advice).not.toBeNull();
  });

  it('knows after which the server switches a scheduler off', () => {
    expect(errorInWords('Could not find slack installation').switchesOff).toBe(true);
    // Recorded: the scheduler of getSchedulerLogs.after-real-send is still on.
    expect(errorInWords('Slack app is not configured').switchesOff).toBe(false);
    expect(errorInWords('The caller does not have permission', { task: 'uploadGsheets' }).switchesOff).toBe(true);
    expect(errorInWords('Query timed out').switchesOff).toBe(false);
  });

  it('advises to switch on again what is off, and only where the server did that', () => {
    const advice = (raw: string, isOn: boolean) => errorInWords(raw, { isOn }).advice;
    expect(advice('Could not find slack installation', true)).toBe('Connect Slack in Lightdash’s settings.');
    expect(advice('Could not find slack installation', false)).toBe(
      'Connect Slack in Lightdash’s settings, then switch the scheduler on again.',
    );
    expect(advice('Query timed out', false)).not.toContain('switch');
  });
});

describe('unknown errors', () => {
  it.each([
    ['Something odd', 'Something odd.'],
    ['something odd!!', 'Something odd.'],
    ['TypeError: x is odd\n    at run (/usr/app/dist/a.js:3:4)\n    at b', 'X is odd.'],
    ['Odd at async Object.run (/usr/app/dist/index.js:12:3)', 'Odd.'],
    ['{"status":"error","error":{"name":"X","message":"It is odd"}}', 'It is odd.'],
    ['"{\\"message\\":\\"It is odd\\"}"', 'It is odd.'],
    ['[{"message":"First"},{"message":"Second"}]', 'First.'],
    ['Could not match. Issues: [{"a":{"b":1}}]', 'Could not match. Issues: …'],
    ['Failed https://u:p@hooks.example.com/services/T0/B0?sig=abc now', 'Failed hooks.example.com now.'],
    ['Odd for postgres://admin:hunter2@db.internal:5432/prod', 'Odd for db.internal.'],
    ['Odd with Bearer abcdefghijkl', 'Odd with …'],
    ['Odd with password=hunter2 inside', 'Odd with … inside.'],
    ['Odd with ldpat_1234567890abcdef', 'Odd with …'],
    ['<html><body>Bad gateway</body></html>', 'Bad gateway.'],
    ['', 'Lightdash does not say what went wrong.'],
    ['{}', 'Lightdash does not say what went wrong.'],
    ['[1,2', 'Lightdash does not say what went wrong.'],
    ['{"message": "It is odd", "cut', 'It is odd.'],
    ['500', 'Lightdash does not say what went wrong.'],
  ])('%j → %s', (raw, expected) => {
    expect(words(raw)).toBe(expected);
    expect(errorInWords(raw)).toMatchObject({ advice: null, switchesOff: false });
  });

  it('shortens between words', () => {
    const sentence = words('very '.repeat(200));
    expect(sentence.length).toBeLessThanOrEqual(165);
    expect(sentence).toMatch(/very…$/);
  });

  it('never shows JSON, addresses, stacks or secrets, and never throws', () => {
    const secret = 'Zx9kQ2mB7vT4nL8pR3wY6cD1';
    const shapes = fc.constantFrom(
      `https://hooks.example.com/${secret}`,
      `https://x:${secret}@h.example/a?token=${secret}`,
      `token: ${secret}`,
      `{"apiKey":"${secret}"}`,
      `Bearer ${secret}`,
      `client_secret=${secret}`,
      `redis://default:${secret}@cache:6379`,
      `xoxb-${secret}`,
      `\n    at f (/srv/${secret}.js:1:2)`,
    );
    fc.assert(
      fc.property(fc.string(), shapes, fc.string(), (before, shape, after) => {
        const { sentence } = errorInWords(`${before} ${shape} ${after}`);
        expect(sentence).not.toContain(secret);
        expect(sentence).not.toMatch(/:\/\/|[{}[\]!]|\n/);
        expect(sentence).toMatch(/[.?…]$/);
        expect(sentence.length).toBeLessThanOrEqual(170);
      }),
      RUNS,
    );
  });

  it('does not lose itself in long and nasty texts', () => {
    const started = performance.now();
    for (const piece of ['{[', 'a-', 'a1', '"\\', ' at ', '<', 'https://', 'field ', '/a'])
      errorInWords(piece.repeat(50_000));
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
