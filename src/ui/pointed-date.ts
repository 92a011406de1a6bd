import type { PointerEvent } from 'react';
import { dateAndTime, exactDate } from '../lib/dates';

/** For an element with a date: its title is that with the time of day; with the time zone, too, for whoever points at it. */
export const pointedDate = (iso: string | null | undefined) => pointedText(() => exactDate(iso), dateAndTime(iso));

/**
 * For an element whose title takes long to make: it is made for whoever points at it, and gone when they have left. In: how, and what
 * stands in for it until then. Of many rows, hardly any is ever pointed at.
 */
export const pointedText = (text: () => string, meanwhile = '') => ({
  title: meanwhile || undefined,
  onPointerEnter: ({ currentTarget }: PointerEvent<HTMLElement>) => {
    currentTarget.title = text();
  },
  onPointerLeave: ({ currentTarget }: PointerEvent<HTMLElement>) => {
    currentTarget.title = meanwhile;
  },
});
