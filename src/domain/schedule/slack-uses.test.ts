import { expect, it } from 'vitest';
import { isChannelGone, slackUses } from './slack-uses';
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
    slackUses(SCHEDULERS, channels, channels).map(({ channel, name, isGone, deliveries }) => [
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
  expect(slackUses(SCHEDULERS, null, null).some(({ isGone }) => isGone)).toBe(false);
});

it.each([
  ['of a list that is full', 'C9', 200, false],
  ['of an empty list', 'C9', 0, false],
  ['that is a person', 'U012A3CDE', 3, false],
  ['of a whole list', 'C9', 199, true],
])('a channel %s that is not in it is gone or not: %s of %i', (_what, channel, size, isGone) => {
  const listed = new Map(Array.from({ length: size }, (_, i) => [`X${i}`, `#x${i}`]));
  expect(isChannelGone(channel, listed)).toBe(isGone);
});

it('names what is known besides the list', () => {
  const listed = new Map([['C2', '#sales']]);
  const [first] = slackUses(SCHEDULERS, new Map([...listed, ['C9', '#former']]), listed);
  expect(first).toMatchObject({ channel: 'C1', name: null, isGone: true });
  expect(slackUses(SCHEDULERS, new Map([...listed, ['C9', '#former']]), listed)[1]).toMatchObject({
    channel: 'C9',
    name: '#former',
    isGone: true,
  });
});
