/** Worst first. */
export const AILMENT_KINDS = [
  'failing',
  'partly-failing',
  'switched-off',
  'broken-content',
  'skipped',
  'broken-cron',
  'external',
] as const;

export type AilmentKind = (typeof AILMENT_KINDS)[number];

export type Ailment = {
  kind: AilmentKind;
  /** The problem as a sentence. */
  sentence: string;
  /** What tells most where there is little room, where that is not all of the sentence. */
  short?: string;
  /** What to do about it; null where that is not known. */
  advice: string | null;
};

/** An ailment in a word or two, for a badge or a filter. */
export const AILMENT_NAMES: Record<AilmentKind, string> = {
  failing: 'Failing',
  'partly-failing': 'Partly failing',
  'switched-off': 'Off, probably by the server',
  'broken-content': 'Found broken',
  skipped: 'Skipped',
  'broken-cron': 'Never runs',
  external: 'Goes outside',
};

type Judged = { name: string; ailments: readonly Ailment[] };

const collator = new Intl.Collator(undefined, { numeric: true, ignorePunctuation: true });

/** For sorting: the worst ailment first, then the greater number of them, then by name; what is well comes last. */
export function compareBySeverity(a: Judged, b: Judged): number {
  return rankOf(a) - rankOf(b) || b.ailments.length - a.ailments.length || collator.compare(a.name, b.name);
}

function rankOf({ ailments: [worst] }: Judged): number {
  return worst ? AILMENT_KINDS.indexOf(worst.kind) : AILMENT_KINDS.length;
}
