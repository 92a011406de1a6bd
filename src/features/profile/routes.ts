import { address } from '#/lib/address';
import type { Place } from '#/ui/place';

export const profile = {
  path: '/profile',
  title: 'Profile',
  entry: { in: 'menu', icon: 'person' },
  load: async ({ read }) => {
    // Not the state of the e-mail address, which only a session may ask for: the page knows whether there is one.
    const [{ joinableOrganizationsQuery }, { tokensQuery }, { warehouseCredentialsQuery }] = await Promise.all([
      import('#/data/profile'),
      import('#/data/tokens'),
      import('#/data/warehouse-credentials'),
    ]);
    read(tokensQuery);
    read(warehouseCredentialsQuery);
    read(joinableOrganizationsQuery);
  },
  page: async () => (await import('./ProfilePage')).ProfilePage,
} as const satisfies Place;

export const profileLink = (): string => address(profile.path, {});
