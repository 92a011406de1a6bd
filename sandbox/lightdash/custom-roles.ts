import { and, eq } from 'drizzle-orm';
import { Hono } from 'hono';
import type { Reader, Transaction } from '../db/open';
import { projectGroups, projectMembers, roles, users } from '../db/schema';
import { notFound, parameterError, validateError } from './errors';
import { type ApiContext, type ApiEnv, type Backend, bodyOf, done, ok, requireUuid } from './http';
import { storedSettings } from './organization-changes';
import { adminOfPath, customRole, systemRole } from './roles';
import { PROJECT_ROLES } from './system-roles';

type Role = typeof roles.$inferSelect;

/** Roles that an organization makes for itself; they take effect in projects. For its admins only. */
export function customRoleRoutes(backend: Backend): Hono<ApiEnv> {
  const { db, now } = backend;
  const app = new Hono<ApiEnv>();

  app.post('/api/v2/orgs/:orgUuid/roles', async (c) => {
    const body = bodyOf(c);
    const name = requireName(body);
    const role = await create(c, name, textOf(body.description), scopeNames(body.scopes));
    return ok(customRole(role, false), 201);
  });

  app.get('/api/v2/orgs/:orgUuid/roles/:roleUuid', async (c) => {
    const { organization } = adminOfPath(c);
    const system = systemRoleOfPath(c);
    if (system) return ok(systemRole(system));
    return ok(customRole(await readRole(db.read, c, organization.uuid), true));
  });

  app.patch('/api/v2/orgs/:orgUuid/roles/:roleUuid', async (c) => {
    const { organization } = adminOfPath(c);
    const { name, description, scopes } = bodyOf(c);
    if (systemRoleOfPath(c)) throw parameterError(`Cannot update system role "${c.req.param('roleUuid')}"`);
    const change = (typeof scopes === 'object' && scopes !== null ? scopes : {}) as Record<string, unknown>;
    const role = await db.write(async (transaction) => {
      const found = await readRole(transaction, c, organization.uuid);
      if (name !== undefined) checkName(String(name));
      const removed = scopeNames(change.remove);
      const edited = {
        ...found,
        ...(typeof name === 'string' ? { name } : {}),
        ...(typeof description === 'string' ? { description } : {}),
        scopes: unique([...found.scopes, ...scopeNames(change.add)]).filter((scope) => !removed.includes(scope)),
        updatedAt: now().toISOString(),
      };
      await transaction.update(roles).set(edited).where(eq(roles.uuid, found.uuid));
      return edited;
    });
    return ok(customRole(role, true));
  });

  app.delete('/api/v2/orgs/:orgUuid/roles/:roleUuid', async (c) => {
    const { organization } = adminOfPath(c);
    if (systemRoleOfPath(c)) throw parameterError('Cannot remove system roles');
    await db.write(async (transaction) => {
      const { uuid } = await readRole(transaction, c, organization.uuid);
      if (await isAssigned(transaction, uuid)) throw parameterError('Role cannot be deleted if assigned');
      await transaction.delete(roles).where(eq(roles.uuid, uuid));
    });
    return done();
  });

  // Takes over scopes and description, of a system role as well (DuplicateRole.ok).
  app.post('/api/v2/orgs/:orgUuid/roles/:roleUuid/duplicate', async (c) => {
    const body = bodyOf(c);
    const name = requireName(body);
    const { organization } = adminOfPath(c);
    const system = systemRoleOfPath(c);
    const source = system ? systemRole(system) : await readRole(db.read, c, organization.uuid);
    const description = textOf(body.description) || source.description || `Copy of: ${source.name}`;
    return ok(customRole(await create(c, name, description, source.scopes), true), 201);
  });

  app.post('/api/v2/orgs/:orgUuid/roles/:roleUuid/scopes', async (c) => {
    const added = bodyOf(c).scopeNames;
    if (!Array.isArray(added)) throw validateError({ 'body.scopeNames': { message: "'scopeNames' is required" } });
    if (systemRoleOfPath(c)) throw parameterError('Cannot add scopes to system roles');
    await changeScopes(c, (scopes) => unique([...scopes, ...scopeNames(added)]));
    return done();
  });

  app.delete('/api/v2/orgs/:orgUuid/roles/:roleUuid/scopes/:scopeName', async (c) => {
    const removed = c.req.param('scopeName');
    if (systemRoleOfPath(c)) throw parameterError('Cannot remove scopes from system roles');
    await changeScopes(c, (scopes) => scopes.filter((scope) => scope !== removed));
    return done();
  });

  async function create(c: ApiContext, name: string, description: string | null, scopes: string[]): Promise<Role> {
    const { user, organization } = adminOfPath(c);
    checkName(name);
    const at = now().toISOString();
    const role: Role = {
      uuid: crypto.randomUUID(),
      organizationUuid: organization.uuid,
      name,
      description,
      level: 'project',
      scopes: unique(scopes),
      createdBy: user.uuid,
      createdAt: at,
      updatedAt: at,
    };
    await db.write((transaction) => transaction.insert(roles).values(role));
    return role;
  }

  async function changeScopes(c: ApiContext, change: (scopes: string[]) => string[]): Promise<void> {
    const { organization } = adminOfPath(c);
    await db.write(async (transaction) => {
      const { uuid, scopes } = await readRole(transaction, c, organization.uuid);
      await transaction
        .update(roles)
        .set({ scopes: change(scopes) })
        .where(eq(roles.uuid, uuid));
    });
  }

  return app;
}

