import { and, eq, ne } from 'drizzle-orm';
import { Hono } from 'hono';
import type { Transaction } from '../../db/open';
import { type RoleLevel, organizations, roles } from '../../db/schema';
import { holdingsOf, scopesIn } from '../access';
import { adminOf, callerOf, requireDelegable } from '../auth';
import {
  checkName,
  isAssigned,
  readRole,
  requireName,
  scopeNames,
  systemRoleOfPath,
  textOf,
  unique,
} from '../custom-roles';
import { LightdashError, forbidden, notFound, parameterError, unexpected, validateError } from '../errors';
import { type ApiContext, type ApiEnv, type Backend, bodyOf, done, ok, validUuid } from '../http';
import { ORGANIZATION_SCOPES } from '#/domain/scopes';
import { PROJECT_ROLES, scopesOf } from '../system-roles';

type Role = typeof roles.$inferSelect;
const LEVELS: readonly RoleLevel[] = ['project', 'organization'];
export const NO_MANAGER = 'You do not have permission to manage this organization';

/** Roles of 1.219: each has a level, can be given at that level only, and nobody gives more than they hold. */
export function newerRoleRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;
  const app = new Hono<ApiEnv>();

  app.get('/api/v2/orgs/:orgUuid/roles', async (c) => {
    const caller = await callerOfPath(backend, c);
    const withScopes = c.req.query('load') === 'scopes';
    if (!(await seesRoles(backend, c, withScopes))) throw forbidden();
    const filter = c.req.query('roleTypeFilter');
    const custom = await db.read.select().from(roles).where(eq(roles.organizationUuid, caller.organization.uuid));
    return ok([
      ...(filter === 'user' ? [] : PROJECT_ROLES.map(newerSystemRole)),
      ...(filter === 'system' ? [] : custom.map((role) => newerCustomRole(role, withScopes))),
    ]);
  });

  app.post('/api/v2/orgs/:orgUuid/roles', async (c) => {
    const body = bodyOf(c);
    const name = requireName(body);
    const level = body.level === undefined ? 'project' : requireLevel(body.level);
    adminOf(c, 'manage:Organization', NO_MANAGER);
    const role = await create(c, {
      name,
      level,
      description: textOf(body.description),
      scopes: scopeNames(body.scopes),
    });
    return ok(newerCustomRole(role, false), 201);
  });

  // By uuid only: the name of a system role is none (GetCustomRoleByUuid.system-role).
  app.get('/api/v2/orgs/:orgUuid/roles/:roleUuid', async (c) => {
    validUuid(c, 'roleUuid');
    const { organization } = await adminOfPath(backend, c);
    return ok(newerCustomRole(await readRole(db.read, c, organization.uuid), true));
  });

  app.patch('/api/v2/orgs/:orgUuid/roles/:roleUuid', async (c) => {
    const { name, description, scopes } = bodyOf(c);
    const change = scopeChange(scopes);
    const { organization, ...caller } = await adminOfPath(backend, c);
    if (systemRoleOfPath(c)) throw parameterError(`Cannot update system role "${c.req.param('roleUuid')}"`);
    requireDelegable({ ...caller, organization }, change.add);
    const role = await db.write(async (transaction) => {
      const found = await readRole(transaction, c, organization.uuid);
      if (name !== undefined) checkName(String(name));
      requireLevelOfScopes(found.level, change.add);
      const edited = {
        ...found,
        ...(typeof name === 'string' ? { name } : {}),
        ...(description === undefined ? {} : { description: textOf(description) }),
        scopes: unique([...found.scopes, ...change.add]).filter((scope) => !change.remove.includes(scope)),
        // Scopes alone leave the date (remove-all-scopes).
        ...(name === undefined && description === undefined ? {} : { updatedAt: now().toISOString() }),
      };
      await requireFreeName(transaction, edited);
      await transaction.update(roles).set(edited).where(eq(roles.uuid, found.uuid));
      return edited;
    });
    return ok(newerCustomRole(role, true));
  });

  app.delete('/api/v2/orgs/:orgUuid/roles/:roleUuid', async (c) => {
    const { organization } = await adminOfPath(backend, c);
    if (systemRoleOfPath(c)) throw parameterError('Cannot remove system roles');
    await db.write(async (transaction) => {
      const { uuid } = await readRole(transaction, c, organization.uuid);
      if (await isAssigned(transaction, uuid)) throw parameterError('Role cannot be deleted if assigned');
      await transaction.delete(roles).where(eq(roles.uuid, uuid));
    });
    return done();
  });

  // At the level of its source, whatever the body says, and without the scopes that do not fit there (with-level).
  app.post('/api/v2/orgs/:orgUuid/roles/:roleUuid/duplicate', async (c) => {
    const body = bodyOf(c);
    const name = requireName(body);
    const { organization } = await adminOfPath(backend, c, NO_MANAGER);
    const system = systemRoleOfPath(c);
    const source = system ? newerSystemRole(system) : await readRole(db.read, c, organization.uuid);
    const fitting = source.scopes.filter((scope) => source.level === 'organization' || !ORGANIZATION_SCOPES.has(scope));
    const description = textOf(body.description) || source.description || `Copy of: ${source.name}`;
    return ok(newerCustomRole(await create(c, { name, level: source.level, description, scopes: fitting }), true), 201);
  });

  app.post('/api/v2/orgs/:orgUuid/roles/:roleUuid/scopes', async (c) => {
    const added = bodyOf(c).scopeNames;
    if (!Array.isArray(added)) throw validateError({ 'body.scopeNames': { message: "'scopeNames' is required" } });
    const caller = await adminOfPath(backend, c);
    if (systemRoleOfPath(c)) throw parameterError('Cannot add scopes to system roles');
    requireDelegable(caller, scopeNames(added));
    await changeScopes(c, caller.organization.uuid, (scopes) => unique([...scopes, ...scopeNames(added)]));
    return done();
  });

  app.delete('/api/v2/orgs/:orgUuid/roles/:roleUuid/scopes/:scopeName', async (c) => {
    const removed = c.req.param('scopeName');
    const { organization } = await adminOfPath(backend, c);
    if (systemRoleOfPath(c)) throw parameterError('Cannot remove scopes from system roles');
    await changeScopes(c, organization.uuid, (scopes) => scopes.filter((scope) => scope !== removed));
    return done();
  });

  // Without a licence: nobody for a system role, and a failure for any other (GetOrganizationRoleAssignees.*).
  app.get('/api/v2/orgs/:orgUuid/roles/:roleUuid/assignees', async (c) => {
    await adminOfPath(backend, c);
    if (!systemRoleOfPath(c)) throw unexpected();
    return ok([]);
  });

  async function create(c: ApiContext, given: Pick<Role, 'name' | 'level' | 'description' | 'scopes'>): Promise<Role> {
    const caller = await adminOfPath(backend, c, NO_MANAGER);
    checkName(given.name);
    requireLevelOfScopes(given.level, given.scopes);
    requireDelegable(caller, given.scopes);
    const at = now().toISOString();
    const role: Role = {
      ...given,
      uuid: crypto.randomUUID(),
      organizationUuid: caller.organization.uuid,
      scopes: unique(given.scopes),
      createdBy: caller.user.uuid,
      createdAt: at,
      updatedAt: at,
    };
    await db.write(async (transaction) => {
      await requireFreeName(transaction, role);
      await transaction.insert(roles).values(role);
    });
    return role;
  }

  async function changeScopes(c: ApiContext, organizationUuid: string, change: (scopes: string[]) => string[]) {
    await db.write(async (transaction) => {
      const { uuid, level, scopes } = await readRole(transaction, c, organizationUuid);
      const changed = change(scopes);
      requireLevelOfScopes(level, changed);
      await transaction.update(roles).set({ scopes: changed }).where(eq(roles.uuid, uuid));
    });
  }

  return app;
}

