import { type SQL, and, eq } from 'drizzle-orm';
import { Hono } from 'hono';
import type { Reader } from '../db/open';
import { groups, projectGroups, projectMembers, roles, users } from '../db/schema';
import { projectFor } from './access';
import { LightdashError, notExists, notFound, validateError } from './errors';
import { type Generation, generationOf, isNewer } from './generation';
import { readGroup } from './groups';
import { type ApiEnv, type Backend, bodyOf, done, nothingToDo, ok, pathUuid, requireOneOf } from './http';
import { PROJECT_ROLES } from './system-roles';

const failed = (message: string) => new LightdashError(500, 'UnexpectedDatabaseError', message);

/** Grants in a project by the v1 endpoints: of people, and of groups. Custom roles can be read here, but not given. */
export function projectGrantRoutes(backend: Backend): Hono<ApiEnv> {
  const { db } = backend;
  const app = new Hono<ApiEnv>();

  // Direct grants only; whoever sees the project may read them (GetProjectAccessList.viewer).
  app.get('/api/v1/projects/:projectUuid/access', async (c) => {
    const { project } = await projectFor(backend, c, 'view:Project');
    return ok((await directGrants(db.read, project.uuid)).map((grant) => toAccess(grant, generationOf(c))));
  });

  app.get('/api/v1/projects/:projectUuid/user/:userUuid', async (c) => {
    const { project } = await projectFor(backend, c, 'view:Project');
    const [grant] = await directGrants(db.read, project.uuid, eq(users.uuid, pathUuid(c, 'userUuid')));
    if (!grant) throw notFound('No matching member found in project');
    return ok(toAccess(grant, generationOf(c)));
  });

  app.post('/api/v1/projects/:projectUuid/access', async (c) => {
    const body = bodyOf(c);
    const role = requireOneOf('body.role', body.role, PROJECT_ROLES);
    const { email, sendEmail } = body;
    if (typeof email !== 'string') throw required('email');
    if (typeof sendEmail !== 'boolean') throw required('sendEmail');
    const { project, organization } = await projectFor(backend, c, 'manage:Project');
    const [user] = await db.read
      .select({ uuid: users.uuid })
      .from(users)
      .where(and(eq(users.organizationUuid, organization.uuid), eq(users.email, email.toLowerCase())));
    if (!user) throw notExists(`Can't find user with email ${email} in the organization`);
    const { rowsAffected } = await db.write((transaction) =>
      transaction
        .insert(projectMembers)
        .values({ projectUuid: project.uuid, userUuid: user.uuid, role, roleUuid: null })
        .onConflictDoNothing(),
    );
    if (rowsAffected === 0) {
      const message = `This user email ${email} already has access to this project`;
      throw new LightdashError(409, 'AlreadyExistsError', message);
    }
    return done();
  });

  // Without a grant nothing happens (UpdateProjectAccessForUser.not-granted).
  app.patch('/api/v1/projects/:projectUuid/access/:userUuid', async (c) => {
    const role = requireOneOf('body.role', bodyOf(c).role, PROJECT_ROLES);
    const { project } = await projectFor(backend, c, 'manage:Project');
    const which = grantOfUser(project.uuid, pathUuid(c, 'userUuid'));
    await db.write((transaction) => transaction.update(projectMembers).set({ role, roleUuid: null }).where(which));
    return done();
  });

  app.delete('/api/v1/projects/:projectUuid/access/:userUuid', async (c) => {
    const { project } = await projectFor(backend, c, 'manage:Project');
    const which = grantOfUser(project.uuid, pathUuid(c, 'userUuid'));
    await db.write((transaction) => transaction.delete(projectMembers).where(which));
    return done();
  });

  app.get('/api/v1/projects/:projectUuid/groupAccesses', async (c) => {
    const { project } = await projectFor(backend, c, 'manage:Project');
    const grants = await groupGrants(db.read, project.uuid);
    return ok(grants.map(({ groupUuid, role }) => ({ projectUuid: project.uuid, groupUuid, role })));
  });

  // A role that is none, and a grant that is there already, are 500 (addProjectAccessToGroup.bad-role, duplicate).
  app.post('/api/v1/groups/:groupUuid/projects/:projectUuid', async (c) => {
    const group = await readGroup(backend, c);
    const { project } = await projectFor(backend, c, 'update:Project');
    const { role: asked } = bodyOf(c);
    const role = PROJECT_ROLES.find((candidate) => candidate === asked);
    if (!role && isNewer(generationOf(c))) throw noRole(asked);
    if (!role) throw new Error(`no project role: ${JSON.stringify(bodyOf(c).role)}`);
    const grant = { projectUuid: project.uuid, groupUuid: group.uuid, role };
    const { rowsAffected } = await db.write((transaction) =>
      transaction
        .insert(projectGroups)
        .values({ ...grant, roleUuid: null })
        .onConflictDoNothing(),
    );
    if (rowsAffected === 0) throw failed('Failed to add project access');
    return ok(grant);
  });

  app.patch('/api/v1/groups/:groupUuid/projects/:projectUuid', async (c) => {
    const role = requireOneOf('projectGroupAccess.role', bodyOf(c).role, PROJECT_ROLES);
    const group = await readGroup(backend, c);
    const { project } = await projectFor(backend, c, 'update:Project');
    const which = grantOfGroup(project.uuid, group.uuid);
    // A custom role stays and goes on counting in 1.219 (docs/lightdash/roles.md#o4).
    const custom = isNewer(generationOf(c)) ? {} : { roleUuid: null };
    const { rowsAffected } = await db.write((transaction) =>
      transaction
        .update(projectGroups)
        .set({ role, ...custom })
        .where(which),
    );
    if (rowsAffected === 0) throw failed('Failed to update project access');
    return ok({ projectUuid: project.uuid, groupUuid: group.uuid, role });
  });

  app.delete('/api/v1/groups/:groupUuid/projects/:projectUuid', async (c) => {
    const group = await readGroup(backend, c);
    const { project } = await projectFor(backend, c, 'update:Project');
    const which = grantOfGroup(project.uuid, group.uuid);
    const { rowsAffected } = await db.write((transaction) => transaction.delete(projectGroups).where(which));
    return rowsAffected > 0 ? done() : nothingToDo();
  });

  return app;
}

