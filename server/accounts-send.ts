import { AccountFailure } from './accounts-failure';
import { codeOf, notPassedOn } from './failure';
import { abortable } from './gate';

/** Something that answers requests: the network, or an app of the sandbox. */
export type Send = (request: Request) => Response | Promise<Response>;

export interface Limits {
  timeoutMs: number;
  maxRequestBytes: number;
  maxAnswerBytes: number;
  /** How many calls may be on their way to one API at a time, and how many may wait for one of them to end. */
  maxCalls: number;
  maxWaiting: number;
}

/** An answer that is here as a whole. */
export interface Received {
  status: number;
  headers: Headers;
  body: Uint8Array<ArrayBuffer>;
}

interface Asked {
  name: string;
  send: Send;
  request: Request;
  limits: Limits;
  log: (line: string) => void;
}

/**
 * Sends a request and takes its answer in, within limits of time and size. Redirects are not followed: the credential was
 * meant for the address that is configured. Nothing of the call is logged but its kind of failure.
 *
 * @throws AccountFailure
 */
export async function exchange({ name, send, request, limits, log }: Asked): Promise<Received> {
  try {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(limits.timeoutMs)]);
    const bounded = new Request(request, { signal, redirect: 'manual', cache: 'no-store', credentials: 'omit' });
    // An app that answers in this process does not watch the signal.
    const answer = await abortable(send(bounded), signal);
    if (answer.status >= 300 && answer.status < 400) {
      await answer.body?.cancel();
      const sentence = `${name} answered with a redirect; a sign-in proxy may stand before it.`;
      throw new AccountFailure('upstream_redirected', sentence);
    }
    const body = await abortable(readBody(answer, limits.maxAnswerBytes), signal);
    if (!body)
      throw new AccountFailure('answer_too_large', `${name} answered with more than ${limits.maxAnswerBytes} bytes.`);
    return { status: answer.status, headers: answer.headers, body };
  } catch (error) {
    if (error instanceof AccountFailure) throw error;
    if (error instanceof DOMException && error.name === 'TimeoutError') {
      throw new AccountFailure('upstream_timeout', `${name} did not answer within ${limits.timeoutMs / 1000} seconds.`);
    }
    // The client has gone.
    if (!request.signal.aborted) log(`${name} could not be reached: ${codeOf(error)}.`);
    throw new AccountFailure('upstream_unreachable', `${name} could not be reached.`, notPassedOn(error));
  }
}

/** Reads a body as a whole; null when it is larger than allowed, of which then no more is read. */
async function readBody(
  { headers, body }: Pick<Request, 'headers' | 'body'>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(headers.get('content-length') ?? 0) > maxBytes) {
    await body?.cancel();
    return null;
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop cancels the stream.
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
