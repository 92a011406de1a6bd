import { isAddress } from '../../lib/emails';
import type { Run, Target } from './types';

/** "Ana@Shop.example" → "shop.example"; null for what is no address. */
export function domainOf(email: string): string | null {
  const address = email.trim().toLowerCase();
  return isAddress(address) ? address.slice(address.lastIndexOf('@') + 1) : null;
}

/**
 * Whether an address lies outside the domains of the organization, which have to fit whole: a subdomain is another
 * domain. Never when the domains are not known (null or none), and never for what is no address.
 */
export function isExternal(email: string, domains: readonly string[] | null): boolean {
  const domain = domainOf(email);
  if (!domain || !domains || domains.length === 0) return false;
  return !domains.some((own) => own.trim().toLowerCase().replace(/^@/, '') === domain);
}

/**
 * The targets with one e-mail recipient in the place of another, whatever the case of the address. If the new one gets
 * it already, the old one only goes. Takes any objects, so also targets as the API has them: what is not an e-mail
 * target stays as it is.
 */
export function replaceRecipient<T extends object>(targets: readonly T[], from: string, to: string): T[] {
  const [old, address] = [from.trim().toLowerCase(), to.trim().toLowerCase()];
  if (old === address) return [...targets];
  let isThere = targets.some((target) => recipientOf(target) === address);
  return targets.flatMap((target) => {
    if (recipientOf(target) !== old) return [target];
    if (isThere) return [];
    isThere = true;
    return [{ ...target, recipient: address }];
  });
}

/** What tells two targets of a scheduler apart. */
export function targetKey(target: Target): string {
  const name = target.kind === 'email' ? target.recipient : target.kind === 'slack' ? target.channel : target.masked;
  return `${target.kind} ${name.trim().toLowerCase()}`;
}

/**
 * Which of the present targets of a scheduler a run did not reach, by `targetKey`. A failure whose target the log does not name
 * is that of the only target of its kind, if there is but one; else nothing is said of it.
 */
export function unreachedBy({ results }: Pick<Run, 'results'>, targets: readonly Target[]): ReadonlySet<string> {
  const failed = results.filter(({ status }) => status === 'error');
  return new Set(
    failed.flatMap(({ kind, target: name }) => {
      const ofKind = targets.filter((target) => kind === null || target.kind === kind);
      const named = ofKind.filter(
        (target) => name !== null && targetKey(target).endsWith(` ${name.trim().toLowerCase()}`),
      );
      return (named.length > 0 ? named : name === null && ofKind.length === 1 ? ofKind : []).map(targetKey);
    }),
  );
}

function recipientOf(target: object): string | null {
  return 'recipient' in target && typeof target.recipient === 'string' ? target.recipient.trim().toLowerCase() : null;
}
