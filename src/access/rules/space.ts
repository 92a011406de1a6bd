import { powers, type Powers } from './powers';
import { projectOutcome, type ProjectOutcome } from './project';
import { highest, type SpaceRole } from '#/domain/access-roles';
import { spaceRows, type SpaceRow } from './rows';
import type { Completion } from './completions';

/** What a person is in a space and may do there, nothing left open. */
export type SpaceOutcome = {
  completion: Completion;
  project: ProjectOutcome;
  /** All that A5 gives, also where A3 lets none of them open anything. */
  rows: SpaceRow[];
  /** The role of the best row (A7); null without a row, and where A3 denies everything. */
  role: SpaceRole | null;
  bestRows: SpaceRow[];
  isPublic: boolean;
  scopes: ReadonlySet<string>;
  powers: Powers;
  /** In the list of spaces: the project is visible, and so is the space (A8). */
  listed: boolean;
};

/** A3 to A8 for one person in one space. */
export function spaceOutcome(completion: Completion): SpaceOutcome {
  const project = projectOutcome(completion);
  const rows = spaceRows(completion);
  const role = project.isOpen ? highest(rows.map((row) => row.role)) : null;
  const bestRows = rows.filter((row) => row.role === role);
  const isPublic = completion.sources.some(({ kind }) => kind === 'publicSpace');
  const scopes = new Set(project.customRoles.flatMap((custom) => custom.scopes));
  const given = powers({ projectRole: project.role, scopes, spaceRole: role, isPublic });
  return {
    completion,
    project,
    rows,
    role,
    bestRows,
    isPublic,
    scopes,
    powers: given,
    listed: project.visible && given.view,
  };
}
