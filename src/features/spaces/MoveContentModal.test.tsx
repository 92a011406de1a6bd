import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { ContentItem } from '#/data/content';
import { spacesQuery } from '#/data/spaces';
import { refusal, stubServer } from '#/data/testing';
import { renderSignedIn } from '#/data/testing-signed-in';
import type { PlacedSpace } from '#/domain/spaces';
import { MoveContentModal } from './MoveContentModal';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const space = (uuid: string): PlacedSpace => ({
  uuid,
  projectUuid: 'p1',
  name: uuid,
  parentUuid: null,
  privacy: 'private',
  inherits: false,
  charts: 1,
  dashboards: 0,
  grantedUserUuids: [],
  ownRows: [],
  projectName: 'Jaffle',
  ancestors: [],
  children: 0,
});
const CONTENT = ['SavedChart', 'Dashboard'].map((subject) => ({ action: 'manage', subject }));
const item = { kind: 'chart', uuid: 'c1', name: 'Orders' } as ContentItem;
const show = (spaces: readonly PlacedSpace[], isUnread: boolean) =>
  renderSignedIn(
    <MoveContentModal
      item={item}
      from={space('Finance')}
      spaces={spaces}
      isUnread={isUnread}
      schedulers={[]}
      onClose={() => {}}
    />,
    'editor',
    CONTENT,
  );

it('says that the spaces could not be read, not that they still are', async () => {
  stubServer({});
  show([], true);
  expect(await screen.findByText(/^The spaces of this project could not be read/)).toBeTruthy();
  expect(screen.queryByPlaceholderText(/still being read/)).toBeNull();
});

it('takes the list of spaces for old where what it offered is gone', async () => {
  stubServer({ 'POST /api/v2/content/p1/move': refusal(404, 'NotFoundError', 'Space not found') });
  const { queryClient } = show([space('Board')], false);
  const { queryKey } = spacesQuery('p1');
  queryClient.setQueryData(queryKey, []);
  fireEvent.click(await screen.findByRole('combobox', { name: 'To the space' }));
  fireEvent.click(await screen.findByRole('option', { name: /Board/, hidden: true }));
  fireEvent.click(screen.getByRole('button', { name: 'Move' }));
  await screen.findByText('Not found');
  await waitFor(() => expect(queryClient.getQueryState(queryKey)?.isInvalidated).toBe(true));
});
