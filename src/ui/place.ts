import type { FetchQueryOptions, QueryClient, QueryKey } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { useMatches } from 'react-router';
import type { Permission, permissions } from '../domain/permissions';
import type { IconName } from './icons';

/** The views of a page, each a link with an address of its own. `size`: how many there are to see there. */
export type PageTabs = {
  /** What they are for a screen reader: "Views of the group". */
  label: string;
  items: readonly { to: string; name: string; size?: number | null | undefined; isCurrent: boolean }[];
};

/** What the loader of a place goes by. */
type Visit = {
  /** The values of the path's parameters. */
  params: Readonly<Record<string, string | undefined>>;
  /** Starts a reading into the query cache, unless it is there. The place shows how it fares, also that it failed. */
  read: <Data, Failure, Selected, Key extends QueryKey>(query: FetchQueryOptions<Data, Failure, Selected, Key>) => void;
};

/**
 * Draws the first rows of a place's list into its picture, as soon as they are read. In: what stands for them there, and when nobody
 * waits for them any more. Resolves when the table can take their place, or they have not come in time.
 */
export type DrawFirstRows = (lines: Element, queryClient: QueryClient, signal: AbortSignal) => Promise<void>;

/**
 * A place of the console, as its feature's routes.ts describes it. All of them are loaded with the shell: what only the place
 * needs, its page and most of the data layer, is imported when somebody goes there.
 */
export type Place = {
  /** With parameters as the router has them; those that are called `…Uuid` are checked before anything is read. */
  path: string;
  /** Names the browser's tab, and the page until it knows a name of its own. */
  title: string;
  /** What stands above the page, where that is not its title. */
  heading?: string;
  /** Where it can be gone to from everywhere: a line of the navigation or of the menu under one's name, and one of the palette. */
  entry?: { in: 'navigation' | 'menu'; icon: IconName };
  /** The place whose line of the navigation is marked while one is here. */
  within?: Place;
  /** Who may see it. Everybody else is told why not in place of the page (src/app/guarded.tsx), and nothing is read for it. */
  allows?: (may: ReturnType<typeof permissions>) => Permission;
  /** The views that stand above its page, where those may go on to the others whom this one refuses. */
  tabs?: () => Promise<PageTabs>;
  /** Starts the first readings, while the page's code is still on the way. */
  load: (visit: Visit) => void | Promise<void>;
  page: () => Promise<ComponentType>;
  /** For a list that most people begin with: see DrawFirstRows. Comes with the page. */
  firstRows?: () => Promise<DrawFirstRows>;
};

/** The place that is shown, if it is one. */
export const usePlace = (): Place | undefined =>
  useMatches().findLast(({ handle }) => handle !== undefined)?.handle as Place | undefined;
