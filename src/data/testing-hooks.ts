import { QueryClientProvider } from '@tanstack/react-query';
import { renderHook } from '@testing-library/react';
import { createElement, type ReactNode } from 'react';
import { createTestClient } from './testing';

/** Renders a hook that asks the server or writes to it. Out: what renderHook gives, and the cache. */
export const renderDataHook = <Result>(hook: () => Result, queryClient = createTestClient()) => {
  const wrapper = ({ children }: { children: ReactNode }) =>
    createElement(QueryClientProvider, { client: queryClient }, children);
  return { queryClient, ...renderHook(hook, { wrapper }) };
};
