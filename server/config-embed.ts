import { type Environment, httpUrl, isSecret, refuse } from './config-values';

const EXAMPLE = 'https://portal.example.com';
/** What a policy can name exactly (CSP Level 3, 2.3.1: host-source without wildcards): no `*`, no IPv6, nothing that ends a directive. */
const ORIGIN = /^https?:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:\d+)?$/;

/**
 * Reads EMBED_ORIGINS: the portals that may frame the console, load its library and call its server, separated by commas.
 * They are compared as texts, so each has to be written as browsers write an origin.
 *
 * @throws ConfigError
 */
export function readEmbedOrigins(env: Environment): string[] {
  const text = env.EMBED_ORIGINS?.trim();
  if (!text) return [];
  const origins = text.split(',').map((entry) => readOrigin(entry.trim()));
  const twice = origins.find((origin, i) => origins.indexOf(origin) !== i);
  if (twice !== undefined) refuse(`EMBED_ORIGINS has ${twice} twice; name each portal once.`);
  return origins;
}

function readOrigin(text: string): string {
  if (text.includes('*')) refuse(`EMBED_ORIGINS holds a *; name each portal by its own origin, such as ${EXAMPLE}.`);
  const url = httpUrl('An entry of EMBED_ORIGINS', text, EXAMPLE);
  if (!ORIGIN.test(url.origin))
    refuse(`An entry of EMBED_ORIGINS has a host that no policy can name; use a host name, as in ${EXAMPLE}.`);
  if (url.origin !== text) refuse(`An entry of EMBED_ORIGINS is not written as an origin; set it to ${url.origin}.`);
  if (!isSecret(url))
    refuse(`EMBED_ORIGINS names ${text}, which is http to another machine; set it to an https origin.`);
  return text;
}
