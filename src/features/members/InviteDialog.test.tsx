import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { ok, refusal, stubServer } from '#/data/testing';
import { ALL_RULES, renderSignedIn } from '#/data/testing-signed-in';
import type { Member } from '#/domain/members';
import { InviteDialog } from './InviteDialog';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const ana = { userUuid: 'ana', name: 'ana@x.example', email: 'ana@x.example', role: 'editor', status: 'pending' };
const GROUPS = 'GET /api/v1/org/groups';

const write = async (text: string) => {
  renderSignedIn(<InviteDialog everybody={[ana as Member]} onClose={() => {}} />, 'admin', ALL_RULES);
  const field = await screen.findByRole('textbox', { name: 'E-mail addresses' });
  fireEvent.change(field, { target: { value: text } });
};
const rows = () => screen.getAllByRole('listitem').map(({ textContent }) => textContent);

it('shows of somebody invited before the role they keep, and the groups they get', async () => {
  stubServer({ [GROUPS]: ok({ data: [{ uuid: 'g', name: 'Sales', createdAt: '', updatedAt: '' }] }) });
  await write('email,role,groups\nana@x.example,admin,sales');
  await vi.waitFor(() =>
    expect(rows()).toEqual([
      '·ana@x.exampleEditorInvited before; a new link replaces the old one. The role stays. Into Sales',
    ]),
  );
});

it('does not say that there is no such group where groups could not be read', async () => {
  stubServer({ [GROUPS]: refusal(500, 'UnexpectedServerError') });
  await write('email,groups\nbo@x.example,Sales\ncy@x.example,');
  await vi.waitFor(() =>
    expect(rows()).toEqual([
      '✕bo@x.exampleMemberThe groups could not be read. Reload to try again.',
      '·cy@x.exampleMember',
    ]),
  );
});
