import { QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import { createElement, type ReactNode } from 'react';
import { createTestClient } from './testing';

/** Renders a hook that asks the server or writes to it. Out: what renderHook gives, and the cache. */
export const renderDataHook = <Result>(hook: () => Result, queryClient = createTestClient()) => {
  const wrapper = ({ children }: { children: ReactNode }) =>
    createElement(QueryClientProvider, { client: queryClient }, children);
  return { queryClient, ...renderHook(hook, { wrapper }) };
};

/** Calls once what a hook hands out, such as a write. */
export const run = <Args extends unknown[], Out>(
  hook: () => (...args: Args) => Promise<Out>,
  ...args: Args
): Promise<Out> => {
  const { result } = renderDataHook(hook);
  return act(() => result.current(...args));
};
