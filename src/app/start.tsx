import { createRoot, type Root } from 'react-dom/client';
import { dropEarly } from '#/api/core/early';
import { openHome } from '#/api/core/home';
import { openLightdash } from '#/api/lightdash/client';
import { readBuild, readConfig, withoutRedirects } from '#/data/config';
import { hearForKept } from '#/data/kept-owner';
import { startSession } from '#/data/session';
import { takeWaiting } from '#/data/waiting';
import { OAUTH_RETURN } from '#/features/sign-in/routes';
import { consolePath } from '#/lib/address';
import { Button } from '#/ui/Button';
import { onPending, pending, type Pending } from '#/ui/pending';
import { isOwnDocument, type Surface } from '#/ui/surface';
import { App } from './App';
import { waitForFirstRows } from './first-rows';
import { forgetEverything } from './forget';
import { eventOf, safeNotify, type Host } from './host';
import { watchHost } from './host-wait';
import { createQueryClient, dropQueries } from './query-client';
import { createRouter, onPath, type Routing } from './routes';
import { createSchemes, type Theme } from './schemes';
import { watchStale } from './stale';
import type { Shadow } from './shadow';
import type { Stage } from './stage';

export type { Pending };

export type ConsoleOptions = {
  /** The element that the console is rendered into, in a document of its own or in a shadow root. It is emptied at the end. */
  container: HTMLElement;
  /** What it needs in a shadow root. */
  shadow?: Shadow;
  /** What style elements need under the page's policy. */
  nonce?: string;
  /** Below which address our server answers, without a slash at its end; the origin of the page by default. */
  apiBase?: string;
  routing?: Routing;
  /** The page around, if the console is embedded. Then there is no sign-in page, and everything is kept in memory only. */
  host?: Host;
  theme?: Theme;
};

/** A console that runs. */
export type RunningConsole = {
  /** Goes to a path of the console, from its `/` on. Throws a TypeError for anything else. */
  navigate(path: string): void;
  setTheme(theme: Theme): void;
  /** What would be lost by ending it now. */
  pending(): Pending;
  /** Calls back whenever that changes. Out: how to end it. */
  onPending(listener: (now: Pending) => void): () => void;
  /** Ends it: calls, memory, listeners and elements are gone. */
  unmount(): void;
};

const CannotStart = ({ onRetry }: { onRetry: () => void }) => (
  <div role="alert">
    <p>The console cannot start: its server did not tell how. Try again, or tell whoever runs it.</p>
    <Button onClick={onRetry}>Try again</Button>
  </div>
);

/** The credential comes from the host, from the browser's cookie, or from what the tab remembers. */
const beginSession = async (queryClient: ReturnType<typeof createQueryClient>, host: Host | undefined) => {
  const config = await readConfig();
  if (host) {
    const { startHostSession } = await import('#/data/host-session');
    const tell = safeNotify(host.onEvent);
    startHostSession(queryClient, host.getToken, ({ userUuid, organizationUuid }) =>
      tell({ type: 'signed-in', userUuid, organizationUuid }),
    );
    return withoutRedirects(config);
  }
  startSession(config.oauth, config.accounts);
  // A return from an authorization server by any other address is no sign-in.
  if (location.pathname !== OAUTH_RETURN) takeWaiting();
  return config;
};

/** Resolves when the place that the console begins with has its code, and its first readings are under way. */
const firstSettled = (router: ReturnType<typeof createRouter>): Promise<void> =>
  new Promise((resolve) => {
    if (router.state.initialized) return resolve();
    const stop = router.subscribe(({ initialized }) => {
      if (!initialized) return;
      stop();
      resolve();
    });
  });

/** Starts the console. Resolves when it is shown, or says why it cannot be. */
export const startConsole = async (options: ConsoleOptions): Promise<RunningConsole> => {
  const { shown, ...running } = openConsole(options);
  await shown;
  return running;
};