/** The people with a grant of their own in the project, or the one asked for. */
export function directGrants(reader: Reader, projectUuid: string, which?: SQL) {
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
    .where(and(eq(projectMembers.projectUuid, projectUuid), which));
}

/** The groups with a grant in the project. */
export function groupGrants(reader: Reader, projectUuid: string) {
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

export function grantOfUser(projectUuid: string, userUuid: string) {
  return and(eq(projectMembers.projectUuid, projectUuid), eq(projectMembers.userUuid, userUuid));
}

export function grantOfGroup(projectUuid: string, groupUuid: string) {
  return and(eq(projectGroups.projectUuid, projectUuid), eq(projectGroups.groupUuid, groupUuid));
}

/** The words of a role that may be one of two kinds (addProjectAccessToGroup.bad-role of 1.219). */
function noRole(value: unknown): LightdashError {
  const field = 'projectGroupAccess.role';
  const issues = (messages: string[]) => JSON.stringify(messages.map((message) => ({ [field]: { message, value } })));
  const list = PROJECT_ROLES.map((role) => `'${role}'`).join(',');
  const both = `Could not match the intersection against every type. Issues: ${issues(['invalid object'])}`;
  const message = `Could not match the union against any of the items. Issues: ${issues([
    `should be one of the following; [${list}]`,
    both,
  ])}`;
  return validateError({ [field]: { message, value } });
}

const required = (field: string) => validateError({ [`body.${field}`]: { message: `'${field}' is required` } });

type DirectGrant = Awaited<ReturnType<typeof directGrants>>[number];

/** A custom role shows as its placeholder, with its uuid beside it (docs/lightdash/roles.md#o3). */
function toAccess(
  { projectUuid, userUuid, role, roleUuid, email, firstName, lastName }: DirectGrant,
  generation: Generation,
) {
  const sets = isNewer(generation) ? { hasMultipleRoles: false } : {};
  const grant = { userUuid, projectUuid, role, email, firstName, lastName, ...sets };
  return roleUuid ? { ...grant, roleUuid } : grant;
}
