import { isAddress } from '../../lib/emails';

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

function recipientOf(target: object): string | null {
  return 'recipient' in target && typeof target.recipient === 'string' ? target.recipient.trim().toLowerCase() : null;
}
