import type { PointerEvent } from 'react';
import { exactDate } from '../lib/dates';

/** For an element with a date: says the exact one to whoever points at it. Of the rows that nobody points at none is formatted. */
export const pointedDate = (iso: string | null) => ({
  onPointerEnter: ({ currentTarget }: PointerEvent<HTMLElement>) => {
    currentTarget.title = exactDate(iso);
  },
});
