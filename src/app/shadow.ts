import { mergeThemeOverrides, type MantineThemeOverride } from '@mantine/core';
import { theme as ownTheme } from './theme';

/** How the console stands in a shadow root: in an element that is for it what the page is elsewhere. */
export type Shadow = { page: HTMLElement; theme: MantineThemeOverride };

/** What rem is on the page around, against the 16 px that our sizes are meant for. */
const scaleOf = (): number => 16 / (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16);

/**
 * Prepares Mantine for a shadow root: everything that it would put at the end of the document comes to the end of the element, and
 * the page around is not kept from scrolling by a style of ours. Out: what the application needs, and the text of a style sheet for
 * what of Mantine's variables is known only here.
 */
export const shadowOf = (page: HTMLElement, selector: string): { shadow: Shadow; variables: string } => {
  const theme = mergeThemeOverrides(ownTheme, {
    components: {
      Portal: { defaultProps: { target: page } },
      ModalRoot: { defaultProps: { removeScrollProps: { removeScrollBar: false } } },
      Modal: { defaultProps: { removeScrollProps: { removeScrollBar: false } } },
    },
  });
  return { shadow: { page, theme }, variables: `${selector}{--mantine-scale:${scaleOf()}}` };
};
