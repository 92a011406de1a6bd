import type { AccessProject, AccessSnapshot } from './access/snapshot';

/** Whom a grant on a project is for. */
type GrantHolder = { kind: 'user' | 'group'; uuid: string };

/** A change of grants on a project: `role` is a system role, the uuid of a custom one, or null to take the grant away. */
export type GrantChange = GrantHolder & { role: string | null };

/** The same snapshot with some grants of one project changed: what a what-if compares with. What was not read stays so. */
export const withGrants = (snapshot: AccessSnapshot, projectUuid: string, changes: readonly GrantChange[]): AccessSnapshot => ({
  ...snapshot,
  projects: snapshot.projects.map((project) => (project.projectUuid === projectUuid ? changeProject(project, changes) : project)),
});

const changeProject = (project: AccessProject, changes: readonly GrantChange[]): AccessProject => {
  const { userGrants, groupGrants } = project;
  const changed = new Map(changes.map((change) => [`${change.kind} ${change.uuid}`, change]));
  const given = (kind: GrantHolder['kind']) => changes.flatMap(({ kind: of, uuid, role }) => (of === kind && role !== null ? [{ uuid, role }] : []));
  return {
    ...project,
    userGrants:
      userGrants === 'unknown'
        ? userGrants
        : [...userGrants.filter(({ userUuid }) => !changed.has(`user ${userUuid}`)), ...given('user').map(({ uuid, role }) => ({ userUuid: uuid, role }))],
    groupGrants:
      groupGrants === 'unknown'
        ? groupGrants
        : [...groupGrants.filter(({ groupUuid }) => !changed.has(`group ${groupUuid}`)), ...given('group').map(({ uuid, role }) => ({ groupUuid: uuid, role }))],
  };
};
