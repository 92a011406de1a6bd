import { useSyncExternalStore } from 'react';
import { subscribeToCapabilities, supports } from '#/api/lightdash/capabilities';
import { spacesInherit } from '#/data/spaces';
import type { Generation } from '../rules';

/**
 * The generation of the rules that count where no space has been read: by what the server was seen to do. As long as nothing was
 * seen of its spaces, one with custom roles in the organization is of the newer one.
 */
const generationSeen = (): Generation => ((spacesInherit() ?? supports('organizationRoles')) === true ? 'C' : 'A');

/** The same, up to date with what is learned of the server. */
export const useGeneration = (): Generation => useSyncExternalStore(subscribeToCapabilities, generationSeen);