/** Whoever calls about the organization of the path: another one that exists is 403, any else 404 (other-org). */
async function callerOfPath({ db }: Backend, c: ApiContext) {
  const uuid = validUuid(c, 'orgUuid');
  const caller = callerOf(c);
  if (caller.organization.uuid === uuid) return caller;
  const [other] = await db.read
    .select({ uuid: organizations.uuid })
    .from(organizations)
    .where(eq(organizations.uuid, uuid));
  throw other ? forbidden() : notFound('Cannot find organization');
}

/** The same for an admin. */
export async function adminOfPath(backend: Backend, c: ApiContext, refusal?: string) {
  await callerOfPath(backend, c);
  return adminOf(c, 'manage:Organization', refusal);
}

/** Admins of the organization, and without scopes also those of any of its projects. */
async function seesRoles({ db }: Backend, c: ApiContext, withScopes: boolean): Promise<boolean> {
  const caller = callerOf(c);
  const { customScopes, user } = caller;
  if (customScopes ? customScopes.includes('manage:Organization') : user.role === 'admin') return true;
  if (withScopes) return false;
  const holdings = await holdingsOf(db.read, caller);
  const projectUuids = [...holdings.own, ...holdings.ofGroups].map(({ projectUuid }) => projectUuid);
  return projectUuids.some((projectUuid) => scopesIn(holdings, projectUuid).has('manage:Project'));
}

