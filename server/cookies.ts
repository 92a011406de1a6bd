/**
 * Makes a cookie of Lightdash's ours: it belongs to this host alone, and it survives plain http.
 *
 * @param cookie one Set-Cookie value.
 * @param secure whether the browser reached us over https.
 * @returns null for one that no browser would take: a name that promises https, over http.
 */
export function rescopeCookie(cookie: string, secure: boolean): string | null {
  const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
  if (!secure && /^__(host|secure)-/i.test(pair)) return null;
  const kept = attributes.flatMap((attribute) => {
    const name = attribute.split('=', 1)[0]?.trim().toLowerCase();
    if (name === 'domain') return [];
    if (secure) return [attribute];
    // Browsers refuse Secure over http, and Partitioned or SameSite=None without Secure.
    if (name === 'secure' || name === 'partitioned') return [];
    return [/^samesite\s*=\s*none$/i.test(attribute) ? 'SameSite=Lax' : attribute];
  });
  return [pair, ...kept].join('; ');
}
