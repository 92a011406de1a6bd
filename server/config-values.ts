/** The variables a server is started with. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that can't be used. The message is one sentence for the person who set it. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/** Refuses a setting. @throws ConfigError */
export function refuse(sentence: string): never {
  throw new ConfigError(sentence);
}

const LOOPBACK = /^(localhost|([\w-]+\.)+localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Reads a whole number; an empty variable counts as absent.
 *
 * @throws ConfigError
 */
export function readInteger(env: Environment, name: string, min: number, max: number): number | undefined {
  const text = env[name]?.trim();
  if (!text) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= min && value <= max)) refuse(`${name} is "${text}"; set it to a whole number from ${min} to ${max}.`);
  return value;
}

/**
 * Reads a variable that has a few values; an empty one counts as absent.
 *
 * @throws ConfigError
 */
export function readSwitch<T>(env: Environment, name: string, values: Readonly<Record<string, T>>): T | undefined {
  const text = env[name]?.trim();
  if (!text) return undefined;
  if (!Object.hasOwn(values, text)) refuse(`${name} is "${text}"; set it to ${Object.keys(values).join(' or ')}.`);
  return values[text];
}

/**
 * Reads an http(s) address. The sentences don't repeat it, for it may hold a secret.
 *
 * @param what begins the sentence: a variable, or a place in one.
 * @param example completes "set it to something like …".
 * @throws ConfigError for another scheme, and for a user name or password, which would reach the browser and the terminal.
 */
export function httpUrl(what: string, text: unknown, example: string): URL {
  const url = typeof text === 'string' && URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    refuse(`${what} is not an http(s) address; set it to something like ${example}.`);
  if (url.username || url.password)
    refuse(`${what} holds a user name or password; leave them out, everybody signs in as themselves.`);
  return url;
}

/** Whether what is sent there stays secret: TLS, or this machine (RFC 8252, section 8.3). */
export function isSecret({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || LOOPBACK.test(hostname);
}
