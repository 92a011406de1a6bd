/**
 * Makes a cookie of Lightdash's ours: it belongs to this host alone, and it survives plain http.
 *
 * @param cookie one Set-Cookie value.
 * @param secure whether the browser reached us over https.
 */
export function rescopeCookie(cookie: string, secure: boolean): string {
  const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
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
