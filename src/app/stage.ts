import type { MantineColorSchemeManager } from '@mantine/core';
import { createContext, use } from 'react';
import type { Surface } from '#/ui/surface';
import type { HostWait } from './host-wait';
import type { Shadow } from './shadow';

/** What the console stands on. */
export type Stage = {
  surface: Surface;
  shadow: Shadow | undefined;
  /** What style elements need under the page's policy. */
  nonce: string;
  /** Who keeps the colour scheme, where that is not the person's own choice. */
  schemes: MantineColorSchemeManager | undefined;
  /** Whether the page around keeps the console waiting, where there is one. */
  hostWait: HostWait | undefined;
  /** Begins anew at the same place: for when something is broken that trying again does not mend. */
  restart: () => void;
};

export const StageContext = createContext<Stage | null>(null);

/** Begins the console anew; see Stage. */
export const useRestart = (): (() => void) => use(StageContext)?.restart ?? (() => location.reload());
