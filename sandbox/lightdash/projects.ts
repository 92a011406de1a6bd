import { and, asc, eq } from 'drizzle-orm';
import { Hono } from 'hono';
import type { Reader } from '../db/open';
import { type ProjectRole, groups, projectGroups, projectMembers, projects, roles, users } from '../db/schema';
import { type Project, grantsOf, projectFor } from './access';
import { callerOf } from './auth';
import { notFound } from './errors';
import { type ApiEnv, type Backend, ok, pathUuid } from './http';

/** Projects and the grants in them. */
export function projectRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;
  const app = new Hono<ApiEnv>();

  app.get('/api/v1/org/projects', async (c) => {
    const { user, organization } = callerOf(c);
    const grants = await grantsOf(db.read, user);
    const rows = await db.read
      .select()
      .from(projects)
      .where(eq(projects.organizationUuid, organization.uuid))
      .orderBy(asc(projects.createdAt));
    return ok(rows.filter(({ uuid }) => grants(uuid).scopes.has('view:Project')).map(toListed));
  });

  app.get('/api/v1/projects/:projectUuid', async (c) => {
    const { project } = await projectFor(backend, c, 'view:Project');
    return ok(toProject(project));
  });

  // Direct grants only; whoever sees the project may read them (GetProjectAccessList.viewer).
  app.get('/api/v1/projects/:projectUuid/access', async (c) => {
    const { project } = await projectFor(backend, c, 'view:Project');
    return ok((await directGrants(db.read, project.uuid)).map(toAccess));
  });

  app.get('/api/v1/projects/:projectUuid/user/:userUuid', async (c) => {
    const { project } = await projectFor(backend, c, 'view:Project');
    const [grant] = await directGrants(db.read, project.uuid, pathUuid(c, 'userUuid'));
    if (!grant) throw notFound('No matching member found in project');
    return ok(toAccess(grant));
  });

  app.get('/api/v1/projects/:projectUuid/groupAccesses', async (c) => {
    const { project } = await projectFor(backend, c, 'manage:Project');
    const grants = await db.read
      .select({
        projectUuid: projectGroups.projectUuid,
        groupUuid: projectGroups.groupUuid,
        role: projectGroups.role,
      })
      .from(projectGroups)
      .where(eq(projectGroups.projectUuid, project.uuid));
    return ok(grants);
  });

  app.get('/api/v2/projects/:projectId/roles/assignments', async (c) => {
    const { project } = await projectFor(backend, c, 'manage:Project', 'projectId');
    // The dates are those of the answer (lightdash.md, trap 6).
    const at = now().toISOString();
    const assignment = (grant: Role, assigneeType: 'user' | 'group', assigneeId: string, assigneeName: string) => ({
      roleId: grant.roleUuid ?? grant.role,
      roleName: grant.roleName ?? grant.role,
      ownerType: grant.roleUuid ? 'user' : 'system',
      assigneeType,
      assigneeId,
      assigneeName,
      projectId: project.uuid,
      createdAt: at,
      updatedAt: at,
    });
    const people = await directGrants(db.read, project.uuid);
    const byGroup = await groupGrants(db.read, project.uuid);
    return ok([
      ...people.map((grant) => assignment(grant, 'user', grant.userUuid, `${grant.firstName} ${grant.lastName}`)),
      ...byGroup.map((grant) => assignment(grant, 'group', grant.groupUuid, grant.name)),
    ]);
  });

  return app;
}

type Role = { role: ProjectRole; roleUuid: string | null; roleName: string | null };

/** The people with a grant of their own in the project, or the one asked for. */
function directGrants(reader: Reader, projectUuid: string, userUuid?: string) {
  return reader
    .select({
      projectUuid: projectMembers.projectUuid,
      userUuid: projectMembers.userUuid,
      role: projectMembers.role,
      roleUuid: projectMembers.roleUuid,
      roleName: roles.name,
      email: users.email,
      firstName: users.firstName,
      lastName: users.lastName,
    })
    .from(projectMembers)
    .innerJoin(users, eq(users.uuid, projectMembers.userUuid))
    .leftJoin(roles, eq(roles.uuid, projectMembers.roleUuid))
    .where(
      and(
        eq(projectMembers.projectUuid, projectUuid),
        userUuid === undefined ? undefined : eq(projectMembers.userUuid, userUuid),
      ),
    );
}

function groupGrants(reader: Reader, projectUuid: string) {
  return reader
    .select({
      groupUuid: projectGroups.groupUuid,
      role: projectGroups.role,
      roleUuid: projectGroups.roleUuid,
      roleName: roles.name,
      name: groups.name,
    })
    .from(projectGroups)
    .innerJoin(groups, eq(groups.uuid, projectGroups.groupUuid))
    .leftJoin(roles, eq(roles.uuid, projectGroups.roleUuid))
    .where(eq(projectGroups.projectUuid, projectUuid));
}

type DirectGrant = Awaited<ReturnType<typeof directGrants>>[number];

/** A custom role shows as its placeholder, with its uuid beside it (oracle, Format). */
function toAccess({ projectUuid, userUuid, role, roleUuid, email, firstName, lastName }: DirectGrant) {
  const grant = { userUuid, projectUuid, role, email, firstName, lastName };
  return roleUuid ? { ...grant, roleUuid } : grant;
}

function toListed(project: Project) {
  return {
    name: project.name,
    projectUuid: project.uuid,
    type: project.type,
    createdByUserUuid: project.createdByUserUuid,
    createdAt: project.createdAt,
    upstreamProjectUuid: project.upstreamProjectUuid,
    warehouseType: project.warehouseType,
    requireUserCredentials: false,
    isCustomerUse: false,
  };
}

function toProject(project: Project) {
  return {
    organizationUuid: project.organizationUuid,
    projectUuid: project.uuid,
    name: project.name,
    type: project.type,
    dbtConnection: { type: 'dbt', project_dir: '/usr/app/dbt', profiles_dir: '/usr/app/profiles' },
    warehouseConnection: {
      type: project.warehouseType,
      schema: 'jaffle',
      host: 'warehouse.example.test',
      port: 5432,
      dbname: 'jaffle',
      sslmode: 'prefer',
    },
    isCustomerUse: false,
    pinnedListUuid: null,
    dbtVersion: 'v1.7',
    schedulerTimezone: project.schedulerTimezone,
    createdByUserUuid: project.createdByUserUuid,
    ...(project.upstreamProjectUuid ? { upstreamProjectUuid: project.upstreamProjectUuid } : {}),
  };
}
