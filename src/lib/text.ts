/** Letters that Unicode does not decompose, although people type them without the stroke or dot. */
const PLAIN: Record<string, string> = {
  ı: 'i',
  ø: 'o',
  ß: 'ss',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ς: 'σ',
  ħ: 'h',
};

/**
 * A text as a search compares it: lower case, without accents, "Łukasz Strauß" → "lukasz strauss".
 * Only accents go: the vowel signs of Hindi or Thai are combining marks too, but there they are letters.
 */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[ıøßđðłæœþςħ]/g, (letter) => PLAIN[letter] ?? letter);
}

/** The first letters of the first and the last word: "Zoë de Vries" → "ZV"; empty when there is no letter. */
export function initials(name: string): string {
  const letters = name.split(/\s+/).flatMap((word) => word.match(/\p{L}\p{M}*/u) ?? []);
  return [letters[0], letters.length > 1 ? letters.at(-1) : ''].join('').toUpperCase();
}

/**
 * A number: "2,000", "1,234.568". As `Intl` writes it in British English, with three digits behind the point at most: what a first load
 * shows is quicker without what that has to be read for.
 */
export function grouped(n: number): string {
  const [whole = '', ...fraction] = String(Number(n.toFixed(3))).split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, ','), ...fraction].join('.');
}

/** A number with its noun: "1 member", "2,000 members". */
export function count(n: number, one: string, many: string): string {
  return `${grouped(n)} ${n === 1 ? one : many}`;
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** An amount of data in decimal units: "820 bytes", "12.3 kB", "1.05 MB". */
export function dataSize(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const unit = UNITS[power] ?? 'byte';
  const unitDisplay = unit === 'byte' ? 'long' : 'short';
  // oxlint-disable-next-line no-restricted-properties -- Only beside long readings, and units have their plurals.
  return (bytes / 1000 ** power).toLocaleString('en-GB', {
    style: 'unit',
    unit,
    unitDisplay,
    maximumSignificantDigits: 3,
  });
}

/** Words as one phrase: "a, b and c", or with another word before the last. */
export function listOf(words: Iterable<string>, conjunction = 'and'): string {
  const all = [...words];
  const last = all.pop() ?? '';
  return all.length > 0 ? `${all.join(', ')} ${conjunction} ${last}` : last;
}

const LOOKALIKES = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u, /\p{Script=Armenian}/u];

/**
 * Whether one word mixes alphabets whose letters look alike ("Pаvel" with a Cyrillic а): reason to look twice before
 * confirming. Words of different alphabets beside each other are common and fine.
 */
export function isMixedScript(name: string): boolean {
  return name.split(/[^\p{L}\p{M}]+/u).some((word) => LOOKALIKES.filter((script) => script.test(word)).length > 1);
}

/** Class names as one string: what is false or missing is left out. */
export function classes(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
