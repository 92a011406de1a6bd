import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { toMember, type MemberList } from '#/data/members';
import { stubServer, wireMember } from '#/data/testing';
import { renderSignedIn } from '#/data/testing-signed-in';
import { Figures } from './Figures';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const render = (everybody: MemberList | undefined) => {
  stubServer({});
  renderSignedIn(<Figures everybody={everybody} week={null} now={new Date(2026, 0, 20)} />, 'admin');
};
const figure = async (name: string) => (await screen.findByRole('link', { name: new RegExp(`^${name}`) })).textContent;

it('says nothing of members who are not read', async () => {
  render(undefined);
  expect(await figure('Members')).toBe('Members… ');
  expect(await figure('Open invitations')).toBe('Open invitations… ');
});

it('tells how many accounts were made, whether people have joined with them or not', async () => {
  const members = [
    wireMember('ana'),
    wireMember('bo', { isPending: true }),
    wireMember('cy', { userCreatedAt: '2025-06-01T00:00:00.000Z' }),
  ].map((wire) => toMember(wire as Parameters<typeof toMember>[0]));
  render({ members, byUuid: new Map(), missing: 0 });
  expect(await figure('Members')).toContain('2 accounts made in 30 days');
  expect(await figure('Open invitations')).toContain('1 over a week old');
});
