/** Stricter than Lightdash, which takes any text and then fails to send the mail (CreateInviteLink.bad-email: 500). */
const EMAIL = /^[^\s@<>"(),;:\\[\]]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u;
const LONGEST = 254;

/** Whether a text is an e-mail address that mail can be sent to. */
export function isAddress(text: string): boolean {
  return text.length <= LONGEST && EMAIL.test(text);
}

/** What stands around an address in a sentence or a quotation is not part of it. */
const bare = (word: string): string =>
  word.length > 2 * LONGEST ? word : word.replace(/^['‘“]*(mailto:)?/i, '').replace(/['’”.:!?]+$/, '');

/**
 * The addresses of one line, in any form: separated by commas, semicolons, tabs or spaces, as `Ana Díaz <ana@example.com>`,
 * `Ana (ana@example.com)` or `Díaz, Ana, ana@example.com`. No address is left out, not even one that is there twice. What is
 * neither an address nor the name before one stays among them as it is written, so that it can be reported.
 */
export function addressesIn(line: string): string[] {
  // What is quoted is a name, commas and all, unless it is an address that a spreadsheet has quoted.
  const plain = line.replace(/"([^"]*)"/g, (_, quoted: string) =>
    quoted.includes('@') ? ` ${quoted} ` : quoted.replace(/[,;\t]/g, ' '),
  );
  const found: string[] = [];
  let names: string[] = [];
  for (const part of plain.split(/[,;\t]/)) {
    const words = part
      .split(/[\s\u200B<>()[\]"|]+/)
      .filter((word) => word.includes('@'))
      .map(bare);
    const text = part.trim();
    if (words.length === 0) {
      if (text !== '') names.push(text);
      continue;
    }
    names = [];
    if (!words.some(isAddress)) found.push(words.length === 1 && /^\S*$/.test(text) ? (words[0] ?? text) : text);
    // The name in front of an address is often the address itself.
    else found.push(...(part.includes('<') ? new Set(words) : words));
  }
  return [...found, ...names];
}
