import { lazy, type ComponentType } from 'react';
import { pending } from './pending';

/**
 * Like `lazy`, for what may be wanted while something is unsaved or running, beside it. Where its code cannot be loaded then, it
 * stays away rather than take the page down with what is on it.
 */
export const late = <Props>(load: () => Promise<{ default: ComponentType<Props> }>) =>
  lazy(() =>
    load().catch((error: unknown) => (pending() === 'nothing' ? Promise.reject(error) : new Promise<never>(() => {}))),
  );
