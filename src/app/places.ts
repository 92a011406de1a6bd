import { access, matrix, whatIf } from '#/features/access/routes';
import { attributes } from '#/features/attributes/routes';
import { group, groups } from '#/features/groups/routes';
import { member, members } from '#/features/members/routes';
import { overview } from '#/features/overview/routes';
import { profile } from '#/features/profile/routes';
import { projectAccess, projects } from '#/features/projects/routes';
import { scheduler, schedulers } from '#/features/schedulers/routes';
import { server } from '#/features/server/routes';
import { integrations, projectSettings, roles, settings } from '#/features/settings/routes';
import { space, spaces } from '#/features/spaces/routes';
import { validation } from '#/features/validation/routes';
import type { Place } from '#/ui/place';

/**
 * Every place below the shell; those with an entry in the order of the navigation. From this list come the router, the
 * navigation and the palette; the budgets and the server's preloads come from the same routes.ts files (scripts/places.ts).
 */
export const places: readonly Place[] = [
  overview,
  members,
  member,
  groups,
  group,
  attributes,
  projects,
  projectAccess,
  spaces,
  space,
  schedulers,
  scheduler,
  validation,
  access,
  matrix,
  whatIf,
  settings,
  projectSettings,
  roles,
  integrations,
  profile,
  server,
];

/** The places that can be gone to from everywhere. */
export const entries = places.flatMap(({ path, title, entry }) => (entry ? [{ path, title, ...entry }] : []));