/** 409 when another role of the organization has the name. */
async function requireFreeName(transaction: Transaction, { uuid, organizationUuid, name }: Role): Promise<void> {
  const [taken] = await transaction
    .select({ uuid: roles.uuid })
    .from(roles)
    .where(and(eq(roles.organizationUuid, organizationUuid), eq(roles.name, name), ne(roles.uuid, uuid)));
  const message = `A role named "${name}" already exists in this organization`;
  if (taken) throw new LightdashError(409, 'AlreadyExistsError', message);
}

/** 400 when a role of projects would hold what belongs to the organization. */
function requireLevelOfScopes(level: RoleLevel, scopes: readonly string[]): void {
  const misplaced = level === 'organization' ? [] : scopes.filter((scope) => ORGANIZATION_SCOPES.has(scope));
  if (misplaced.length > 0) throw parameterError(`Scopes are not assignable at project level: ${misplaced.join(', ')}`);
}

function requireLevel(value: unknown): RoleLevel {
  const found = LEVELS.find((level) => level === value);
  if (found) return found;
  const issues = LEVELS.map((level) => ({
    'body.level': { message: `should be one of the following; ['${level}']`, value },
  }));
  const message = `Could not match the union against any of the items. Issues: ${JSON.stringify(issues)}`;
  throw validateError({ 'body.level': { message, value } });
}

/** Both lists are demanded together; a list in their place is none (scopes-list). */
function scopeChange(scopes: unknown): { add: string[]; remove: string[] } {
  if (scopes === undefined) return { add: [], remove: [] };
  if (typeof scopes !== 'object' || scopes === null || Array.isArray(scopes)) {
    throw validateError({ 'body.scopes': { message: 'invalid object', value: scopes } });
  }
  const { add, remove } = scopes as Record<string, unknown>;
  for (const [key, list] of Object.entries({ add, remove })) {
    if (list === undefined) throw validateError({ [`body.scopes.${key}`]: { message: `'${key}' is required` } });
  }
  return { add: scopeNames(add), remove: scopeNames(remove) };
}

function newerSystemRole(role: (typeof PROJECT_ROLES)[number]) {
  return {
    roleUuid: role,
    name: titleOf(role),
    description: titleOf(role),
    ownerType: 'system',
    level: 'project' as const,
    scopes: scopesOf(role, '1.219'),
    organizationUuid: null,
    createdAt: null,
    updatedAt: null,
    createdBy: null,
  };
}

/** As 1.219 writes a system role: "Interactive Viewer". */
export function titleOf(role: string): string {
  return role.replace(/(^|_)(\w)/g, (_, gap: string, letter: string) => (gap ? ' ' : '') + letter.toUpperCase());
}

function newerCustomRole(role: Role, withScopes: boolean) {
  const { uuid, scopes, ...rest } = role;
  return { roleUuid: uuid, ...rest, ownerType: 'user', ...(withScopes ? { scopes } : {}) };
}
