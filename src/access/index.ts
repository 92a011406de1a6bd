/**
 * Effective access, its reasons and what-if: all that pages may use. What stands behind: `rules` (pure, RULES.md), `reading` (what is
 * read of the server), `what-if` (changes that nobody has made), `words` (sentences) and `components`. Sandbox and scripts use `rules`.
 */
export { AccessAnswer } from './components/AccessAnswer';
export { AccessPreview } from './components/AccessPreview';
export { AccessSteps } from './components/AccessSteps';
export { PlaceTable } from './components/PlaceTable';
export { useGeneration } from './reading/generation';
export { useProjectSnapshot, useProjectsSnapshot } from './reading/project-snapshot';
export { useSpaceAccess } from './reading/space-snapshot';
export { type OrganizationAccess, useOrganizationAccess } from './reading/useOrganizationAccess';
export {
  type AccessChange,
  type AccessModel,
  type AccessProject,
  type AccessSnapshot,
  type AccessSpace,
  applyChanges,
  buildAccessModel,
  type ChangePreview,
  describeSource,
  describeUnread,
  explainEffect,
  type GrantHolder,
  grantsByClosing,
  holdersOf,
  type PathStep,
  previewChanges,
  previewRoleScopes,
  type ProjectAccess,
  removalOf,
  type SpaceAccess,
  type SpaceDecisions,
  type SpaceRole,
} from './rules';
export {
  CUSTOM_ROLE,
  type Matrix,
  type MatrixCell,
  matrixOf,
  type MatrixSource,
  type MatrixSummary,
  NO_ROLE,
} from './rules/matrix';
export { type AccessPreviewState, useAccessPreview } from './what-if/preview';
export {
  holdsMoreRoles,
  isAlready,
  isUnlisted,
  isDeletion,
  neededBefore,
  orderStaged,
  organizationRoleChange,
  type Present,
  presentOf,
  readStaged,
  roleChangesOf,
  stage,
  type StagedChange,
  unstage,
  wantedBy,
  writeChange,
  writeStaged,
} from './what-if/staged';
export { type DifferenceGroup, type DifferenceLine, differenceLines, groupLines, stagedInWords } from './what-if/words';
export { useStagedWrites } from './what-if/writes';
export { accessNames, type AccessNames, spacePath } from './words/names';
export { type PersonRow, personRows, type PlaceRow, placeRows } from './words/rows';
export { anyRoleName } from './words/sentence';
export {
  because,
  becauseOf,
  decisiveSteps,
  effectInWords,
  isCounting,
  isOfProject,
  limits,
  MEMBERS_REACHED,
  partialSentence,
  powersInWords,
  type Way,
  wayName,
  WAYS,
} from './words/words';
