import { createElement, lazy, Suspense, type ComponentType, type ReactNode } from 'react';
import { pending } from './pending';

type Load<Props> = () => Promise<ComponentType<Props>>;

/**
 * A component whose code comes when it is first shown, such as a dialog. In: how it is imported, and what stands in its place until
 * then, if anything does.
 */
export const onDemand = <Props extends object>(load: Load<Props>, meanwhile?: ReactNode): ComponentType<Props> => {
  const Loaded: ComponentType<Props> = lazy(async () => ({ default: await load() }));
  return (props) => createElement(Suspense, { fallback: meanwhile }, createElement(Loaded, props));
};

/**
 * Like `lazy`, for what may be wanted while something is unsaved or running, beside it. Where its code cannot be loaded then, it
 * stays away rather than take the page down with what is on it.
 */
export const late = <Props extends object>(load: Load<Props>): ComponentType<Props> =>
  lazy(async () => ({
    default: await load().catch((error: unknown) =>
      pending() === 'nothing' ? Promise.reject(error) : new Promise<never>(() => {}),
    ),
  }));
