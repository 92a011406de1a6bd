import { afterEach, describe, expect, it, vi } from 'vitest';
import { useMember } from './member';
import { membersQuery, stoppedAt, useMembers, useMembersSoFar } from './members';
import { createTestClient, ok, refusal, stubServer, wireMember } from './testing';
import { renderDataHook } from './testing-hooks';

const USERS = 'GET /api/v1/org/users';
const PAGES = 4;

/** Four pages of two members each; each waits until it is let go, or fails. */
const holdPages = () => {
  const held = new Map<string, (answer: ReturnType<typeof ok>) => void>();
  const server = stubServer({
    [USERS]: ({ query: { page = '' } }) => new Promise((resolve) => held.set(page, resolve)),
  });
  const answer = async (page: number, withdrawn?: ReturnType<typeof ok>) => {
    await vi.waitFor(() => expect(held.has(`${page}`)).toBe(true));
    held.get(`${page}`)?.(
      withdrawn ??
        ok({
          data: [wireMember(`a${page}`), wireMember(`b${page}`)],
          pagination: { page, pageSize: 5000, totalPageCount: PAGES, totalResults: 2 * PAGES },
        }),
    );
    held.delete(`${page}`);
  };
  return { answer, asked: () => server.calls.map(({ query }) => Number(query.page)) };
};

const renderBoth = () => {
  const rendered = renderDataHook(() => ({ whole: useMembers(), part: useMembersSoFar() }));
  const part = () => rendered.result.current.part?.members.map(({ userUuid }) => userUuid).join(' ');
  const whole = () => rendered.result.current.whole.data?.members.map(({ userUuid }) => userUuid).join(' ');
  return { ...rendered, part, whole };
};

const ALL = 'a1 b1 a2 b2 a3 b3 a4 b4';

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a first reading of many pages', () => {
  it('shows each page as it comes, in their order, and nobody else a part of the whole', async () => {
    const pages = holdPages();
    const { part, whole, result } = renderBoth();
    await pages.answer(1);
    await vi.waitFor(() => expect(part()).toBe('a1 b1'));
    expect(result.current.part).toMatchObject({ total: 8, unread: [2, 3, 4] });
    await pages.answer(3);
    await pages.answer(2);
    await vi.waitFor(() => expect(part()).toBe('a1 b1 a2 b2 a3 b3'));
    expect(result.current.part?.byUuid.has('b3')).toBe(true);
    expect(whole()).toBeUndefined();
    await pages.answer(4);
    await vi.waitFor(() => expect(whole()).toBe(ALL));
    await vi.waitFor(() => expect(result.current.part).toBeNull());
  });

  it('has one of them as soon as their page has come, and nobody missing before all have', async () => {
    const pages = holdPages();
    const { result } = renderDataHook(() => ({
      early: useMember('b2'),
      late: useMember('a4'),
      nobody: useMember('x'),
    }));
    await pages.answer(1);
    await pages.answer(2);
    await vi.waitFor(() => expect(result.current.early.member).toMatchObject({ userUuid: 'b2' }));
    expect(result.current.early).toMatchObject({ members: undefined, error: null });
    expect(result.current.late).toMatchObject({ member: undefined, error: null });
    expect(result.current.nobody.error).toBeNull();
    for (const page of [3, 4]) await pages.answer(page);
    await vi.waitFor(() => expect(result.current.late.member).toMatchObject({ userUuid: 'a4' }));
    expect(result.current.early.members).toHaveLength(8);
    expect(result.current.nobody.error).toMatchObject({ kind: 'not-found' });
  });

  it('keeps what was read when a page fails, and goes on with what is unread', async () => {
    const pages = holdPages();
    const { part, whole, result, queryClient } = renderBoth();
    await pages.answer(1);
    await pages.answer(2);
    await pages.answer(3, refusal(403, 'ForbiddenError'));
    await pages.answer(4);
    await vi.waitFor(() => expect(result.current.whole.isError).toBe(true));
    expect(part()).toBe('a1 b1 a2 b2 a4 b4');
    expect(result.current.part?.unread).toEqual([3]);
    expect(stoppedAt(queryClient)?.unread).toEqual([3]);
    void result.current.whole.refetch();
    await pages.answer(3);
    await vi.waitFor(() => expect(whole()).toBe('a1 b1 a2 b2 a4 b4 a3 b3'));
    expect(pages.asked()).toEqual([1, 2, 3, 4, 3]);
  });

  it('begins anew where a write has made old what was read before the failure', async () => {
    const pages = holdPages();
    const { part, result, queryClient } = renderBoth();
    await pages.answer(1);
    for (const page of [2, 3, 4]) await pages.answer(page, refusal(403, 'ForbiddenError'));
    await vi.waitFor(() => expect(result.current.whole.isError).toBe(true));
    await queryClient.invalidateQueries({ queryKey: ['membersSoFar'] });
    expect(part()).toBe('a1 b1');
    void result.current.whole.refetch();
    await pages.answer(1);
    await vi.waitFor(() => expect(pages.asked().filter((page) => page === 2)).toHaveLength(2));
  });

  it('reads everybody once more where a write has made it old meanwhile', async () => {
    const pages = holdPages();
    const { part, whole, queryClient } = renderBoth();
    await pages.answer(1);
    await vi.waitFor(() => expect(part()).toBe('a1 b1'));
    void queryClient.invalidateQueries();
    for (const page of [2, 3, 4]) await pages.answer(page);
    await vi.waitFor(() => expect(part()).toBe(ALL));
    expect(whole()).toBeUndefined();
    for (const page of [1, 2, 3, 4]) await pages.answer(page);
    await vi.waitFor(() => expect(whole()).toBe(ALL));
    expect(pages.asked()).toEqual([1, 2, 3, 4, 1, 2, 3, 4]);
  });

  it('puts nothing into a cache that was emptied for another person', async () => {
    const pages = holdPages();
    const queryClient = createTestClient();
    const reading = queryClient.fetchQuery(membersQuery).catch(() => {});
    await pages.answer(1);
    await vi.waitFor(() => expect(queryClient.getQueryData(['membersSoFar'])).toBeDefined());
    await vi.waitFor(() => expect(pages.asked()).toEqual([1, 2, 3, 4]));
    queryClient.clear();
    for (const page of [2, 3, 4]) await pages.answer(page);
    await reading;
    expect(queryClient.getQueryData(['membersSoFar'])).toBeUndefined();
  });

  it('shows no part of a second reading: the former list is whole', async () => {
    const pages = holdPages();
    const { whole, result } = renderBoth();
    for (const page of [1, 2, 3, 4]) await pages.answer(page);
    await vi.waitFor(() => expect(whole()).toBe(ALL));
    await vi.waitFor(() => expect(result.current.part).toBeNull());
    void result.current.whole.refetch();
    await pages.answer(1);
    await vi.waitFor(() => expect(pages.asked().filter((page) => page === 2)).toHaveLength(2));
    expect(result.current.part).toBeNull();
  });
});
