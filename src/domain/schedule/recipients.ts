import { isAddress } from '../../lib/emails';
import { maskWebhook } from '../../lib/webhook';
import type { Run, Target, TargetResult } from './types';

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

/** The kinds of targets that can be written here. */
export type WritableKind = 'email' | 'slack' | 'msteams';

/** One target in the place of another. `from` is that of `writtenKey`, `to` the address, channel or whole webhook as it is typed. */
export type Replacement = { kind: WritableKind; from: string; to: string };

const FIELDS: Record<WritableKind, string> = { email: 'recipient', slack: 'channel', msteams: 'webhook' };

/** What makes two targets of a kind the same: addresses whatever their case, of webhooks the mask. */
export function writtenKey(kind: WritableKind, written: string): string {
  if (kind === 'email') return written.trim().toLowerCase();
  // What has been masked before has no scheme.
  return kind === 'msteams' && /^https?:/i.test(written.trim()) ? maskWebhook(written) : written.trim();
}

/**
 * The targets with one in the place of another. If the new one is there already, the old one only goes. Takes any objects, so
 * also targets as the API has them: what is of another kind stays as it is.
 */
export function replaceTarget<T extends object>(targets: readonly T[], { kind, from, to }: Replacement): T[] {
  const field = FIELDS[kind];
  const keyOf = (target: object): string | null => {
    const written: unknown = Reflect.get(target, field);
    return typeof written === 'string' ? writtenKey(kind, written) : null;
  };
  const wanted = writtenKey(kind, to);
  if (from === wanted) return [...targets];
  let isThere = targets.some((target) => keyOf(target) === wanted);
  return targets.flatMap((target) => {
    if (keyOf(target) !== from) return [target];
    if (isThere) return [];
    isThere = true;
    return [{ ...target, [field]: kind === 'email' ? wanted : to.trim() }];
  });
}

/** What tells two targets of a scheduler apart. */
export function targetKey(target: Target): string {
  const name = target.kind === 'email' ? target.recipient : target.kind === 'slack' ? target.channel : target.masked;
  return `${target.kind} ${name.trim().toLowerCase()}`;
}

/** Targets that a run did not reach, by `targetKey`, each with what the log has of it. */
export type Unreached = ReadonlyMap<string, TargetResult>;

/**
 * Which of the present targets of a scheduler a run did not reach. A failure whose target the log does not name is that of the
 * only target of its kind, if there is but one; else nothing is said of it.
 */
export function unreachedBy({ results }: Pick<Run, 'results'>, targets: readonly Target[]): Unreached {
  const failed = results.filter(({ status }) => status === 'error');
  return new Map(
    failed.flatMap((result) => {
      const { kind, target: name } = result;
      const ofKind = targets.filter((target) => kind === null || target.kind === kind);
      const named = ofKind.filter(
        (target) => name !== null && targetKey(target).endsWith(` ${name.trim().toLowerCase()}`),
      );
      const meant = named.length > 0 ? named : name === null && ofKind.length === 1 ? ofKind : [];
      return meant.map((target) => [targetKey(target), result] as const);
    }),
  );
}
