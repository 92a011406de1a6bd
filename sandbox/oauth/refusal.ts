import { answer } from '../lightdash/errors';
import type { AuthorizationServer } from './servers';

type Code =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unsupported_response_type'
  | 'access_denied';

/** Why an authorization server says no (RFC 6749, sections 4.1.2.1 and 5.2). The message is its sentence. */
export class OAuthRefusal extends Error {
  readonly code: Code;

  constructor(code: Code, sentence: string) {
    super(sentence);
    this.name = 'OAuthRefusal';
    this.code = code;
  }
}

/**
 * The refusal as a token endpoint says it. ZenML's in the words of the RFC; Lightdash's as free text in `error`
 * (OAuthToken.bad-grant).
 */
export function refusalAnswer({ api }: AuthorizationServer, { code, message }: OAuthRefusal): Response {
  const status = code === 'invalid_client' ? 401 : 400;
  return answer(status, api === 'lightdash' ? { error: message } : { error: code, error_description: message });
}
