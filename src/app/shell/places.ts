import { paths } from '#/paths';
import type { IconName } from '#/ui/icons';

export type Place = { name: string; path: string; icon: IconName };

/** The places of the console, in the order of the navigation. */
export const places: readonly Place[] = [
  { name: 'Overview', path: paths.overview(), icon: 'overview' },
  { name: 'Members', path: paths.members(), icon: 'members' },
  { name: 'Groups', path: paths.groups(), icon: 'groups' },
  { name: 'Projects', path: paths.projects(), icon: 'projects' },
  { name: 'Spaces', path: paths.spaces(), icon: 'spaces' },
  { name: 'Schedulers', path: paths.schedulers(), icon: 'schedulers' },
  { name: 'Access', path: paths.access(), icon: 'access' },
];

/** One's own page: reached from the menu under one's name, and from the palette. */
export const profilePlace: Place = { name: 'Profile', path: paths.profile(), icon: 'person' };

/** Whether an address belongs to a place. A space's page stands below its project's address, yet it is a space. */
export const isAt = (place: Place, pathname: string): boolean => {
  const isSpace = /^\/projects\/[^/]+\/spaces\//.test(pathname);
  if (isSpace) return place.path === paths.spaces();
  return pathname === place.path || pathname.startsWith(`${place.path}/`);
};
