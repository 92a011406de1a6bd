import type { IncomingMessage, ServerResponse } from 'node:http';

/** The body will not come: its client has gone, or others who were faster needed the memory. */
export class BodyLost extends Error {}

export interface Bodies {
  /**
   * Waits until the whole body is here, and holds it until the answer has ended.
   *
   * @param maxBytes larger ones are not held.
   * @returns null when it is too large for that: all of it can then still be read.
   * @throws BodyLost
   */
  hold(incoming: IncomingMessage, outgoing: ServerResponse, maxBytes: number): Promise<Buffer | null>;
}

/**
 * Collects the bodies of requests, so that a slow client delays only itself. When they are too much
 * together, the one that has been arriving longest goes.
 *
 * @param maxBytesInAll how much all of them may be together, whatever upstream they are for.
 */
export function createBodies(maxBytesInAll = 64 * 1024 * 1024): Bodies {
  /** How to give up those that are still arriving, the oldest first. */
  const arriving = new Set<() => void>();
  let inAll = 0;
  return {
    async hold(incoming, outgoing, maxBytes) {
      if (Number(incoming.headers['content-length'] ?? 0) > maxBytes) return null;
      if (incoming.destroyed) throw new BodyLost();
      const chunks: Buffer[] = [];
      let own = 0;
      const count = (bytes: number) => {
        inAll += bytes - own;
        own = bytes;
      };
      outgoing.once('close', () => count(0));
      return new Promise((resolve, reject) => {
        const stop = () => {
          arriving.delete(giveUp);
          incoming.off('data', take).off('end', finish).off('close', leave).pause();
        };
        const giveUp = () => {
          stop();
          chunks.length = 0;
          count(0);
          reject(new BodyLost());
        };
        const take = (chunk: Buffer) => {
          chunks.push(chunk);
          count(own + chunk.byteLength);
          if (own > maxBytes) {
            stop();
            count(0);
            incoming.unshift(Buffer.concat(chunks));
            return resolve(null);
          }
          for (const oldest of arriving) {
            if (inAll <= maxBytesInAll) break;
            oldest();
          }
        };
        const finish = () => {
          stop();
          resolve(Buffer.concat(chunks));
        };
        const leave = () => {
          stop();
          reject(new BodyLost());
        };
        arriving.add(giveUp);
        incoming.on('data', take).on('end', finish).on('close', leave);
      });
    },
  };
}
