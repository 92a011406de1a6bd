import { isIP } from 'node:net';
import { type Environment, refuse } from './config-values';

const NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const LOCAL = /^([\w-]+\.)*localhost$/;

/**
 * Reads ALLOWED_HOSTS: the names under which the console is reached, separated by commas. Without it, HOST where that is a name.
 *
 * @throws ConfigError
 */
export function readAllowedHosts(env: Environment, host: string): string[] {
  const text = env.ALLOWED_HOSTS?.trim();
  if (!text) return isIP(host) === 0 ? [host.toLowerCase()] : [];
  return text.split(',').map((entry) => {
    const name = entry.trim().toLowerCase();
    if (!NAME.test(name))
      refuse(
        `ALLOWED_HOSTS holds "${entry.trim()}", which is no host name; write names without a port or *, such as console.example.com.`,
      );
    return name;
  });
}

/**
 * Whether the console may be asked for under a Host. Names have to be known: a page of another site could have its own name
 * resolve to our address (DNS rebinding) and would then be of our origin. An address says nothing else than itself, and
 * `localhost` is always this machine.
 *
 * @param host a Host header that is well-formed.
 */
export function isAllowedHost(host: string, allowed: ReadonlySet<string>): boolean {
  const { hostname } = new URL(`http://${host}`);
  return hostname.startsWith('[') || isIP(hostname) !== 0 || LOCAL.test(hostname) || allowed.has(hostname);
}
