import { ageOf, type Credential, type CredentialSource } from './credentials';
import type { Held, Tabs } from './tabs';

/** `due`: it expires soon; `dead`: it has expired, or was refused. */
type Renew = (old: Credential, why: 'due' | 'dead') => Promise<Credential | null>;

type Ask = (rejected: Credential) => Promise<Credential | null>;

/** A renewal ahead of time that failed is tried again after this, and each further time after twice as long. */
const FIRST_BACK_OFF_MS = 30_000;

/** What the store depends on. Without `tabs` this tab renews for itself. */
export type StoreOptions = { tabs?: Tabs | undefined; now?: () => number };

/** Lets any number of callers wait for one piece of work. */
const singly = () => {
  let running: Promise<Credential | null> | null = null;
  return (work: () => Promise<Credential | null>): Promise<Credential | null> => {
    running ??= work().finally(() => {
      running = null;
    });
    return running;
  };
};

/**
 * The credential of one API in this tab, in memory only. A dead one is renewed by itself where that works (`renewBy`), else by
 * asking the person: the shell registers its sign-in dialog with `askWith` while it is mounted. At most one renewal and one
 * question are open for any number of callers. Tabs of the same person share what they have.
 */
export const createCredentialStore = (initial: Credential | null, { tabs, now = Date.now }: StoreOptions = {}) => {
  let current = initial;
  /** Whose credential it is; null until that has been read. */
  let owner: string | null = null;
  let renew: Renew | null = null;
  let ask: Ask | null = null;
  let obtain: (() => Promise<Credential>) | null = null;
  let onAnsweredElsewhere: (() => void) | null = null;
  let onEnd: (() => void) | null = null;
  const renewing = singly();
  const asking = singly();
  /** Answers the open question: null when the dialog is gone, a credential when another tab was quicker. */
  let settle: ((answer: Credential | null) => void) | null = null;
  /** The answer was no: requests that were under way then do not ask again, the next one may. */
  let isDeclined = false;
  /** The other tabs are asked once what they have, by a tab that has nothing. */
  let hasAsked = false;
  /** Credentials that nothing renews by itself any more. */
  const spent = new WeakSet<Credential>();
  /** Each credential that died → the one that took its place for the same person; by id, because tabs speak of ids. */
  const replacedBy = new Map<string, string>();
  /** After a renewal ahead of time that failed: of which credential, when to try again, and how long that is. */
  let backOff: { credential: Credential; until: number; ms: number } | null = null;

  const listeners = new Set<() => void>();

  const become = (next: Credential | null): void => {
    current = next;
    for (const listener of listeners) listener();
  };

  const replacementOf = ({ id }: Credential): Credential | null => {
    let latest: string | undefined = id;
    while (latest !== undefined && latest !== current?.id) latest = replacedBy.get(latest);
    return latest === undefined || latest === id ? null : current;
  };

  const succeed = (rejected: Credential, next: Credential): Credential => {
    if (next.id !== rejected.id) replacedBy.set(rejected.id, next.id);
    become(next);
    return next;
  };

  const share = (credential: Credential): Credential => {
    tabs?.tell({ credential, owner, replaces: [...replacedBy.keys()] });
    return credential;
  };

  /** A late answer does not replace a credential that was given up, or replaced by another person's, in the meantime. */
  const isPast = (rejected: Credential): boolean => current !== rejected;

  /** What takes the place of a dead credential without asking the person: another tab has it, or it can be renewed. */
  const successor = async (rejected: Credential, why: 'due' | 'dead'): Promise<Credential | null> => {
    if (isPast(rejected)) return replacementOf(rejected);
    const held = await tabs?.ask({ not: [rejected.id, ...replacedBy.keys()], owner });
    if (isPast(rejected)) return replacementOf(rejected);
    if (held) {
      owner ??= held.owner;
      return succeed(rejected, held.credential);
    }
    if (!renew || spent.has(rejected)) return null;
    const next = await renew(rejected, why);
    if (!next) {
      spent.add(rejected);
      tabs?.tellSpent(rejected.id);
    }
    if (isPast(rejected)) return replacementOf(rejected);
    return next && share(succeed(rejected, next));
  };

  const renewAlone = (rejected: Credential, why: 'due' | 'dead'): Promise<Credential | null> =>
    renewing(() => {
      if (!tabs) return successor(rejected, why);
      const wasSpent = spent.has(rejected);
      // Another tab may have tried while this one waited for its turn: it has asked around, too.
      return tabs.exclusively(() =>
        wasSpent || !spent.has(rejected) ? successor(rejected, why) : Promise.resolve(null),
      );
    });

  const question = async (rejected: Credential): Promise<Credential | null> => {
    const settled = new Promise<Credential | null>((resolve) => {
      settle = resolve;
    });
    const answer = await Promise.race([Promise.resolve(rejected).then(ask), settled]).catch(() => null);
    settle = null;
    isDeclined = answer === null;
    return answer && share(succeed(rejected, answer));
  };

  const replaceDead = async (rejected: Credential): Promise<Credential | null> => {
    const renewed = await renewAlone(rejected, 'dead');
    if (renewed || isPast(rejected) || !ask || isDeclined) return renewed ?? replacementOf(rejected);
    return asking(() => question(rejected));
  };

  /** A credential that is nearly over is renewed before it is used; as long as it lives, a renewal that fails costs nothing. */
  const fresh = async (credential: Credential): Promise<Credential | null> => {
    const { isDue, isOver } = ageOf(credential, now());
    if (isOver) return replaceDead(credential);
    if (!isDue || !renew || spent.has(credential)) return credential;
    const failed = backOff?.credential === credential ? backOff : null;
    if (failed && now() < failed.until) return credential;
    // Another person may have signed in while it was renewed: what was begun before that is not sent as them.
    const stillMine = () => (isPast(credential) ? replacementOf(credential) : credential);
    try {
      return (await renewAlone(credential, 'due')) ?? stillMine();
    } catch {
      // Callers that waited for the same renewal all come here.
      if (backOff === failed) {
        const ms = failed ? failed.ms * 2 : FIRST_BACK_OFF_MS;
        backOff = { credential, until: now() + ms, ms };
      }
      return stillMine();
    }
  };

  const askTabs = async (by: Tabs): Promise<Credential | null> => {
    const held = await by.ask({ not: [], owner });
    if (held && !current) {
      owner = held.owner;
      become(held.credential);
    }
    return current;
  };

  const obtainFirst = async (by: () => Promise<Credential>): Promise<Credential | null> => {
    const first = await by();
    if (!current) become(first);
    return current;
  };

  const source: CredentialSource = {
    async get({ rejected }) {
      if (!rejected) {
        isDeclined = false;
        if (current) return fresh(current);
        const by = obtain;
        if (by) return renewing(() => obtainFirst(by));
        if (!tabs || hasAsked) return null;
        return renewing(() => askTabs(tabs)).finally(() => {
          hasAsked = true;
        });
      }
      // Somebody else already renewed it: a late 401 of the old credential asks nothing again. One that was replaced, by a
      // sign-in of its own, is replaced by nothing: what one person began is not finished as another.
      return isPast(rejected) ? replacementOf(rejected) : replaceDead(rejected);
    },
  };

  const replace = (next: Credential | null): void => {
    owner = null;
    become(next);
    // Who signs out here is not signed in again by what another tab still has.
    hasAsked = true;
  };

  const isMine = (whose: string | null): boolean => owner !== null && whose === owner;

  /** The session is over because of what was done in another tab. */
  const leave = (): void => {
    replace(null);
    settle?.(null);
    onEnd?.();
  };

  tabs?.listen({
    onAsk: ({ not, owner: whose }) => {
      // A cookie is every tab's already: there is nothing to hand over.
      if (!current || current.cookies || not.includes(current.id) || ageOf(current, now()).isOver) return null;
      return whose === null || isMine(whose) ? { credential: current, owner, replaces: [...replacedBy.keys()] } : null;
    },
    onTell: ({ credential, owner: whose, replaces }: Held) => {
      // A browser has one cookie: what would go out with it from here now goes out as somebody else.
      if (credential.cookies && current?.cookies && owner !== null && whose !== owner) return leave();
      if (!isMine(whose)) return;
      // What this person has connected elsewhere is connected here too.
      if (!current) return become(credential);
      if (replaces.includes(current.id)) succeed(current, credential);
      if (!settle) return;
      settle(credential);
      onAnsweredElsewhere?.();
    },
    onSpent: (id) => {
      if (current?.id === id) spent.add(current);
    },
    onEnd: (whose) => {
      if (isMine(whose)) leave();
    },
  });

  return {
    source,
    current: () => current,
    /** Another credential, of another person for all one knows: nothing that was begun goes on with it. */
    replace,
    /** Another credential, of a person one knows: their other tabs go on with it where they wait for one. */
    adopt: (next: Credential, whose: string) => {
      replace(next);
      owner = whose;
      share(next);
    },
    /**
     * The browser has a cookie of somebody, one does not know whom: nothing goes out with it, from here or from the other tabs that
     * went by a cookie.
     */
    mistrust: (cookie: Credential) => {
      replace(null);
      tabs?.tell({ credential: cookie, owner: null, replaces: [] });
    },
    /** Calls the listener whenever there is another credential, or none. Out: how to stop that. */
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    /**
     * Gives the credential up and waits for that of another tab: the first one who asks for it asks the other tabs. In: whose it
     * must be; null where that is not known.
     */
    await: (whose: string | null) => {
      replace(null);
      owner = whose;
      hasAsked = false;
    },
    /** Says whose the present credential is: tabs share only with the same person. */
    belongsTo: (next: string) => {
      owner = next;
    },
    owner: () => owner,
    /** Where the first credential comes from without a sign-in: an ApiFailure when there is none to be had. */
    obtainBy: (next: () => Promise<Credential>) => {
      obtain = next;
    },
    /** How a credential is renewed without asking anybody: null when that is over for good, an ApiFailure when it may work later. */
    renewBy: (next: Renew | null) => {
      renew = next;
    },
    /**
     * Who is asked when nothing else renews it; null to ask nobody: an open question is answered with no. The second is told
     * when the question is settled because the person has signed in again in another tab.
     */
    askWith: (next: Ask | null, whenAnsweredElsewhere: (() => void) | null = null) => {
      settle?.(null);
      ask = next;
      onAnsweredElsewhere = whenAnsweredElsewhere;
    },
    /** Forgets the credential here and in the other tabs of the same person. */
    end: () => {
      if (owner !== null) tabs?.end(owner);
      replace(null);
    },
    /** Called when another tab has ended the session of this person, or has signed in another person by the shared cookie. */
    onEndElsewhere: (listener: (() => void) | null) => {
      onEnd = listener;
    },
  };
};

/** See createCredentialStore. */
export type CredentialStore = ReturnType<typeof createCredentialStore>;
