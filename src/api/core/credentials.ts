/** How the person, or the page that embeds us, proved who they are. */
export type CredentialKind = 'session' | 'token' | 'demo';

/**
 * What one request carries. `cookies` says whether the browser may attach its own; the secret of a header credential lives
 * in `headers` and nowhere else. Two credentials are the same only if they are the same object.
 */
export type Credential = {
  readonly kind: CredentialKind;
  readonly cookies: boolean;
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * Where a credential comes from and how it is renewed. `get` is asked before every request; after an answer that says the
 * credential is dead it is asked again with `rejected`, and may answer with a new one (the request is replayed once) or null.
 */
export type CredentialSource = {
  get(asked: { rejected?: Credential; signal?: AbortSignal | undefined }): Promise<Credential | null>;
};

/** The browser's own session cookie: the server set it, scripts cannot read it. Also what a demo sign-in leaves behind. */
export const cookieCredential = (kind: 'session' | 'demo'): Credential => ({ kind, cookies: true, headers: {} });

/** A personal access token in Lightdash's scheme, `Authorization: ApiKey …` (lightdash.md, trap 11). */
export const tokenCredential = (token: string): Credential => ({
  kind: 'token',
  cookies: false,
  headers: { authorization: `ApiKey ${token}` },
});

/**
 * The credential of this console, in memory only. `replace` swaps it; `renewWith` says who is asked when it dies: the shell
 * registers its sign-in dialog while it is mounted, and at most one question is open for any number of callers.
 */
export const createCredentialStore = (initial: Credential | null) => {
  let current = initial;
  let renewer: ((rejected: Credential) => Promise<Credential | null>) | null = null;
  let question: Promise<Credential | null> | null = null;
  /** Answers the open question with no: whoever was asked is gone. */
  let dismiss: (() => void) | null = null;
  /** The answer was no: requests that were under way then do not ask again, the next one may. */
  let isDeclined = false;
  /** Each credential that died → the one that took its place for the same person. */
  const heirs = new WeakMap<Credential, Credential>();

  const heirOf = (credential: Credential): Credential | null => {
    let heir: Credential | undefined = credential;
    while (heir && heir !== current) heir = heirs.get(heir);
    return heir ?? null;
  };

  const ask = (rejected: Credential): Promise<Credential | null> => {
    if (!renewer || isDeclined) return Promise.resolve(null);
    if (question) return question;
    const dismissed = new Promise<null>((resolve) => {
      dismiss = () => resolve(null);
    });
    question = Promise.race([Promise.resolve(rejected).then(renewer), dismissed])
      .catch(() => null)
      .then((next) => {
        isDeclined = next === null;
        if (next) {
          if (next !== rejected) heirs.set(rejected, next);
          current = next;
        }
        return next;
      })
      .finally(() => {
        question = null;
      });
    return question;
  };

  const source: CredentialSource = {
    get({ rejected }) {
      if (!rejected) {
        isDeclined = false;
        return Promise.resolve(current);
      }
      // Somebody else already renewed it: a late 401 of the old credential asks nobody again. One that was replaced, by a
      // sign-in of its own, has no heir: what one person began is not finished as another.
      return rejected === current ? ask(rejected) : Promise.resolve(heirOf(rejected));
    },
  };

  return {
    source,
    current: () => current,
    replace: (next: Credential | null) => {
      current = next;
    },
    renewWith: (next: ((rejected: Credential) => Promise<Credential | null>) | null) => {
      dismiss?.();
      renewer = next;
    },
  };
};
