import { describe, expect, it } from 'vitest';
import { scrub } from './scrub';

const TOKENS = '/api/v1/user/me/personal-access-tokens';
const CREDENTIALS = '/api/v1/user/warehouseCredentials';

describe('scrub', () => {
  it('keeps of listed tokens what is shown, and no secret', () => {
    const answer = [{ uuid: 'a', description: 'CI', token: 'canary', tokenHash: 'canary' }];
    expect(scrub({ method: 'GET', url: TOKENS }, answer)).toEqual([{ uuid: 'a', description: 'CI' }]);
  });

  it.each([CREDENTIALS, '/api/v1/projects/p/user-credentials'])('keeps no password of %s', (url) => {
    const one = { uuid: 'a', name: 'DWH', credentials: { type: 'snowflake', user: 'ana', password: 'canary' } };
    const answer = url === CREDENTIALS ? [one] : one;
    expect(JSON.stringify(scrub({ method: 'GET', url }, answer))).not.toContain('canary');
    expect(JSON.stringify(scrub({ method: 'GET', url }, answer))).toContain('"user":"ana"');
  });

  it.each([
    ['/api/v1/schedulers/p/list', (one: object) => ({ data: [one], pagination: { page: 1 } })],
    ['/api/v1/schedulers/s', (one: object) => one],
  ])('masks where the webhooks of %s lead to', (url, answer) => {
    const targets = [
      { webhook: 'https://teams.example/canary' },
      { googleChatWebhook: 'https://chat.example/canary' },
      { recipient: 'ana@x.example' },
    ];
    expect(scrub({ method: 'GET', url }, answer({ schedulerUuid: 's', targets }))).toEqual(
      answer({
        schedulerUuid: 's',
        targets: [
          { webhook: expect.stringMatching(/^teams\.example, [0-9a-f]{4}$/) },
          { googleChatWebhook: expect.stringMatching(/^chat\.example, [0-9a-f]{4}$/) },
          { recipient: 'ana@x.example' },
        ],
      }),
    );
  });

  it('keeps of Slack what is known, and of all else the name', () => {
    const known = { slackTeamName: 'Jaffle', appName: null, slackChannelProjectMappings: [{ slackChannelId: 'C1' }] };
    const slack = (more: object) => scrub({ method: 'GET', url: '/api/v1/slack' }, { ...known, ...more });
    expect(slack({ token: 'canary' })).toEqual(known);
    expect(slack({ token: 'canary', botSecret: 'canary' })).toEqual({ ...known, unknownFields: ['botSecret'] });
    expect(scrub({ method: 'GET', url: '/api/v1/slack' }, null)).toBeNull();
  });

  it('leaves what a write answers to the one who asked, and what is not about secrets as it is', () => {
    const answer = { token: 'new' };
    expect(scrub({ method: 'POST', url: TOKENS }, answer)).toBe(answer);
    expect(scrub({ method: 'GET', url: '/api/v1/org/groups' }, answer)).toBe(answer);
  });

  it.each([undefined, null, 'text', [null]])('stands any answer: %j', (answer) => {
    expect(scrub({ method: 'GET', url: TOKENS }, answer)).toEqual(answer);
  });
});
