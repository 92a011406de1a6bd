import {
  localStorageColorSchemeManager,
  MantineContext,
  MantineThemeProvider,
  type MantineColorScheme,
  type MantineThemeOverride,
} from '@mantine/core';
import { useCallback, useEffect, useLayoutEffect, useState, type ReactNode } from 'react';
import type { Stage } from './stage';

type LookProps = {
  theme: MantineThemeOverride;
  nonce: string;
  /** Where the chosen colour scheme is kept: in the browser by default. */
  schemes?: Stage['schemes'];
  /** The element that has the colours. */
  page: HTMLElement;
  children: ReactNode;
};

const kept = localStorageColorSchemeManager();

/**
 * What Mantine's components need around them. Its own provider computes its variables as well, at each start and in 12 KB of code;
 * here they are in mantine.css.
 */
export const Look = ({ theme, nonce, schemes = kept, page, children }: LookProps) => {
  const [colorScheme, setScheme] = useState(() => schemes.get('auto'));
  const setColorScheme = useCallback(
    (next: MantineColorScheme) => {
      setScheme(next);
      schemes.set(next);
    },
    [schemes],
  );

  useEffect(() => {
    schemes.subscribe(setColorScheme);
    return () => schemes.unsubscribe();
  }, [schemes, setColorScheme]);

  useLayoutEffect(() => {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const show = () => {
      const scheme = colorScheme === 'auto' ? (dark.matches ? 'dark' : 'light') : colorScheme;
      page.setAttribute('data-mantine-color-scheme', scheme);
    };
    page.setAttribute('data-respect-reduced-motion', 'true');
    show();
    dark.addEventListener('change', show);
    return () => dark.removeEventListener('change', show);
  }, [colorScheme, page]);

  return (
    <MantineContext
      value={{
        colorScheme,
        setColorScheme,
        clearColorScheme: () => setColorScheme('auto'),
        getRootElement: () => page,
        classNamesPrefix: 'mantine',
        getStyleNonce: () => nonce,
        cssVariablesSelector: ':root',
        withStaticClasses: true,
      }}
    >
      <MantineThemeProvider theme={theme}>{children}</MantineThemeProvider>
    </MantineContext>
  );
};
