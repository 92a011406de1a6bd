import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { useEffect } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import {
  accessNames,
  type AccessSnapshot,
  buildAccessModel,
  type OrganizationAccess,
  previewChanges,
  type StagedChange,
} from '#/access';
import { projectGrantsQuery } from '#/data/roles';
import { ok, refusal, stubServer } from '#/data/testing';
import { renderSignedIn, signedIn } from '#/data/testing-signed-in';
import { permissions } from '#/domain/permissions';
import { WhatIfApplyDialog } from './WhatIfApplyDialog';

const JOIN = 'PUT /api/v1/groups/g/members/ana';
const GRANTS = 'GET /api/v2/projects/p/roles/assignments';
const REVOKE = 'DELETE /api/v2/projects/p/roles/assignments/user/ana';
const joins: StagedChange = { kind: 'groupMember', groupUuid: 'g', userUuid: 'ana', isMember: true };
const revoked: StagedChange = {
  kind: 'projectGrant',
  projectUuid: 'p',
  holder: { kind: 'user', uuid: 'ana' },
  role: null,
};
const granted = (roleId: string) => ok([{ assigneeType: 'user', assigneeId: 'ana', roleId }]);

const snapshot: AccessSnapshot = {
  members: [
    { userUuid: 'me', role: 'admin', status: 'active', groupUuids: [] },
    { userUuid: 'ana', role: 'member', status: 'active', groupUuids: [], hasMoreRoles: true },
  ],
  groups: [{ groupUuid: 'g', name: 'Data' }],
  customRoles: [],
  projects: [
    {
      projectUuid: 'p',
      userGrants: [{ userUuid: 'ana', role: 'viewer' }],
      groupGrants: [{ groupUuid: 'g', role: 'viewer' }],
    },
  ],
  spaces: [],
};

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const WithClient = ({ onClient }: { onClient: (client: QueryClient) => void }) => {
  const client = useQueryClient();
  useEffect(() => onClient(client), [client, onClient]);
  return null;
};

/** Opens the dialog with some changes staged. In: how far the reading has come. */
const open = async (staged: readonly StagedChange[], reading: object = { state: 'done', failed: 0 }) => {
  const onApplied = vi.fn<(changes: readonly StagedChange[]) => void>();
  const onClient = vi.fn<(client: QueryClient) => void>();
  const members = snapshot.members.map((each) => ({
    ...each,
    name: each.userUuid === 'ana' ? 'Ana' : 'Me',
    email: '',
  }));
  const model = buildAccessModel(snapshot);
  const byUuid = new Map(members.map((each) => [each.userUuid, each]));
  const named = { members: { byUuid }, groups: new Map([['g', { name: 'Data' }]]), customRoles: undefined };
  const access = {
    me: signedIn('admin'),
    may: permissions({ ...signedIn('admin'), abilityRules: undefined }),
    members: { members, byUuid },
    model,
    names: accessNames({ ...named, projects: [{ uuid: 'p', name: 'Jaffle' }], spaces: [] }),
    spaces: [],
    reading,
    bar: { partial: null },
  } as unknown as OrganizationAccess;
  renderSignedIn(
    <>
      <WithClient onClient={onClient} />
      <WhatIfApplyDialog
        access={access}
        staged={staged}
        preview={previewChanges(model, staged)}
        onApplied={onApplied}
        onClose={() => {}}
      />
    </>,
    'admin',
  );
  await screen.findByRole('button', { name: /^Make\b/ });
  return {
    onApplied,
    queryClient: onClient.mock.calls[0]?.[0],
    make: async () => {
      fireEvent.click(screen.getByRole('button', { name: /^Make / }));
      await screen.findByRole('button', { name: 'Done' });
    },
  };
};

it('takes nothing before what gives has been answered, and nothing at all where that was not made', async () => {
  for (const answer of [refusal(403, 'ForbiddenError'), refusal(503, 'Unavailable')]) {
    const server = stubServer({ [JOIN]: answer, [GRANTS]: granted('viewer'), [REVOKE]: ok({}) });
    const { make } = await open([revoked, joins]);
    await make();
    expect(server.lines()).toContain(JOIN);
    expect(server.lines()).not.toContain(REVOKE);
    expect(screen.getByText(/^Not sent: it waits for .*, Ana \(joins Data\)\./)).toBeTruthy();
    cleanup();
  }
});

it('offers nothing that would wait in vain for what cannot be made', async () => {
  const unread: StagedChange = {
    kind: 'spaceGrant',
    spaceUuid: 's',
    holder: { kind: 'user', uuid: 'ana' },
    role: 'viewer',
  };
  const server = stubServer({});
  await open([revoked, unread]);
  expect(
    screen.getByText(/^It waits for what cannot be made, .* To go on without that, undo it where it is staged\.$/),
  ).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /^Make\b/ }));
  expect(server.lines()).toEqual([]);
});

it('takes what is to be taken when what gives has been made', async () => {
  const server = stubServer({ [JOIN]: ok({}), [GRANTS]: granted('viewer'), [REVOKE]: ok({}) });
  const { make, onApplied } = await open([revoked, joins]);
  await make();
  expect(server.lines().filter((line) => !line.startsWith('GET'))).toEqual([JOIN, REVOKE]);
  expect(onApplied).toHaveBeenCalledWith([joins, revoked]);
});

it('reads again what somebody else has changed meanwhile, and keeps the change staged', async () => {
  stubServer({ [GRANTS]: granted('admin') });
  const { make, onApplied, queryClient } = await open([revoked]);
  queryClient?.setQueryData(projectGrantsQuery('p').queryKey, { users: [], groups: [] });
  await make();
  expect(screen.getByText(/changed this grant meanwhile/)).toBeTruthy();
  expect(onApplied).toHaveBeenCalledWith([]);
  await vi.waitFor(() =>
    expect(queryClient?.getQueryState(projectGrantsQuery('p').queryKey)?.isInvalidated).toBe(true),
  );
});

it('says that nobody loses anything only where all has been read', async () => {
  await open([joins]);
  expect(screen.getByText('Nobody loses anything.')).toBeTruthy();
  cleanup();
  await open([joins], { state: 'stopped', failed: 0 });
  expect(screen.queryByText('Nobody loses anything.')).toBeNull();
  expect(screen.getByText(/^Nobody is known to lose anything, but not everything is known/)).toBeTruthy();
  cleanup();
  await open([revoked], { state: 'done', failed: 1 });
  expect(screen.getByText('At least 1 person loses something:')).toBeTruthy();
});

it('says of who holds several roles in the organization that one remains', async () => {
  await open([{ kind: 'organizationRole', userUuid: 'ana', role: 'viewer' }]);
  expect(screen.getByText(/Holds several roles in the organization/)).toBeTruthy();
});
