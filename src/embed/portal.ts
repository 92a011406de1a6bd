import { createWatch, openChannel, type Channel } from './channel';
import type { Pending } from './host';
import { checkOptions, firstPath } from './portal-options';
import type * as published from './portal-types';
import {
  frameGuards,
  hostGuards,
  isHello,
  isLanguage,
  isOurs,
  isPath,
  isTheme,
  PROTOCOL,
  PROTOCOL_VERSION,
  TIMEOUT_MS,
  type FrameCalls,
  type FrameEvent,
  type HostCalls,
  type Welcome,
} from './protocol';
import { tokenBy } from './token';

const connected = new WeakSet<HTMLIFrameElement>();

/** Passes on what the frame reports. An error in the portal's own function is reported as the portal's. */
const tell = (listener: () => void): void => {
  try {
    listener();
  } catch (error) {
    reportError(error);
  }
};

/** See portal-types.d.ts, which portals read: the compiler holds the two together. */
export const connectConsole: typeof published.connectConsole = (iframe, options) => {
  checkOptions(iframe, options);
  if (connected.has(iframe))
    throw new TypeError('connectConsole: this <iframe> is connected already; destroy() that connection first.');
  const { consoleOrigin, getToken, onNavigate, onResize, onEvent, confirmLeave } = options;
  const settings = {
    path: firstPath(options.path),
    theme: options.theme ?? 'auto',
    language: options.language ?? 'en',
  };
  const watch = createWatch();
  let isReady!: () => void;
  let isNotReady!: (why: Error) => void;
  const ready = new Promise<void>((resolve, reject) => {
    isReady = resolve;
    isNotReady = reject;
  });
  let channel: Channel<FrameCalls> | null = null;
  let lastNonce = '';
  let pending: Pending = 'nothing';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  connected.add(iframe);

  const ours = {
    getToken: tokenBy(getToken),
    onNavigate: (path: string, replace: boolean) => {
      settings.path = path;
      tell(() => onNavigate?.(path, { replace }));
    },
    onResize: (px: number) => tell(() => onResize?.(px)),
    onEvent: (event: FrameEvent) => tell(() => onEvent?.(event)),
    confirmLeave: (reason: Pending) => {
      pending = reason;
      tell(() => confirmLeave?.(reason));
    },
  };

  const greet = (frame: Window, nonce: string): void => {
    // The frame has reloaded: the former connection is closed.
    channel?.close();
    if (pending !== 'nothing') ours.confirmLeave('nothing');
    lastNonce = nonce;
    const { port1, port2 } = new MessageChannel();
    channel = openChannel<HostCalls, FrameCalls>({
      port: port1,
      ours,
      oursGuards: hostGuards,
      theirsGuards: frameGuards,
      watch,
    });
    frame.postMessage(
      { protocol: PROTOCOL, version: PROTOCOL_VERSION, nonce, settings } satisfies Welcome,
      consoleOrigin,
      [port2],
    );
    clearTimeout(timer);
    isReady();
  };

  const hear = ({ source, origin, data }: MessageEvent): void => {
    const frame = iframe.contentWindow;
    if (!frame || source !== frame) return isOurs(data) ? watch.ignore('source') : undefined;
    if (origin !== consoleOrigin) return watch.ignore('origin');
    if (watch.floods()) return;
    if (!isHello(data)) return watch.ignore('malformed');
    if (data.nonce === lastNonce) return watch.ignore('replay');
    if (data.version !== PROTOCOL_VERSION) {
      watch.ignore('version');
      // So that the frame can say it too.
      frame.postMessage({ protocol: PROTOCOL, version: PROTOCOL_VERSION, nonce: data.nonce }, consoleOrigin);
      return isNotReady(
        new Error(
          `The console speaks version ${data.version} of the protocol, this portal version ${PROTOCOL_VERSION}: load portal.js from the console itself.`,
        ),
      );
    }
    return greet(frame, data.nonce);
  };

  const onLoad = (): void => {
    clearTimeout(timer);
    const sentence = `No console has answered from ${consoleOrigin} within ${TIMEOUT_MS / 1000} seconds: check the address, and that its server lists ${location.origin} in EMBED_ORIGINS.`;
    if (!channel) timer = setTimeout(() => isNotReady(new Error(sentence)), TIMEOUT_MS);
  };

  /** The browser's own question, while something would be lost. */
  const hold = (event: BeforeUnloadEvent): void => {
    if (pending !== 'nothing') event.preventDefault();
  };

  const demandAlive = (isRight: boolean, sentence: string): void => {
    if (isOver) throw new Error('This console was destroyed; connect again with a new <iframe>.');
    if (!isRight) throw new TypeError(sentence);
  };

  addEventListener('message', hear);
  addEventListener('beforeunload', hold);
  iframe.addEventListener('load', onLoad);
  iframe.src = `${consoleOrigin}/embed.html`;

  return {
    ready,
    ignored: watch.ignored,
    navigate: async (path) => {
      demandAlive(
        isPath(path),
        'navigate: this is no place of the console; it looks like /members or /members?role=admin.',
      );
      const isElsewhere = path !== settings.path;
      settings.path = path;
      // At once, while the portal's address is still the one that this was asked at. Where the person is asked first, the frame tells.
      if (isElsewhere && pending === 'nothing') tell(() => onNavigate?.(path, { replace: false }));
      await channel?.call('navigate', path);
    },
    setTheme: async (theme) => {
      demandAlive(isTheme(theme), "setTheme: this is none of 'light', 'dark' and 'auto'.");
      settings.theme = theme;
      await channel?.call('setTheme', theme);
    },
    setLanguage: async (language) => {
      demandAlive(isLanguage(language), 'setLanguage: this is no language tag; it looks like en or pt-BR.');
      settings.language = language;
      return (await channel?.call('setLanguage', language)) ?? language;
    },
    flush: async () => {
      demandAlive(true, '');
      return (await channel?.call('flush')) ?? 'nothing';
    },
    destroy: async () => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      removeEventListener('message', hear);
      removeEventListener('beforeunload', hold);
      iframe.removeEventListener('load', onLoad);
      connected.delete(iframe);
      // A frame that has been removed already has nothing left to end.
      await (iframe.isConnected ? channel?.call('destroy').catch(() => undefined) : undefined);
      channel?.close();
    },
  };
};
