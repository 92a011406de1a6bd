import type { CredentialKind } from '../api/core/credentials';

/** How the tab was signed in last, or that it signed out: survives a reload, holds no secret. */
const LAST_KIND = 'lightdash-console:signed-in-by';

/** Notes how this tab is signed in. */
export const rememberKind = (kind: CredentialKind | 'nobody'): void => sessionStorage.setItem(LAST_KIND, kind);

/** What was noted last in this tab; null in a new one. */
export const lastKind = (): string | null => sessionStorage.getItem(LAST_KIND);
