import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
  mergeThemeOverrides,
  type MantineThemeOverride,
} from '@mantine/core';
import { cssVariables, theme as ownTheme } from './theme';

/** How the console stands in a shadow root: in an element that is for it what the page is elsewhere. */
export type Shadow = { page: HTMLElement; theme: MantineThemeOverride };

/** What rem is on the page around, against the 16 px that our sizes are meant for. */
const scaleOf = (): number => 16 / (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16);

const textOf = (theme: MantineThemeOverride, selector: string): string => {
  const full = mergeMantineTheme(DEFAULT_THEME, theme);
  const [standard, own] = [defaultCssVariablesResolver(full), cssVariables(full)];
  const both = (part: 'variables' | 'light' | 'dark') => ({ ...standard[part], ...own[part] });
  return convertCssVariables({ variables: both('variables'), light: both('light'), dark: both('dark') }, selector);
};

/**
 * Prepares Mantine for a shadow root: everything that it would put at the end of the document comes to the end of the element, and
 * the page around is not kept from scrolling by a style of ours. Out: what the application needs, and Mantine's variables as the text
 * of a style sheet, for Mantine's own style element would need the nonce of the page around.
 */
export const shadowOf = (page: HTMLElement, selector: string): { shadow: Shadow; variables: string } => {
  const theme = mergeThemeOverrides(ownTheme, {
    scale: scaleOf(),
    components: {
      Portal: { defaultProps: { target: page } },
      ModalRoot: { defaultProps: { removeScrollProps: { removeScrollBar: false } } },
      Modal: { defaultProps: { removeScrollProps: { removeScrollBar: false } } },
    },
  });
  return { shadow: { page, theme }, variables: textOf(theme, selector) };
};
