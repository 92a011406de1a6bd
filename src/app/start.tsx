import type { Root } from 'react-dom/client';
import { readConfig } from '#/data/config';
import { startSession } from '#/data/session';
import { takeWaiting } from '#/data/waiting';
import { paths } from '#/paths';
import { App } from './App';

type Policy = { createHTML(html: string): string | null; createScriptURL(url: string): string | null };
type TrustedTypes = { createPolicy(name: string, policy: Policy): unknown };

/**
 * The one Trusted Types policy of the page (the server enforces it): text without markup may pass, which is what Mantine's
 * style sheets are; markup may not. Scripts come from our own origin only. Refused values raise an error where they arise.
 */
export const guardSinks = (): void => {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy('default', {
    createHTML: (html) => (/[<&]/.test(html) ? null : html),
    createScriptURL: (url) => (new URL(url, location.href).origin === location.origin ? url : null),
  });
};

/** Starts the console in a root. In: where, and the nonce of this page's policy. */
export const start = async (root: Root, nonce: string): Promise<void> => {
  try {
    const config = await readConfig();
    startSession(config.oauth, config.accounts);
    // Who comes back from an authorization server in any other way has not signed in there.
    if (location.pathname !== paths.oauthReturn()) takeWaiting();
    root.render(<App config={config} nonce={nonce} />);
  } catch {
    root.render(<p role="alert">The console cannot start: its server did not tell how. Reload the page, or tell whoever runs it.</p>);
  }
};
