import type { MantineColorScheme, MantineColorSchemeManager } from '@mantine/core';

export type Theme = MantineColorScheme;

/** A colour scheme that the host chooses, and that is kept nowhere else. Out: what Mantine asks, and how to choose another one. */
export const createSchemes = (first: Theme): { manager: MantineColorSchemeManager; set: (theme: Theme) => void } => {
  let now = first;
  let update: ((theme: Theme) => void) | null = null;
  return {
    manager: {
      get: () => now,
      set: (theme) => {
        now = theme;
      },
      subscribe: (onUpdate) => {
        update = onUpdate;
      },
      unsubscribe: () => {
        update = null;
      },
      clear: () => {},
    },
    set: (theme) => {
      now = theme;
      update?.(theme);
    },
  };
};
