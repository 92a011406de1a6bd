import { shadowOf, type Shadow } from '#/app/shadow';
import './reset.css';
import { styleRoot } from './styles';

/** Where a mounted console stands. */
export type Stand = { container: HTMLElement; shadow: Shadow; clear: () => void };

/** The name of the element that is for the console what the page is elsewhere. */
const PAGE = 'data-console';

/**
 * Builds the place for a console within an element of the host's: an element of our own, its shadow root, and in it what stands for
 * the page. As high as the host's element, or as the window where that has no height of its own.
 */
export const buildStand = (element: HTMLElement): Stand => {
  const host = document.createElement('div');
  Object.assign(host.style, { display: 'block', height: '100%' });
  element.append(host);
  if (host.clientHeight === 0) host.style.height = '100dvh';

  const root = host.attachShadow({ mode: 'open' });
  const page = document.createElement('div');
  page.setAttribute(PAGE, '');
  const container = document.createElement('div');
  container.style.height = '100%';
  page.append(container);
  root.append(page);

  const { shadow, variables } = shadowOf(page, `[${PAGE}]`);
  styleRoot(root);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(variables);
  root.adoptedStyleSheets.push(sheet);

  return {
    container,
    shadow,
    clear: () => {
      styleRoot(null);
      host.remove();
    },
  };
};
