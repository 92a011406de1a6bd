import { createTheme } from '@mantine/core';

/**
 * Mantine is where the look starts: neutral greys, one accent, small radii. The colours are those of tokens.css, so a
 * component of Mantine's and one of ours never disagree. What it makes of Mantine's variables stands in mantine.css.
 */
export const theme = createTheme({
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  defaultRadius: '7px',
  colors: {
    dark: [
      '#ebeae6',
      '#b1b0aa',
      '#9a9993',
      '#76756f',
      '#34332f',
      '#272624',
      '#1b1b1a',
      '#151514',
      '#111110',
      '#0c0c0b',
    ],
    gray: [
      '#fbfbfa',
      '#f5f5f2',
      '#f0efec',
      '#e7e6e3',
      '#d6d5d1',
      '#a9a8a2',
      '#6b6a65',
      '#5a5955',
      '#3a3936',
      '#1d1d1b',
    ],
  },
  primaryColor: 'dark',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // Its element for the initial focus is no menu item, which a menu must not contain; without it the first item is focused.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
  },
});
