import type { PointerEvent } from 'react';
import { exactDate } from '../lib/dates';

/** For an element with a date: says the exact one to whoever points at it. Of those that nobody points at none is formatted. */
export const pointedDate = (iso: string | null | undefined) => pointedText(() => exactDate(iso));

/** The same of any text that takes long to make. */
export const pointedText = (text: () => string) => ({
  onPointerEnter: ({ currentTarget }: PointerEvent<HTMLElement>) => {
    currentTarget.title = text();
  },
});
