import { paths } from '#/paths';
import type { IconName } from '#/ui/icons';

/** The places of the console, in the order of the navigation. */
export const places: readonly { name: string; path: string; icon: IconName }[] = [{ name: 'Members', path: paths.members(), icon: 'members' }];
