import { element } from '../lib/element';
import { classes } from '../lib/text';
import button from './Button.module.css';
import chip from './FilterChip.module.css';
import page from './Page.module.css';
import box from './SearchBox.module.css';

/** What the toolbar of a list says while nothing is chosen in it. */
export type FirstToolbar = {
  search: string;
  /** The filters that are offered at once. */
  filters: readonly string[];
  /** Whether more are. */
  hasMore: boolean;
  /** What is done with the list as it is shown. */
  actions: readonly string[];
};

/** Where an icon will stand. In: its size, in pixels. */
const mark = (size: number): SVGElement => {
  const made = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  made.setAttribute('width', `${size}`);
  return made;
};

const buttonOf = (text: string, className: string | undefined): HTMLElement => {
  const made = element('button', className, text);
  made.disabled = true;
  return made;
};

/** The toolbar of a list as ListFilters and ToolbarActions will draw it, in as many lines; nothing in it can be used yet. */
export const firstToolbar = ({ search, filters, hasMore, actions }: FirstToolbar): HTMLElement => {
  const input = element('input');
  input.type = 'search';
  input.placeholder = search;
  input.disabled = true;
  const more = buttonOf('Filter', classes(button.button, button.quiet, chip.more));
  more.prepend(mark(13));
  return element(
    'div',
    page.bar,
    element('div', box.box, input),
    ...filters.map((name) => {
      const made = buttonOf(name, '');
      made.append(mark(12));
      return element('div', chip.chip, made);
    }),
    hasMore && more,
    element('div', page.right, ...actions.map((name) => buttonOf(name, button.button))),
  );
};
