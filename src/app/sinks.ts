type Policy = { createHTML(html: string): string | null; createScriptURL(url: string): string | null };
type TrustedTypes = { createPolicy(name: string, policy: Policy): unknown };

/**
 * The one Trusted Types policy of a page that is the console's own (the server enforces it): text without markup may pass, which
 * is what Mantine's style sheets are; markup may not. Scripts come from our own origin only. Refused values raise an error where
 * they arise.
 */
export const guardSinks = (): void => {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy('default', {
    createHTML: (html) => (/[<&]/.test(html) ? null : html),
    createScriptURL: (url) => (new URL(url, location.href).origin === location.origin ? url : null),
  });
};
