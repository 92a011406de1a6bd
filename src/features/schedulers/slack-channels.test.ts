import { expect, it } from 'vitest';
import { channelDoubt, channelOf, offeredChannels } from './slack-channels';

const CHANNELS = new Map([
  ['C1', '#data-sales'],
  ['C2', '#sales'],
  ['C3', '#Support'],
]);

it.each([
  ['#sales', 'C2'],
  ['sales ', 'C2'],
  ['support', 'C3'],
  ['C1', 'C1'],
  [' C0UNKNOWN1 ', 'C0UNKNOWN1'],
  ['#nobody', '#nobody'],
])('%j is the channel %s', (text, id) => expect(channelOf(text, CHANNELS)).toBe(id));

it('takes what is typed for an id where the channels are not known', () => {
  for (const channels of [null, undefined]) expect(channelOf('C9', channels)).toBe('C9');
});

it('offers by name, beginnings first, and not thousands', () => {
  expect(offeredChannels('#SAL', CHANNELS).map(([id]) => id)).toEqual(['C2', 'C1']);
  expect(offeredChannels('', new Map(Array.from({ length: 3000 }, (_, i) => [`C${i}`, `#c${i}`])))).toHaveLength(50);
  expect(offeredChannels('', null)).toEqual([]);
});

it('doubts a channel that Slack does not show, and none of which it cannot know', () => {
  expect(channelDoubt('C2', CHANNELS)).toBeNull();
  expect(channelDoubt('#sales', CHANNELS)).toBeNull();
  expect(channelDoubt('C9', CHANNELS)).toBe('gone, or not shown to Lightdash');
  expect(channelDoubt('C9', null)).toBe('Slack is not connected');
  expect(channelDoubt('C9', undefined)).toBeNull();
});
