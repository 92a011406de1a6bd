/** Stricter than Lightdash, which takes any text and then fails to send the mail (CreateInviteLink.bad-email: 500). */
const EMAIL = /^[^\s@<>"(),;:\\[\]]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u;

/** Whether a text is an e-mail address that mail can be sent to. */
export function isAddress(text: string): boolean {
  return text.length <= 254 && EMAIL.test(text);
}

/** `Ana Díaz <ana@example.com>` → the address. */
export function addressIn(text: string): string {
  const inBrackets = /<([^<>]*)>/.exec(text)?.[1]?.trim();
  return (inBrackets || text.trim()).replace(/^mailto:/i, '');
}

/**
 * The addresses of one line, separated by commas, semicolons or spaces, also as `Ana Díaz <ana@example.com>`. What is no
 * address stays among them as it is written, so that it can be reported.
 */
export function addressesIn(line: string): string[] {
  // What is quoted is a name, commas and all, unless it is an address that a spreadsheet has quoted.
  const plain = line.replace(/"([^"]*)"/g, (_, quoted: string) => (quoted.includes('@') ? quoted : ''));
  return plain.split(';').flatMap((part) => {
    const tokens = part.split(',');
    return (
      tokens
        // Without quotes, the comma before an address in brackets still belongs to a name: Díaz, Ana <ana@example.com>
        .filter((token, i) => token.includes('@') || !tokens[i + 1]?.includes('<'))
        .flatMap((token) => {
          const addresses = token.split(/\s+/).filter((word) => word.includes('@'));
          return token.includes('<') || addresses.length === 0 ? [token] : addresses;
        })
        .map(addressIn)
        .filter(Boolean)
    );
  });
}
