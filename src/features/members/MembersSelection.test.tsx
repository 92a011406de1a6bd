import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ALL_RULES, renderSignedIn } from '#/data/testing-signed-in';
import type { Member } from '#/domain/members';
import { MembersSelection } from './MembersSelection';

afterEach(cleanup);

const members = ['ana', 'bo'].map(
  (userUuid) => ({ userUuid, name: userUuid, role: 'admin', status: 'active' }) as unknown as Member,
);

it.each([
  ['everything', ALL_RULES, [false, false, false]],
  ['only add to groups', [{ action: 'update', subject: 'Group' }], [true, false, true]],
])('offers what one may do with many, who may do %s', async (_, rules, disabled) => {
  const bar = (
    <MembersSelection
      size={2}
      selected={() => members}
      soFar={undefined}
      onDialog={() => {}}
      onExport={() => {}}
      onClear={() => {}}
    />
  );
  renderSignedIn(bar, 'admin', rules);
  await screen.findByRole('toolbar');
  expect(
    ['Change role', 'Add to a group', 'Remove'].map(
      (name) => screen.getByRole('button', { name }).getAttribute('aria-disabled') === 'true',
    ),
  ).toEqual(disabled);
});
