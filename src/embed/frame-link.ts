import type { Watch } from './channel';
import {
  isHello,
  isOurs,
  isWelcome,
  newNonce,
  PROTOCOL,
  PROTOCOL_VERSION,
  TIMEOUT_MS,
  type Hello,
  type Settings,
} from './protocol';

/** Why there is no portal to speak with: none around this page, none that answers, or one of another version. */
export type Missing = 'unframed' | 'silent' | 'version';

export class NoPortal extends Error {
  readonly missing: Missing;

  constructor(missing: Missing) {
    super(`No portal: ${missing}.`);
    this.missing = missing;
  }
}

type Portal = { port: MessagePort; settings: Settings; leave: () => void };

/** Most browsers say which origins are around this page (Firefox does not); other origins are not greeted then. */
const greeted = (origins: readonly string[]): readonly string[] => {
  const around = (location as Location & { ancestorOrigins?: DOMStringList }).ancestorOrigins?.[0];
  return around === undefined ? origins : origins.filter((origin) => origin === around);
};

/**
 * Shakes hands with the window around this page. Only this window is listened to, only while it shows one of the origins, and it is
 * greeted by these origins: other windows get no message. In: the origins, exact; and what counts the rest.
 *
 * Out: the portal's side of the connection; `leave` ends the listening and counting. Throws NoPortal.
 */
export const findPortal = (origins: readonly string[], watch: Watch): Promise<Portal> =>
  new Promise((resolve, reject) => {
    const hello: Hello = { protocol: PROTOCOL, version: PROTOCOL_VERSION, nonce: newNonce() };
    let isFound = false;

    const hear = ({ source, origin, data, ports }: MessageEvent): void => {
      if (source !== parent) return isOurs(data) ? watch.ignore('source') : undefined;
      if (!origins.includes(origin)) return watch.ignore('origin');
      if (watch.floods()) return;
      if (!isHello(data)) return watch.ignore('malformed');
      if (data.version !== PROTOCOL_VERSION) {
        watch.ignore('version');
        return isFound ? undefined : miss('version');
      }
      if (isFound) return watch.ignore('replay');
      const [port] = ports;
      if (!isWelcome(data) || !port) return watch.ignore('malformed');
      // A welcome to a former start of this frame.
      if (data.nonce !== hello.nonce) return watch.ignore('replay');
      isFound = true;
      clearTimeout(timer);
      return resolve({ port, settings: data.settings, leave });
    };

    const leave = (): void => removeEventListener('message', hear);
    const miss = (missing: Missing): void => {
      clearTimeout(timer);
      leave();
      reject(new NoPortal(missing));
    };

    const timer = setTimeout(() => miss('silent'), TIMEOUT_MS);
    if (parent === window) return miss('unframed');
    addEventListener('message', hear);
    for (const origin of greeted(origins)) parent.postMessage(hello, origin);
  });
