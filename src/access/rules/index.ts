/**
 * Who can reach what, why, and what if: the rules of RULES.md, as pure functions over a snapshot.
 *
 *     const model = buildAccessModel(snapshot);
 *     const { visible, role, path } = model.project(userUuid, projectUuid);
 *     const { listed, view, manage, editDashboards, editCharts } = model.space(userUuid, spaceUuid);
 *     path.map(explain); // "In Analysts, which is granted editor here."
 *
 *     model.whoCanReach({ spaceUuid });  // everyone, with decisions; `entry.answer().path` where it is asked for
 *     model.reachOf(userUuid);           // everything; reachOfGroup(groupUuid) for what a group alone gives
 *     model.decide(userUuid, place);     // one cell of a matrix, without the path
 *
 *     const { diff, unread } = previewChanges(model, [{ kind: 'memberRemoved', userUuid }]);
 *     diff.losing; // whose access shrinks; diff.projects and diff.spaces say what exactly
 *
 * What the snapshot does not say is never guessed: a decision is `true` or `false` only if it is so whatever has not been
 * read, else `'unknown'`, and then `unread` names what is missing.
 *
 * `snapshot.generation` chooses between the access models of Lightdash (RULES.md, A and C) behind the same functions.
 */
export { buildAccessModel, type AccessModel } from './model';
export type { ProjectAccess, ProjectDecisions, RootRef, SpaceAccess, SpaceDecisions } from './answers';
export type { PersonReach, ReachedProject, ReachedSpace } from './reach';
export type { Place, ProjectPlace, SpacePlace } from './places';
export type {
  AccessCustomRole,
  AccessGrant,
  AccessMember,
  AccessProject,
  AccessSnapshot,
  AccessSpace,
  Generation,
} from './snapshot';
export { grantsByClosing } from './inheritance';
export { applyChanges, unreadChanges, type AccessChange, type GrantHolder, type UnreadChange } from './changes';
export {
  removalOf,
  withGrant,
  withGroupMember,
  withMember,
  withoutGrant,
  withoutGroup,
  withoutGroupMember,
  withoutMember,
  withRole,
  type Grant,
} from './counterfactuals';
export {
  diffAccess,
  previewChanges,
  type AccessDiff,
  type ChangePreview,
  type ProjectDecision,
  type ProjectDifference,
  type SpaceDecision,
  type SpaceDifference,
} from './diff';
export { holdersOf, previewRoleScopes } from './role-change';
export { scopeOf, type AccessScope } from './scope';
export type { CustomRole, ProjectRole, SpaceRole, SystemRole } from '#/domain/access-roles';
export type { Effect, GroupRef, NestedGrant, PathStep, Reason, Source, SpaceRef, UnreadPart } from './sources';
export type { InheritedFrom, SpaceRow } from './rows';
export { directGrantRole } from '#/domain/space-grants';
export { directGrantsFromLists, namedHolders, type ListedSpace } from './listed-grants';
export { describeSource, describeUnread, explain, explainEffect, explainRoot } from './explain';
export type { Decision, Unknown } from '#/domain/unknown';