export function systemRoleOfPath(c: ApiContext) {
  return PROJECT_ROLES.find((role) => role === c.req.param('roleUuid'));
}

export async function readRole(reader: Reader | Transaction, c: ApiContext, organizationUuid: string): Promise<Role> {
  const uuid = requireUuid(c.req.param('roleUuid'));
  const [role] = await reader
    .select()
    .from(roles)
    .where(and(eq(roles.uuid, uuid), eq(roles.organizationUuid, organizationUuid)));
  if (!role) throw notFound(`Role with uuid ${uuid} not found`);
  return role;
}

export async function isAssigned(transaction: Transaction, roleUuid: string): Promise<boolean> {
  const people = await transaction
    .select({ uuid: projectMembers.userUuid })
    .from(projectMembers)
    .where(eq(projectMembers.roleUuid, roleUuid))
    .limit(1);
  const groups = await transaction
    .select({ uuid: projectGroups.groupUuid })
    .from(projectGroups)
    .where(eq(projectGroups.roleUuid, roleUuid))
    .limit(1);
  const members = await transaction
    .select({ uuid: users.uuid })
    .from(users)
    .where(eq(users.roleUuid, roleUuid))
    .limit(1);
  if (people.length + groups.length + members.length > 0) return true;
  const [role] = await transaction.select().from(roles).where(eq(roles.uuid, roleUuid));
  const { serviceAccounts = [] } = role ? await storedSettings(transaction, role.organizationUuid) : {};
  return serviceAccounts.some((account) =>
    [account, ...account.grants].some((holding) => holding.roleUuid === roleUuid),
  );
}

export function requireName({ name }: Record<string, unknown>): string {
  if (typeof name === 'string') return name;
  const issue =
    name === undefined ? { message: "'name' is required" } : { message: 'invalid string value', value: name };
  throw validateError({ 'body.name': issue });
}

export function checkName(name: string): void {
  if (PROJECT_ROLES.some((role) => role === name)) {
    throw parameterError(`Cannot create role with name "${name}", this is reserved for system roles`);
  }
  if (name === '') throw parameterError('Role name is required');
  if (name.trim() === '') throw parameterError('Role name cannot be empty');
  if (name.length > 255) throw parameterError('Role name must be 255 characters or less');
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function scopeNames(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((scope) => typeof scope === 'string') : [];
}

export function unique(scopes: string[]): string[] {
  return [...new Set(scopes)];
}
