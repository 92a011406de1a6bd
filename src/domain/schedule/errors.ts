import { cleanText } from './clean';

export type DeliveryError = {
  /** What went wrong. */
  sentence: string;
  /** What to do; null where that is not known. Of a scheduler that is off, also to switch it on where the server did that. */
  advice: string | null;
  /** Whether the server switches a scheduler off after it, because another try could not help. */
  switchesOff: boolean;
};

type Rule = {
  pattern: RegExp;
  /** Only for jobs whose task looks so. */
  task?: RegExp;
  /** `$1` stands for the first group of the pattern. */
  sentence: string;
  advice: string;
  switchesOff?: boolean;
};

const SHEETS = /gsheet/i;
const SLACK = /slack/i;
const TEAMS = /teams/i;
const EMAIL = /email/i;
const TIMEOUT = /timed? ?out|ETIMEDOUT/i;
const FIELD_ADVICE = 'Remove the field from the chart.';

/** The first that fits counts, so what is special comes before what is general. */
const RULES: readonly Rule[] = [
  {
    pattern: /could not find slack installation|SlackInstallationNotFound/i,
    sentence: 'Slack is not connected to the organization.',
    advice: 'Connect Slack in Lightdash’s settings.',
    switchesOff: true,
  },
  {
    pattern: /slack app is not configured/i,
    sentence: 'This Lightdash server has no Slack app.',
    advice: 'Ask the operator of the server to set one up, or use e-mail instead.',
  },
  {
    pattern: /not_in_channel/i,
    sentence: 'The Lightdash app is not a member of the Slack channel.',
    advice: 'Invite the app to the channel: it cannot join a private one by itself.',
  },
  {
    pattern: /channel_not_found/i,
    sentence: 'Slack does not know the channel, or it is private and the Lightdash app is not in it.',
    advice: 'Choose a channel that exists, or invite the Lightdash app to it if it is private.',
  },
  { pattern: /is_archived/i, sentence: 'The Slack channel is archived.', advice: 'Choose another channel.' },
  {
    pattern: /\b(?:invalid_auth|token_revoked|token_expired|account_inactive|not_authed|missing_scope)\b/i,
    sentence: 'Slack no longer lets Lightdash in.',
    advice: 'Connect Slack again in Lightdash’s settings.',
  },
  {
    pattern: /rate_?limited|rate limit|too many requests|\b429\b/i,
    sentence: 'The receiving service refused it: too many messages at once.',
    advice: 'Send it again later, or spread the times of the schedulers.',
  },
  {
    pattern: /\b(?:404|410|gone)\b|webhook.*(?:not found|no longer|disabled|removed|deleted|revoked)/i,
    task: TEAMS,
    sentence: 'The Teams webhook is gone.',
    advice: 'Create a new webhook in the channel and add it as a target.',
  },
  {
    pattern: /microsoft teams is not configured/i,
    sentence: 'This Lightdash server does not send to Teams.',
    advice: 'Ask the operator of the server to switch it on, or use e-mail instead.',
  },
  {
    pattern: /teams.*(?:\b410\b|\b404\b|gone)/i,
    sentence: 'The Teams webhook is gone.',
    advice: 'Create a new webhook in the channel and add it as a target.',
  },
  {
    pattern:
      /FieldReferenceError|(?:field|dimension|metric)s?(?: with id)?:? ["'“`]?([a-z]\w{1,60})["'”`]? (?:is not in|no longer exists|does not exist|was not found|not found)/i,
    sentence: 'The field “$1” is no longer in the data model.',
    advice: FIELD_ADVICE,
    switchesOff: true,
  },
  {
    pattern: /model error: .{0,20}model ["'“`]?([a-z]\w{1,60})["'”`]? no longer exists/i,
    sentence: 'The table “$1” is no longer in the data model.',
    advice: 'Build the chart on another table.',
  },
  {
    pattern: /unknown field(?: id)?:? ["'“`]?([a-z]\w{1,60})/i,
    sentence: 'The field “$1” is no longer in the data model.',
    advice: FIELD_ADVICE,
    switchesOff: true,
  },
  {
    pattern:
      /field that does not exist|failed to reference field|unknown field|(?:field|dimension|metric)s? .{0,80}(?:no longer exists|does not exist|not in the model)/i,
    sentence: 'A field of the chart is no longer in the data model.',
    advice: FIELD_ADVICE,
    switchesOff: true,
  },
  {
    pattern:
      /invalid_grant|google.*(?:refresh token|re-?authenticate|credential|unauthori[sz]ed|\b401\b)|user with refresh token/i,
    sentence: 'Google no longer lets the owner in.',
    advice: 'Let the owner sign in to Google from Lightdash again.',
    switchesOff: true,
  },
  {
    pattern: /permission|forbidden|\b403\b/i,
    task: SHEETS,
    sentence: 'The owner may not write to the Google sheet.',
    advice: 'Share the sheet with the owner as an editor.',
    switchesOff: true,
  },
  {
    pattern: /not found|\b404\b|unable to parse range|trash/i,
    task: SHEETS,
    sentence: 'The Google sheet, or its tab, is gone.',
    advice: 'Choose another sheet.',
    switchesOff: true,
  },
  {
    pattern: /10,?000,?000 cells|exceeds.*cells|limit of .*cells/i,
    sentence: 'The Google sheet is full.',
    advice: 'Deliver fewer rows, or choose an empty sheet.',
    switchesOff: true,
  },
  {
    pattern: /google ?(?:sheets|drive).*(?:permission|forbidden)/i,
    sentence: 'The owner may not write to the Google sheet.',
    advice: 'Share the sheet with the owner as an editor.',
    switchesOff: true,
  },
  {
    pattern: /NotEnoughResults|not enough results|at least (?:2|two) rows/i,
    sentence: 'The alert compares two rows, and the chart has fewer.',
    advice: 'Let the chart return at least two rows, or compare with a fixed value.',
  },
  {
    pattern: /no valid warehouse connection|MissingWarehouseCredentials|warehouse credentials/i,
    sentence: 'The project has no working connection to its warehouse.',
    advice: 'Check the connection in the project’s settings.',
  },
  {
    pattern: /headless browser|screenshot|puppeteer|playwright|chromium|browserless|navigation timeout/i,
    sentence: 'The picture could not be taken.',
    advice: 'Send it again. If it keeps failing, the dashboard is too slow, or the browser of the server is down.',
  },
  {
    pattern: /\bS3\b|bucket|object storage|NoSuchKey|SignatureDoesNotMatch/i,
    sentence: 'The file could not be stored.',
    advice: 'Ask the operator of the server to check its file storage.',
  },
  { pattern: /no recipients defined/i, sentence: 'There is nobody to send it to.', advice: 'Add a recipient.' },
  {
    pattern:
      /mailbox (?:unavailable|not found|full)|user unknown|recipient (?:address )?rejected|\b55[0-4]\b.*(?:mail|recipient|user)|invalid recipient/i,
    sentence: 'The recipient’s mail server refused the message.',
    advice: 'Check the address, or replace it.',
  },
  {
    pattern: /failed to send email|\bsmtp\b|SmptError|EAUTH|nodemailer|greeting never received/i,
    sentence: 'The mail server could not be reached or refused the message.',
    advice: 'Send it again. If it keeps failing, ask the operator of the server to check its mail settings.',
  },
  {
    pattern: /permission denied|access denied|not authorized to (?:perform|access)|insufficient privileges/i,
    sentence: 'The warehouse refused the query.',
    advice: 'Give the project’s connection the rights that the chart needs.',
  },
  {
    pattern: /you don't have access|ForbiddenError|user is not part of/i,
    sentence: 'The owner may no longer open the chart or dashboard.',
    advice: 'Give the owner access, or transfer the scheduler to somebody who has it.',
  },
  {
    pattern: /(?:chart|dashboard|saved query|explore).{0,80}(?:not found|does not exist|no longer exists|deleted)/i,
    sentence: 'The chart or dashboard is gone.',
    advice: 'Delete the scheduler, or restore what it delivers.',
  },
  {
    pattern: /query.*(?:timed? ?out|cancell?ed|exceeded)|statement timeout|execution time/i,
    sentence: 'The query took too long.',
    advice: 'Narrow the chart down, or run it at a quieter hour.',
  },
  {
    pattern:
      /syntax error|WarehouseQueryError|compilation error|relation .* does not exist|table .* not found|invalid identifier/i,
    sentence: 'The warehouse could not run the query.',
    advice: 'Open the chart to see the error.',
  },
  { pattern: TIMEOUT, task: EMAIL, sentence: 'The mail server did not answer in time.', advice: 'Send it again.' },
  { pattern: TIMEOUT, task: SLACK, sentence: 'Slack did not answer in time.', advice: 'Send it again.' },
  { pattern: TIMEOUT, task: TEAMS, sentence: 'Teams did not answer in time.', advice: 'Send it again.' },
  { pattern: TIMEOUT, task: SHEETS, sentence: 'Google did not answer in time.', advice: 'Send it again.' },
  { pattern: TIMEOUT, sentence: 'It took too long.', advice: 'Send it again.' },
  {
    pattern: /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|socket hang up|fetch failed|network error/i,
    sentence: 'A service that the delivery needs could not be reached.',
    advice: 'Send it again. If it keeps failing, ask the operator of the server.',
  },
];

/** "Share the sheet." → "Share the sheet, then switch the scheduler on again." */
const thenOn = (advice: string): string => `${advice.replace(/\.$/, '')}, then switch the scheduler on again.`;

const UNEXPLAINED = 'Lightdash does not say what went wrong.';

/**
 * An error of the log in human words. Known ones get a sentence and what to do; unknown ones are shortened and cleaned
 * of stacks, secrets and JSON. The task of the job, where it is known, tells a missing sheet from a missing webhook. Whether
 * the scheduler is on decides whether switching it on is a part of the advice.
 */
export function errorInWords(
  raw: string,
  { task = '', isOn = true }: { task?: string; isOn?: boolean } = {},
): DeliveryError {
  // What is recognized stands at the beginning; a long text would only make the patterns slow.
  const text = raw.slice(0, 2000);
  for (const rule of RULES) {
    if (rule.task && !rule.task.test(task)) continue;
    const match = rule.pattern.exec(text);
    if (!match) continue;
    const named = rule.sentence.includes('$1');
    const sentence = named && !match[1] ? 'A field of the chart is no longer in the data model.' : rule.sentence;
    const { advice, switchesOff = false } = rule;
    return {
      sentence: sentence.replace('$1', match[1] ?? ''),
      advice: switchesOff && !isOn ? thenOn(advice) : advice,
      switchesOff,
    };
  }
  return { sentence: cleanText(raw) || UNEXPLAINED, advice: null, switchesOff: false };
}
