import { expect, it } from 'vitest';
import { describePrivacy } from './words';

it('does not say of a private space that is granted to everybody in the project that only some may open it', () => {
  expect(describePrivacy('private')).toMatch(/^Only people and groups with a grant/);
  expect(describePrivacy('private', true)).toMatch(/^It is granted to everybody in the project/);
  expect(describePrivacy('public', true)).toBe(describePrivacy('public'));
});
