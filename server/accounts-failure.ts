/** What the pass of linked accounts says by itself: `{"code", "message"}`, which none of the APIs behind it answers with. */
const STATUS = {
  service_not_allowed: 403,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  request_too_large: 413,
  lightdash_unauthorized: 401,
  unexpected: 500,
  too_many_calls: 503,
  upstream_unreachable: 502,
  upstream_redirected: 502,
  answer_too_large: 502,
  service_unavailable: 502,
  upstream_timeout: 504,
} as const;

export type AccountProblem = keyof typeof STATUS;

/** Why a call of a linked account did not get through. The message is a sentence for people and holds nothing of the call. */
export class AccountFailure extends Error {
  readonly problem: AccountProblem;
  readonly headers: Record<string, string>;

  constructor(problem: AccountProblem, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.name = 'AccountFailure';
    this.problem = problem;
    this.headers = headers;
  }

  toResponse(): Response {
    return Response.json(
      { code: this.problem, message: this.message },
      { status: STATUS[this.problem], headers: this.headers },
    );
  }
}
