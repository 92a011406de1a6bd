import { REFUSALS, TIMEOUT_MS, type Calls, type Guards, type Ignored, type Refusal } from './protocol';

type Call = { call: string; id: number; args: readonly unknown[] };
/** `failed` instead of the error: its text and stack stay on the side where it happened. */
type Answer = { answer: number; value?: unknown; failed: boolean };

/** What the two sides may send at once, and from then on in a second. A person, and a window that is being resized, stay far below. */
const BURST = 200;
const PER_SECOND = 100;

/** Counts what is ignored, and measures the flow of what comes in. */
export type Watch = {
  readonly ignored: Ignored;
  ignore(reason: Refusal): void;
  /** Calls back with each that is ignored from now on, and at once if any were before. */
  onIgnored(listener: () => void): void;
  /** Whether one more message is too many; if so, it has been counted. */
  floods(): boolean;
};

/** In: the time in milliseconds, for tests. */
export const createWatch = (now: () => number = () => performance.now()): Watch => {
  const ignored = Object.fromEntries(REFUSALS.map((reason) => [reason, 0])) as Record<Refusal, number>;
  let heard: (() => void) | null = null;
  let left = BURST;
  let since = now();
  const ignore = (reason: Refusal) => {
    ignored[reason] += 1;
    heard?.();
  };
  return {
    ignored,
    ignore,
    onIgnored: (listener) => {
      heard = listener;
      if (Object.values(ignored).some((times) => times > 0)) listener();
    },
    floods: () => {
      const at = now();
      left = Math.min(BURST, left + ((at - since) / 1000) * PER_SECOND);
      since = at;
      if (left < 1) {
        ignore('flood');
        return true;
      }
      left -= 1;
      return false;
    },
  };
};

export type Channel<Theirs extends Calls> = {
  /** Calls the other side. Throws an Error when it does not answer in time, says that it failed, or answers nonsense. */
  call<Name extends keyof Theirs & string>(
    name: Name,
    ...args: Parameters<Theirs[Name]>
  ): Promise<Awaited<ReturnType<Theirs[Name]>>>;
  /** Ends it: open calls fail. */
  close(): void;
};

type ChannelOptions<Ours extends Calls, Theirs extends Calls> = {
  port: MessagePort;
  /** What the other side may call here. */
  ours: {
    [Name in keyof Ours]: (
      ...args: Parameters<Ours[Name]>
    ) => ReturnType<Ours[Name]> | Promise<Awaited<ReturnType<Ours[Name]>>>;
  };
  oursGuards: Guards<Ours>;
  theirsGuards: Guards<Theirs>;
  watch: Watch;
};

const isNumber = (value: unknown): value is number => Number.isSafeInteger(value);

/**
 * Calls in both directions over a port that no third window has a hold of.
 *
 * Written here rather than taken from Penpal 7, which the calls could have gone through as well: it checks neither arguments nor
 * answers, does not count what it drops, has no limit, hands the stack of an error to the other side, posts its greeting to `*`,
 * and still understands its former protocol, which did without a port. What would have to stand around it is more than this.
 *
 * The ids of calls only ever grow: a port keeps the order, so whatever does not is a repetition.
 */
export const openChannel = <Ours extends Calls, Theirs extends Calls>({
  port,
  ours,
  oursGuards,
  theirsGuards,
  watch,
}: ChannelOptions<Ours, Theirs>): Channel<Theirs> => {
  const waiting = new Map<number, { name: string; finish: (answer: Answer | null) => void }>();
  let lastOut = 0;
  let lastIn = 0;

  const answerTo = async ({ call, id, args }: Call): Promise<void> => {
    let answer: Answer = { answer: id, failed: true };
    try {
      const value: unknown = await (ours[call] as (...args: readonly unknown[]) => unknown)(...args);
      if (oursGuards[call]?.answer(value)) answer = { answer: id, value, failed: false };
    } catch {
      // The answer says so.
    }
    port.postMessage(answer);
  };

  const hear = (data: unknown): void => {
    if (watch.floods()) return;
    const message = (typeof data === 'object' && data !== null ? data : {}) as Partial<Call & Answer>;
    const { call, id, args, answer, failed } = message;
    if (isNumber(answer) && typeof failed === 'boolean') {
      const asked = waiting.get(answer);
      if (!asked) return watch.ignore('replay');
      if (!failed && !theirsGuards[asked.name]?.answer(message.value)) return watch.ignore('malformed');
      return asked.finish(message as Answer);
    }
    const isCall =
      typeof call === 'string' &&
      Object.hasOwn(oursGuards, call) &&
      isNumber(id) &&
      Array.isArray(args) &&
      oursGuards[call]?.args(args);
    if (!isCall) return watch.ignore('malformed');
    if (id <= lastIn) return watch.ignore('replay');
    lastIn = id;
    return void answerTo(message as Call);
  };

  port.addEventListener('message', ({ data }) => hear(data));
  port.start();

  return {
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        lastOut += 1;
        const id = lastOut;
        const fail = (why: string) => reject(new Error(`${name} ${why}.`));
        const timer = setTimeout(() => waiting.get(id)?.finish(null), TIMEOUT_MS);
        const finish = (answer: Answer | null) => {
          clearTimeout(timer);
          waiting.delete(id);
          if (!answer) fail('was not answered');
          else if (answer.failed) fail('failed on the other side');
          else resolve(answer.value as never);
        };
        waiting.set(id, { name, finish });
        port.postMessage({ call: name, id, args } satisfies Call);
      }),
    close: () => {
      port.close();
      for (const { finish } of waiting.values()) finish(null);
    },
  };
};
