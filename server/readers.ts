import type { ServerResponse } from 'node:http';

/** How much is held of each answer, whoever else reads slowly. */
const HELD_AT_LEAST = 64 * 1024;
/** How much is held of an answer while there is memory: most answers whole, so that their calls are over. */
export const HELD_AT_MOST = 1024 * 1024;
const HELD_IN_ALL = 64 * 1024 * 1024;

interface ReaderLimits {
  /** How many may keep the upstream waiting at a time. */
  maxStalled: number;
  /** For how long one may. */
  stallMs: number;
}

/** Somebody who reads an answer. */
export interface Reader {
  /** Notes how much is held for them. @returns whether it may become more. */
  holds(bytes: number): boolean;
  /** Notes that the upstream has to wait for them; who lets it wait too long is cut off. */
  stalls(): void;
  /** Notes that they have gone on. */
  moves(): void;
}

/** Watches those who read answers more slowly than the upstream speaks, for each keeps one of its calls. */
export function createReaders({ maxStalled, stallMs }: ReaderLimits): (outgoing: ServerResponse) => Reader {
  /** Whoever has stood still longest comes first. */
  const stalled = new Map<ServerResponse, NodeJS.Timeout>();
  let inAll = 0;
  return (outgoing) => {
    let own = 0;
    let isGone = false;
    const holds = (bytes: number) => {
      const next = isGone ? 0 : bytes;
      inAll += next - own;
      own = next;
      return own < HELD_AT_LEAST || (own < HELD_AT_MOST && inAll < HELD_IN_ALL);
    };
    const moves = () => {
      clearTimeout(stalled.get(outgoing));
      stalled.delete(outgoing);
    };
    outgoing.once('close', () => {
      isGone = true;
      moves();
      holds(0);
    });
    return {
      holds,
      moves,
      stalls: () => {
        moves();
        const cut = setTimeout(() => outgoing.destroy(), stallMs);
        stalled.set(outgoing, cut);
        const [longest] = stalled.keys();
        if (stalled.size > maxStalled) longest?.destroy();
      },
    };
  };
}
