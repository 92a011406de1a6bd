const DAY = 86_400_000;

const midnight = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

/** How many of these dates fall on each of the last days of the reader's calendar, today last. In: ISO; what is no date is left out. */
export const perDay = (dates: readonly (string | null)[], now: Date, days: number): number[] => {
  const counts = Array.from({ length: days }, () => 0);
  const today = midnight(now);
  for (const iso of dates) {
    // Rounded: between two midnights may lie 23 or 25 hours.
    const place = days - 1 - Math.round((today - midnight(new Date(iso ?? ''))) / DAY);
    if (counts[place] !== undefined) counts[place]++;
  }
  return counts;
};
