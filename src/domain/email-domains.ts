import type { Member } from './members';
import { count } from '../lib/text';

/**
 * Providers that give an address to anybody: Lightdash refuses their domains (UpdateOrganizationEmailDomains.public-provider). Its
 * list is longer; these are the usual ones, so that the console says so before it asks.
 */
const PUBLIC_PROVIDERS: ReadonlySet<string> = new Set(
  (
    'gmail.com googlemail.com yahoo.com hotmail.com outlook.com live.com msn.com aol.com icloud.com me.com mac.com ' +
    'protonmail.com proton.me gmx.com gmx.de gmx.net web.de mail.com mail.ru yandex.com yandex.ru qq.com 163.com zoho.com ' +
    'orange.fr free.fr comcast.net verizon.net btinternet.com hey.com fastmail.com'
  ).split(' '),
);

/** What the domains of an organization may make of whoever joins by them; Lightdash knows no others. */
export const JOINING_ROLES = ['member', 'viewer', 'interactive_viewer', 'editor'] as const;
type JoiningRole = (typeof JOINING_ROLES)[number];
/** And in projects. */
export const JOINING_PROJECT_ROLES = ['viewer', 'interactive_viewer', 'editor'] as const;
type JoiningProjectRole = (typeof JOINING_PROJECT_ROLES)[number];

/** Who may join by themselves, and as what. */
export type Joining = {
  domains: readonly string[];
  role: JoiningRole;
  /** Projects they may open at once: they count only for `member`, who sees none otherwise. */
  projects: readonly { projectUuid: string; role: JoiningProjectRole }[];
};

const DOMAIN = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)+$/u;

export const isPublicProvider = (domain: string): boolean => PUBLIC_PROVIDERS.has(domain.toLowerCase());

/**
 * The domains that somebody typed, one a line or separated by commas or spaces. An @ in front, and a whole address, are taken for
 * the domain. Out: what was typed, each once, in lower case; and what is wrong with it, as a sentence, or null.
 */
export const readDomains = (typed: string): { domains: string[]; problem: string | null } => {
  const words = typed.split(/[\s,;]+/).filter(Boolean);
  const domains = [...new Set(words.map((word) => word.slice(word.lastIndexOf('@') + 1).toLowerCase()))];
  const provider = domains.find(isPublicProvider);
  if (provider !== undefined)
    return {
      domains,
      problem: `${provider} gives an address to anybody, so anybody could join. Lightdash does not take it.`,
    };
  // The server takes any text (bad-domain): then nobody can ever join by it, and nothing says so.
  const odd = domains.find((domain) => !DOMAIN.test(domain));
  return { domains, problem: odd === undefined ? null : `“${odd}” is not a domain.` };
};

/** How many of the members have an address at each domain, its subdomains not among them: Lightdash compares whole domains. */
export const coveredBy = (
  domains: readonly string[],
  members: readonly Pick<Member, 'email'>[],
): ReadonlyMap<string, number> => {
  const covered = new Map(domains.map((domain) => [domain.toLowerCase(), 0]));
  for (const { email } of members) {
    const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
    const before = covered.get(domain);
    if (before !== undefined) covered.set(domain, before + 1);
  }
  return covered;
};

/**
 * What changes for strangers when the domains are set anew, one sentence each. In: what is set, what is wanted, and how roles and
 * projects are called. Out: no sentence where nothing changes.
 */
export const joiningChanges = (
  before: Joining,
  after: Joining,
  { members, roleName, projectName }: JoiningWords,
): string[] => {
  const added = after.domains.filter((domain) => !before.domains.includes(domain));
  const gone = before.domains.filter((domain) => !after.domains.includes(domain));
  const covered = coveredBy(added, members);
  const grants = (joining: Joining) =>
    joining.role === 'member'
      ? joining.projects.map(({ projectUuid, role }) => `${projectName(projectUuid)} as ${roleName(role)}`)
      : [];
  const became = grants(after).filter((grant) => !grants(before).includes(grant));
  const lost = grants(before).filter((grant) => !grants(after).includes(grant));
  const here = (domain: string) => covered.get(domain) ?? 0;
  return [
    ...added.map(
      (domain) =>
        `Anybody with an address at ${domain} may join without an invitation. ${
          here(domain) === 0
            ? 'Nobody here has one.'
            : `${count(here(domain), 'member has', 'members have')} one already.`
        }`,
    ),
    ...gone.map((domain) => `Nobody joins by ${domain} any more. Those who are here stay.`),
    ...(before.role === after.role
      ? []
      : [
          `Who joins becomes ${roleName(after.role)}, not ${roleName(before.role)}. Those who are here stay as they are.`,
        ]),
    ...became.map((grant) => `Who joins gets ${grant}.`),
    ...lost.map((grant) => `Who joins no longer gets ${grant}.`),
  ];
};

type JoiningWords = {
  members: readonly Pick<Member, 'email'>[];
  roleName: (role: string) => string;
  projectName: (projectUuid: string) => string;
};

/** What somebody who joins reaches, as one sentence. */
export const strangersReach = (
  { role, projects }: Joining,
  { roleName, projectName, total }: Omit<JoiningWords, 'members'> & { total: number | null },
): string => {
  if (role !== 'member') {
    const all = total === null ? 'every project' : total === 1 ? 'the one project' : `all ${total} projects`;
    return `As ${roleName(role)} they open ${all}, and every space that is not closed.`;
  }
  if (projects.length === 0) return 'As Member they open no project until somebody grants one.';
  const named = projects.map(({ projectUuid, role: each }) => `${projectName(projectUuid)} as ${roleName(each)}`);
  return `As Member they open ${named.join(', ')}, and nothing else.`;
};
