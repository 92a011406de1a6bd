import { expect, it } from 'vitest';
import { channelDoubt, channelsOf, offeredChannels } from './slack-channels';

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
  // A person in a workspace of Enterprise Grid.
  ['W012A3CDE', 'W012A3CDE'],
])('%j is the channel %s', (text, id) => expect(channelsOf(text, CHANNELS)).toEqual([id]));

it('takes no name that Slack does not show, and none at all where the channels are not known', () => {
  expect(channelsOf('#nobody', CHANNELS)).toEqual([]);
  for (const channels of [null, undefined]) {
    expect(channelsOf('C0123456789', channels)).toEqual(['C0123456789']);
    expect(channelsOf('#sales', channels)).toEqual([]);
  }
});

it('knows all that have a name', () => {
  const channels = new Map([...CHANNELS, ['C4', '#Sales']]);
  expect(channelsOf('sales', channels)).toEqual(['C2', 'C4']);
  expect(channelsOf('C4', channels)).toEqual(['C4']);
});

it('offers by name, beginnings first, and not thousands', () => {
  expect(offeredChannels('#SAL', CHANNELS).map(([id]) => id)).toEqual(['C2', 'C1']);
  expect(offeredChannels('', new Map(Array.from({ length: 3000 }, (_, i) => [`C${i}`, `#c${i}`])))).toHaveLength(50);
  expect(offeredChannels('', null)).toEqual([]);
});

it('doubts a channel that Slack does not show, and none of which it cannot know', () => {
  expect(channelDoubt('C2', CHANNELS, CHANNELS)).toBeNull();
  expect(channelDoubt('#sales', CHANNELS, CHANNELS)).toBe('stored by its name, not by its id');
  expect(channelDoubt('#nobody', CHANNELS, CHANNELS)).toBe('gone, or not shown to Lightdash');
  expect(channelDoubt('#sales', undefined, undefined)).toBe('stored by its name, not by its id');
  expect(channelDoubt('C9', CHANNELS, CHANNELS)).toBe('gone, or not shown to Lightdash');
  expect(channelDoubt('C9', null, null)).toBe('Slack is not connected');
  expect(channelDoubt('C0123456789', undefined, undefined)).toBeNull();
  // A full answer leaves out more than it has.
  const full = new Map(Array.from({ length: 200 }, (_, i) => [`C${i}`, `#c${i}`]));
  expect(channelDoubt('C0123456789', full, full)).toBeNull();
  expect(channelDoubt('C0123456789', new Map(), new Map())).toBeNull();
});
