import type { OrganizationRole } from '#/domain/roles';
import type { Account } from './people';

/** Lightdash's own development seed uses it; it is published, and good for nothing but this sandbox. */
export const DEMO_PASSWORD = 'demo_password!';
/** The personal access token of the demo admin, always the same, so that signing in by token can be tried. */
export const DEMO_TOKEN = 'ldpat_demo0000000000000000000000000000';
export const DEMO_ORGANIZATION = 'Jaffle Shop';

const PEOPLE: readonly { role: OrganizationRole; firstName: string; lastName: string }[] = [
  { role: 'admin', firstName: 'David', lastName: 'Attenborough' },
  { role: 'developer', firstName: 'Grace', lastName: 'Nakamura' },
  { role: 'editor', firstName: 'Émile', lastName: 'Okonkwo' },
  { role: 'interactive_viewer', firstName: 'Ingrid', lastName: 'Sørensen' },
  { role: 'viewer', firstName: 'Layla', lastName: 'Haddad' },
  { role: 'member', firstName: 'Mateo', lastName: 'Quispe' },
];
const DEACTIVATED = { role: 'viewer', firstName: 'Deniz', lastName: 'Aydemir', isActive: false } as const;

/** The people of the demo who can sign in: one for each role, and one who could before being deactivated. */
export function demoAccounts(): Account[] {
  return [
    ...PEOPLE.map((person) => ({
      ...person,
      email: person.role === 'admin' ? 'demo@lightdash.com' : `demo-${person.role.replace('_', '-')}@lightdash.com`,
      ...(person.role === 'admin' ? { token: DEMO_TOKEN } : {}),
    })),
    { ...DEACTIVATED, email: 'demo-deactivated@lightdash.com' },
  ];
}

/** The same people for an organization of a test, under a domain and with tokens of their own. */
export function testAccounts(domain: string, newToken: () => string): (Account & { token: string })[] {
  return [
    ...PEOPLE.map((person) => ({ ...person, email: `${person.role}@${domain}`, token: newToken() })),
    { ...DEACTIVATED, email: `deactivated@${domain}`, token: newToken() },
  ];
}
