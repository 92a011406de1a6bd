import { cleanup, render } from '@testing-library/react';
import { useLayoutEffect } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { isComposing, isForPage, useKeys } from './surface';

afterEach(() => {
  cleanup();
  document.body.replaceChildren();
});

it('hears a key that is pressed before what was drawn has been painted', () => {
  const onKey = vi.fn();
  const Page = () => {
    useKeys(onKey);
    return null;
  };
  const Hasty = () => {
    useLayoutEffect(() => void document.dispatchEvent(new KeyboardEvent('keydown', { key: 'k' })), []);
    return <Page />;
  };
  render(<Hasty />);
  expect(onKey).toHaveBeenCalledOnce();
});

const pressIn = (html: string): boolean => {
  document.body.innerHTML = html;
  let isHeard = false;
  const hear = (event: Event) => (isHeard = isForPage(document, event as KeyboardEvent));
  document.addEventListener('keydown', hear, { once: true });
  document.querySelector('.here')?.dispatchEvent(new KeyboardEvent('keydown', { key: '?', bubbles: true }));
  return isHeard;
};

it.each([
  '<input class="here" type="checkbox">',
  '<input class="here" type="radio">',
  '<button class="here">A</button>',
])('a key in %s is for the page', (html) => expect(pressIn(html)).toBe(true));

it.each([
  '<input class="here">',
  '<input class="here" type="search">',
  '<textarea class="here"></textarea>',
  '<select class="here"></select>',
  '<button class="here">A</button><div role="menu"></div>',
  '<button class="here">A</button><div role="dialog"></div>',
  '<dialog open><button class="here">A</button></dialog>',
])('a key in %s is not', (html) => expect(pressIn(html)).toBe(false));

it.each([
  ['an Enter', {}, false],
  ['an Enter of an input method', { isComposing: true }, true],
  ['the Enter that ends it, in Safari', { keyCode: 229 }, true],
])('hears of %s whether it is composing', (_, how, composing) => {
  expect(isComposing(new KeyboardEvent('keydown', { key: 'Enter', ...how }))).toBe(composing);
});
