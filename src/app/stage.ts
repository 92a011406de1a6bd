import type { MantineColorSchemeManager } from '@mantine/core';
import { createContext, use } from 'react';
import type { Surface } from '#/ui/surface';
import type { HostWait } from './host-wait';
import type { Shadow } from './shadow';

/** What the console needs of the page that it is mounted in. */
export type Stage = {
  surface: Surface;
  shadow: Shadow | undefined;
  /** What style elements need under the page's policy. */
  nonce: string;
  /** Holds the colour scheme where the host chooses it. */
  schemes: MantineColorSchemeManager | undefined;
  /** Whether the page around keeps the console waiting, where there is one. */
  hostWait: HostWait | undefined;
  /** Starts the console again at the same place, for failures that a retry does not solve. */
  restart: () => void;
};

export const StageContext = createContext<Stage | null>(null);

/** Starts the console again; see Stage. */
export const useRestart = (): (() => void) => use(StageContext)?.restart ?? (() => location.reload());