/** The same at once; `shown` resolves when it is shown, or says why it cannot be. It can be navigated and ended before that. */
export const openConsole = (options: ConsoleOptions): RunningConsole & { shown: Promise<void> } => {
  const {
    container,
    shadow,
    nonce = '',
    apiBase = location.origin,
    routing = { basename: '/' },
    theme = 'auto',
  } = options;
  const host = options.host && { ...options.host, ...watchHost(options.host.getToken) };
  const surface = container.getRootNode() as Surface;
  const schemes = host && createSchemes(theme);
  const tell = safeNotify(host?.onEvent);
  const endHome = openHome({
    base: apiBase,
    hasTabs: !host,
    onCall: (call) => {
      hearForKept(call);
      const event = eventOf(call);
      if (event) tell(event);
    },
  });
  const stopReporting = onPending((now) => tell({ type: 'pending', pending: now }));
  const queryClient = createQueryClient();
  let root: Root | null = null;
  let router: ReturnType<typeof createRouter> | null = null;
  /** Where to go to when there is a router: it begins where the page's address says, or the host. */
  let wanted: string | null = null;
  let lastPath: string | null = null;
  let isOver = false;
  let endWatch: (() => void) | null = null;
  let endTabs: (() => void) | null = null;
  let endAhead: (() => void) | null = null;

  const leave = () => {
    endAhead?.();
    root?.unmount();
    router?.dispose();
    root = router = null;
  };

  /** What loads places ahead comes when somebody first points at something, or goes through the page by keys. */
  const watchLinks = (of: ReturnType<typeof createRouter>): void => {
    const first = new AbortController();
    endAhead = () => first.abort();
    const begin = async ({ target }: Event) => {
      first.abort();
      const { loadAhead } = await import('./ahead');
      if (router === of) endAhead = loadAhead({ surface, router: of, queryClient, target });
    };
    for (const name of ['pointerover', 'focusin'])
      surface.addEventListener(name, (event) => void begin(event).catch(() => {}), {
        passive: true,
        signal: first.signal,
      });
  };

  const shareChanges = async (): Promise<void> => {
    const { watchOtherTabs } = await import('#/data/other-tabs');
    if (!isOver) endTabs ??= watchOtherTabs(queryClient);
  };

  const show = async (): Promise<void> => {
    const stage: Stage = { surface, shadow, nonce, schemes: schemes?.manager, hostWait: host?.hostWait, restart };
    root = createRoot(container);
    openLightdash({ isHosted: host !== undefined });
    queryClient.clear();
    try {
      const config = await beginSession(queryClient, host);
      if (isOver) return;
      if (isOwnDocument(surface)) endWatch = watchStale({ build: config.build, readBuild, reload: restart });
      router = createRouter({ queryClient, config, routing, isHosted: host !== undefined });
      // Without it tabs see each other's changes when they read again anyway.
      if (!host) shareChanges().catch(() => {});
      const tellPath = safeNotify(host?.onNavigate);
      onPath(router, (path, how) => {
        lastPath = path;
        tellPath(path, how);
      });
      watchLinks(router);
      if (wanted !== null) void router.navigate(wanted, { replace: true });
      wanted = null;
      if (!host) {
        // The page shows its picture of the place until there is something to show.
        await firstSettled(router);
        await waitForFirstRows(router, container, queryClient);
        if (isOver) return;
        // By the next turn whoever asks for what left with the page has done so.
        setTimeout(dropEarly);
      }
      root.render(<App config={config} queryClient={queryClient} router={router} stage={stage} />);
    } catch {
      if (!isOver) root.render(<CannotStart onRetry={restart} />);
    }
  };

  const restart = (): void => {
    if (isOwnDocument(surface)) return location.reload();
    leave();
    wanted ??= lastPath;
    void show();
  };

  return {
    shown: show(),
    navigate: (to) => {
      const path = consolePath(to);
      if (path === null) throw new TypeError('navigate() takes a path of the console, such as "/members".');
      if (router) void router.navigate(path);
      else wanted = path;
    },
    setTheme: (next) => schemes?.set(next),
    pending,
    onPending,
    unmount: () => {
      isOver = true;
      endHome();
      leave();
      stopReporting();
      endWatch?.();
      endTabs?.();
      dropQueries(queryClient);
      forgetEverything();
    },
  };
};
