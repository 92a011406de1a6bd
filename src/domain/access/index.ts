/**
 * Who can reach what, and why: the rules R1 to R10 of the access oracle, as pure functions over a snapshot.
 *
 *     const model = buildAccessModel(snapshot);
 *     const { visible, role, path } = model.project(userUuid, projectUuid);
 *     const { listed, view, manage, editDashboards, editCharts } = model.space(userUuid, spaceUuid);
 *     path.map(explain); // "In Analysts, which is granted editor here."
 *
 * What the snapshot does not say is never guessed: a decision is `true` or `false` only if it is so whatever has not been
 * read, else `'unknown'`, and then `unread` names what is missing. (R10, the only admin, is a matter of permissions.ts.)
 */
export { buildAccessModel, type AccessModel } from './model';
export type { ProjectAccess, RootRef, SpaceAccess } from './answers';
export type {
  AccessCustomRole,
  AccessMember,
  AccessProject,
  AccessSnapshot,
  AccessSpace,
} from './snapshot';
export type { CustomRole, ProjectRole, SpaceRole, SystemRole } from './roles';
export type { Effect, GroupRef, NestedGrant, PathStep, Reason, Source, UnreadPart } from './sources';
export type { InheritedFrom, SpaceRow } from './rows';
export { directGrantRole } from './rows';
export { describeSource, describeUnread, explain, explainEffect, explainRoot } from './explain';
export type { Decision, Unknown } from './unknown';
