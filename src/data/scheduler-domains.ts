import type { AllowedEmailDomains } from '../api/lightdash/gen/model/allowedEmailDomains';
import { useGetAllowedEmailDomains } from '../api/lightdash/gen/organization/organization';
import type { Member } from '../domain/members';
import { hasSession } from '../domain/permissions';
import { domainOf } from '../domain/schedule/recipients';
import { useMe } from './me';
import { useMembers } from './members';

/**
 * The organization's own e-mail domains, and how they are known: set in Lightdash, or taken from the addresses of the members.
 * `null` domains: not known yet.
 */
export type OwnDomains = {
  domains: readonly string[] | null;
  source: 'settings' | 'members';
  /** Nothing more is on its way that could tell them. */
  isSettled: boolean;
};

/** What is set in Lightdash; the server takes any text, so what can't be a domain is left out (UpdateOrganizationEmailDomains.bad-domain). */
const toDomains = ({ emailDomains }: AllowedEmailDomains): string[] =>
  emailDomains.flatMap((name) => domainOf(`a@${name.trim().replace(/^@/, '')}`) ?? []);

/** The domain that most members have their address at; null without members. The first of equals, by the alphabet. */
export const commonDomain = (members: readonly Pick<Member, 'email'>[]): string | null => {
  const counts = new Map<string, number>();
  for (const { email } of members) {
    const domain = domainOf(email);
    if (domain) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  }
  return [...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0] ?? null;
};

/**
 * By which domains recipients are judged. The setting can be read with a session only (docs/lightdash/sign-in.md#a2); with a token, a
 * refusal or nothing set, it is the domain that most members have. Asked only when `enabled`.
 */
export const useOwnDomains = (enabled: boolean): OwnDomains => {
  const { me } = useMe();
  const maySee = hasSession(me);
  const set = useGetAllowedEmailDomains({ query: { select: toDomains, enabled: enabled && maySee } });
  const isUnset = !maySee || set.isError || set.data?.length === 0;
  const { data: everybody, isPending } = useMembers(enabled && isUnset);
  if (set.data && set.data.length > 0) return { domains: set.data, source: 'settings', isSettled: true };
  const common = isUnset && everybody ? commonDomain(everybody.members) : null;
  return { domains: common ? [common] : null, source: 'members', isSettled: isUnset && !isPending };
};
