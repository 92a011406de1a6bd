import { setNonce } from 'get-nonce';
import { portalOrigins } from '#/app/portals';
import { guardSinks } from '#/app/sinks';
import { startConsole, type RunningConsole } from '#/app/start';
import { createWatch, openChannel } from './channel';
import { findPortal, NoPortal } from './frame-link';
import { watchHeight } from './height';
import { showNotice } from './notice';
import { createPlaces } from './places';
import { frameGuards, hostGuards, type FrameCalls, type HostCalls } from './protocol';

/** What the console's texts are in. */
const LANGUAGE = 'en';
/** Ignored messages are collected for this long before the portal is told their number. */
const GATHER_MS = 1_000;

/** The console in a frame: finds the portal around it, and runs until the portal ends it. Throws NoPortal. */
const run = async (root: HTMLElement, nonce: string): Promise<void> => {
  const watch = createWatch();
  const ended = new AbortController();
  const { port, settings, leave } = await findPortal(await portalOrigins(), watch);

  const channel = openChannel<FrameCalls, HostCalls>({
    port,
    ours: {
      navigate: async (path) => {
        const running = await started;
        if (places.ask(path, running.pending())) running.navigate(path);
      },
      setTheme: async (theme) => (await started).setTheme(theme),
      setLanguage: () => LANGUAGE,
      flush: async () => (await started).pending(),
      destroy: async () => {
        (await started).unmount();
        ended.abort();
        leave();
        showNotice(root, 'ended');
      },
    },
    oursGuards: frameGuards,
    theirsGuards: hostGuards,
    watch,
  });
  /** That the portal does not listen changes nothing here. */
  const tell: typeof channel.call = (...what) => channel.call(...what).catch(() => undefined as never);
  let gathering: ReturnType<typeof setTimeout> | undefined;
  watch.onIgnored(() => {
    gathering ??= setTimeout(() => {
      gathering = undefined;
      void tell('onEvent', { type: 'messages-ignored', ...watch.ignored });
    }, GATHER_MS);
  });

  const places = createPlaces(settings.path, (path, replace) => void tell('onNavigate', path, replace));

  const started: Promise<RunningConsole> = startConsole({
    container: root,
    nonce,
    routing: { initialPath: settings.path ?? '/' },
    theme: settings.theme,
    host: {
      getToken: (asked) => channel.call('getToken', asked),
      onNavigate: (path, { replace }) => places.reached(path, replace),
      onEvent: (event) => void tell('onEvent', event),
    },
  });
  const running = await started;
  running.onPending((pending) => void tell('confirmLeave', pending));
  ended.signal.addEventListener(
    'abort',
    watchHeight(root, (px) => void tell('onResize', px)),
  );
};

guardSinks();
const nonce = document.querySelector<HTMLElement>('[property="csp-nonce"]')?.nonce ?? '';
// For the style element that keeps the page from scrolling under a dialog.
setNonce(nonce);

const root = document.getElementById('root');
if (root)
  run(root, nonce).catch((error: unknown) => showNotice(root, error instanceof NoPortal ? error.missing : 'broken'));
