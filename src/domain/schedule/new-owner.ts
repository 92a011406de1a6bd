import { roleName, roleRank } from '../roles';
import type { Scheduler } from './types';
import type { Unknown } from '../unknown';

/** What somebody is in the project of schedulers. `scopes`: of their custom roles there; unknown where one may not be read. */
export type HeldInProject = { role: string | Unknown | null; scopes: readonly string[] | Unknown };

const OWNING = ['create:ScheduledDeliveries', 'manage:ScheduledDeliveries'];
const SHEETS = ['manage:GoogleSheets'];
/** The lowest role that has both. */
const LEAST = 'interactive_viewer';

/** `by`: which part of what they are allows it. */
type Ability = { can: true; by: string } | { can: false; reason: string } | { can: Unknown };

const allows = ({ role, scopes }: HeldInProject, wanted: readonly string[]): 'role' | 'scopes' | 'no' | Unknown => {
  if (role !== null && role !== 'unknown' && roleRank(role) >= roleRank(LEAST)) return 'role';
  if (scopes !== 'unknown' && scopes.some((scope) => wanted.includes(scope))) return 'scopes';
  return role === 'unknown' || scopes === 'unknown' ? 'unknown' : 'no';
};

/**
 * Whether a scheduler can be given to somebody, by what Lightdash asks of a new owner: to be allowed to make deliveries in the
 * project, and to write Google sheets for one that fills such. In: what they are in its project, as far as it was read. Source:
 * docs/lightdash/schedulers.md#d13.
 */
export const canOwn = (held: HeldInProject, { format }: Pick<Scheduler, 'format'>): Ability => {
  const { role } = held;
  const owning = allows(held, OWNING);
  const sheets = format === 'gsheets' ? allows(held, SHEETS) : owning;
  if (owning === 'no' || sheets === 'no') {
    const present =
      role === null
        ? held.scopes.length === 0
          ? 'The new owner does not reach this project'
          : 'The custom role of the new owner is not enough'
        : `The new owner is ${roleName(role).toLowerCase()} in this project`;
    const wanted = owning === 'no' ? 'own deliveries' : 'own deliveries to Google Sheets';
    return { can: false, reason: `${present}; it takes ${roleName(LEAST).toLowerCase()} or more to ${wanted}.` };
  }
  if (owning === 'unknown' || sheets === 'unknown') return { can: 'unknown' };
  return { can: true, by: owning === 'role' && role ? roleName(role) : 'a custom role' };
};
