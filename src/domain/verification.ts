/** A one-time code that was sent to an address. Dates are ISO. */
export type EmailCode = { sentAt: string; expiresAt: string; attempts: number; isExpired: boolean; isSpent: boolean };

/** One's own address, whether it is verified, and the code that is under way. */
export type EmailState = { email: string; isVerified: boolean; code: EmailCode | null };

/** After so many wrong codes Lightdash takes none any more (GetEmailVerificationStatus in the recordings). */
const MOST_ATTEMPTS = 5;

/** Whether a code can still be entered; otherwise a new one has to be sent. In: the code, and now in milliseconds. */
export function isCodeOpen(code: EmailCode | null, now: number): code is EmailCode {
  return code !== null && !code.isExpired && !code.isSpent && Date.parse(code.expiresAt) > now;
}

/** A code as people type or paste it, with blanks or dashes: "123 456" → "123456". */
export function cleanCode(typed: string): string {
  return typed.replace(/[\s-]/g, '');
}

/** Why a code was not accepted, and what to do now. In: the state after the attempt. */
export function explainWrongCode({ code }: EmailState): string {
  if (code === null) return 'There is no code any more. Send a new one.';
  if (code.isExpired) return 'This code has expired. Send a new one.';
  const left = Math.max(0, MOST_ATTEMPTS - code.attempts);
  if (code.isSpent || left === 0) return 'That is not the code, and there are no attempts left. Send a new one.';
  return `That is not the code. You have ${left} ${left === 1 ? 'attempt' : 'attempts'} left.`;
}
