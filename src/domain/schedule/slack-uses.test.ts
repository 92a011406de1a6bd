import { expect, it } from 'vitest';
import { slackUses } from './slack-uses';
import type { Scheduler, Target } from './types';

const to = (uuid: string, ...targets: Target[]) => ({ uuid, name: uuid, ownerName: 'Ana', targets }) as Scheduler;
const slack = (channel: string): Target => ({ kind: 'slack', channel });
const SCHEDULERS = [
  to('one', slack('C1'), slack('C9')),
  to('two', slack('C1'), slack('C1'), { kind: 'email', recipient: 'a@b.example' }),
  to('three', slack('#Sales')),
];

it('tells which deliveries hang on which channel, those that are gone first', () => {
  const channels = new Map([
    ['C1', '#general'],
    ['C2', '#sales'],
  ]);
  expect(
    slackUses(SCHEDULERS, channels).map(({ channel, name, isGone, deliveries }) => [
      channel,
      name,
      isGone,
      deliveries.map(({ uuid }) => uuid),
    ]),
  ).toEqual([
    ['C9', null, true, ['one']],
    ['C1', '#general', false, ['one', 'two']],
    ['#Sales', null, false, ['three']],
  ]);
});

it('calls nothing gone where Slack is not asked', () => {
  expect(slackUses(SCHEDULERS, null).some(({ isGone }) => isGone)).toBe(false);
});
