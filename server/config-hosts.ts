import { isIP } from 'node:net';
import { type Environment, refuse } from './config-values';
import { remembered } from './remembered';

const NAME = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;
const HOST = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;
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
 * Makes the check of Host headers. Names have to be known: a page of another site could have its own name resolve to our
 * address (DNS rebinding) and would then be of our origin. An address says nothing else than itself, and `localhost` is always
 * this machine.
 *
 * @returns why a Host is refused, as a status: 400 for what is none, 421 for an unknown name; or null.
 */
export function hostRule(names: readonly string[]): (host: string) => number | null {
  const allowed = new Set(names);
  return remembered((host) => {
    if (!HOST.test(host) || !URL.canParse(`http://${host}`)) return 400;
    const { hostname } = new URL(`http://${host}`);
    const isKnown = hostname.startsWith('[') || isIP(hostname) !== 0 || LOCAL.test(hostname) || allowed.has(hostname);
    return isKnown ? null : 421;
  });
}
