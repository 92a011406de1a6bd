import { isRecord, isText } from './checks';
import type { GetToken } from './host';

/** Visible ASCII, for it goes into a header. */
const isSecret = (value: unknown): boolean => isText(value, 16_384) && /^[\x21-\x7e]+$/.test(value);

/** What is wrong with a token that a portal has answered with, in words for its developers; null if it is right. Never contains the token. */
export const faultOfToken = (value: unknown): string | null => {
  if (!isRecord(value)) return 'it is no object';
  if (!isSecret(value.token)) return '`token` is no text of visible characters';
  if (value.scheme !== 'ApiKey' && value.scheme !== 'Bearer') return "`scheme` is neither 'ApiKey' nor 'Bearer'";
  if (value.expiresAt !== null && !Number.isFinite(value.expiresAt))
    return '`expiresAt` is neither null nor milliseconds since 1970';
  if (!isText(value.tokenId, 200)) return '`tokenId` is no text of up to 200 characters';
  return null;
};

/**
 * Asks the portal for a token, and takes of the answer what a token has. Whatever is wrong is reported in the portal's page, for its
 * developers: the person is only told that there is no token. An end that is past is reported but no reason to refuse the token, for
 * it may be this machine's clock that is wrong.
 *
 * Throws what getToken throws, and TypeError for what is no token.
 */
export const tokenBy =
  (getToken: GetToken): GetToken =>
  async (asked) => {
    try {
      const given = await getToken(asked);
      const fault = faultOfToken(given);
      if (fault) throw new TypeError(`getToken has answered with something that is no token: ${fault}.`);
      const { token, scheme, expiresAt, tokenId } = given;
      if (expiresAt !== null && expiresAt <= Date.now()) {
        reportError(
          new TypeError(
            'getToken: `expiresAt` lies in the past; are these seconds, or is this clock wrong? The token is used as one whose end nobody knows.',
          ),
        );
      }
      return { token, scheme, expiresAt, tokenId };
    } catch (error) {
      reportError(error);
      throw error;
    }
  };
