type Policy = { createHTML(html: string): string | null; createScriptURL(url: string): string | null };
type TrustedTypes = { createPolicy(name: string, policy: Policy): unknown };

/**
 * The one Trusted Types policy of a page that is the console's own (the server enforces it): text without markup may pass, which
 * is what Mantine's style sheets are; markup may not. Scripts come from the folders of the build only, for what is answered under
 * /api may be text that users have written. Refused values raise an error where they arise.
 */
export const guardSinks = (): void => {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy('default', {
    createHTML: (html) => (/[<&]/.test(html) ? null : html),
    createScriptURL: (url) => {
      const { origin, pathname } = new URL(url, location.href);
      return origin === location.origin && /^\/(assets|lib)\//.test(pathname) ? url : null;
    },
  });
};
