import { address } from '#/lib/address';
import type { Place } from '#/ui/place';

export const server = {
  path: '/server',
  title: 'This server',
  entry: { in: 'menu', icon: 'info' },
  load: async ({ read }) => {
    read((await import('#/data/health')).healthQuery);
  },
  page: async () => (await import('./ServerPage')).ServerPage,
} as const satisfies Place;

export const serverLink = (): string => address(server.path, {});
