import type { CredentialKind } from '../api/core/credentials';

/** How the tab was signed in last and as whom, or that it signed out: survives a reload, holds no secret. */
const LAST_KIND = 'lightdash-console:signed-in-by';

/** Records how this tab is signed in, and the person's uuid. Below a host, which knows that itself, nothing is recorded. */
export const rememberKind = (...as: [CredentialKind, string] | ['nobody']): void => {
  if (as[0] === 'host') return;
  try {
    sessionStorage.setItem(LAST_KIND, as.join(' '));
  } catch {
    // A browser that keeps nothing begins anew with each page.
  }
};

/** What was noted last in this tab; nulls in a new one, and where the browser keeps nothing. */
export const lastKind = (): { kind: string | null; userUuid: string | null } => {
  try {
    const [kind = null, userUuid = null] = sessionStorage.getItem(LAST_KIND)?.split(' ') ?? [];
    return { kind, userUuid };
  } catch {
    return { kind: null, userUuid: null };
  }
};

/** Whether this tab begins with the browser's cookie: it is new, or was signed in by one. */
export const beginsWithCookie = (): boolean => {
  const { kind } = lastKind();
  return kind === null || kind === 'session' || kind === 'demo';
};
