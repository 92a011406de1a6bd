import { eq, inArray, sql } from 'drizzle-orm';
import { insertRows } from '../db/bulk';
import type { Transaction } from '../db/open';
import { type SpaceRole, apps, projects, roles, spaceMembers, spaces, sqlCharts, users } from '../db/schema';
import { pathLabelOf, slugOf } from '../lightdash/slugs';
import { DAY, before } from './dates';
import type { Content } from './spaces';
import { type Setting, at } from './structure';
import { CONTENT_NAMES } from './vocabulary';

/** Smaller organizations have none of this, so that tests say themselves what they need. */
const LARGE = 200;
const READS = ['view:Project', 'view:Space', 'view:Dashboard', 'view:SavedChart'];
const ORGANIZATION_ROLES: readonly (readonly [name: string, description: string, scopes: string[]])[] = [
  ['Auditor', 'Sees who there is, and no project', ['view:OrganizationMemberProfile', 'view:Organization']],
  ['Reader everywhere', 'Looks into every project', ['view:OrganizationMemberProfile', ...READS]],
  [
    'Steward of open spaces',
    'Manages what is open',
    ['view:OrganizationMemberProfile', ...READS, 'manage:Space@public'],
  ],
];
const SPACE_ROLES: readonly SpaceRole[] = ['viewer', 'editor', 'editor', 'admin'];
/** As many people of a project have a space of their own. */
const PERSONAL_SPACES = 12;

export type NewerContent = { sqlCharts: Content[]; apps: Content[] };
export const NO_NEWER_CONTENT: NewerContent = { sqlCharts: [], apps: [] };

/**
 * What an organization has on 1.219 besides: custom roles of the organization and people who hold one, spaces that do not inherit and grants
 * below the roots, grants to the members of a project, personal spaces in one project, SQL charts and apps.
 */
export async function seedNewer(
  transaction: Transaction,
  setting: Setting,
  projectUuids: readonly string[],
): Promise<NewerContent> {
  if (setting.people.length < LARGE) return NO_NEWER_CONTENT;
  await seedOrganizationRoles(transaction, setting);
  const rows = await transaction
    .select()
    .from(spaces)
    .where(inArray(spaces.projectUuid, [...projectUuids]));
  await seedInheritance(transaction, setting, rows);
  await seedPersonalSpaces(transaction, setting, at(projectUuids, Math.min(2, projectUuids.length - 1)));
  return seedContent(transaction, setting, rows);
}

/** One in thirty of those without a role holds a custom one, and has the placeholder beside it. */
async function seedOrganizationRoles(
  transaction: Transaction,
  { organizationUuid, accounts, people, now, random }: Setting,
) {
  const created = before(now, 120 * DAY);
  const made = ORGANIZATION_ROLES.map(([name, description, scopes]) => ({
    uuid: random.uuid(),
    organizationUuid,
    name,
    description,
    level: 'organization' as const,
    scopes,
    createdBy: at(accounts, 0).uuid,
    createdAt: created,
    updatedAt: created,
  }));
  await insertRows(transaction, roles, made);
  const placeless = people.filter(({ role, isPending }) => role === 'member' && !isPending);
  for (const person of random.sample(placeless, Math.ceil(placeless.length / 30))) {
    await transaction
      .update(users)
      .set({ roleUuid: random.pick(made).uuid })
      .where(eq(users.uuid, person.uuid));
  }
}

/** Of the nested spaces a third has grants of its own and a fifth does not inherit; one root in eight is for all members. */
async function seedInheritance(
  transaction: Transaction,
  { people, random }: Setting,
  rows: readonly (typeof spaces.$inferSelect)[],
) {
  const grants: (typeof spaceMembers.$inferInsert)[] = [];
  for (const space of rows) {
    if (space.parentSpaceUuid === null) {
      if (!random.chance(1 / 8)) continue;
      const projectMemberRole = random.pick(SPACE_ROLES);
      await transaction.update(spaces).set({ projectMemberRole }).where(eq(spaces.uuid, space.uuid));
      continue;
    }
    const isClosed = random.chance(0.2);
    if (isClosed) await transaction.update(spaces).set({ inheritsParent: false }).where(eq(spaces.uuid, space.uuid));
    if (!isClosed && !random.chance(0.33)) continue;
    const holders = random.sample(people, 1 + random.integer(4));
    grants.push(
      ...holders.map(({ uuid: userUuid }) => ({ spaceUuid: space.uuid, userUuid, role: random.pick(SPACE_ROLES) })),
    );
  }
  await insertRows(transaction, spaceMembers, grants);
}

/** The root for them and some people's, each closed and with its owner as admin. */
async function seedPersonalSpaces(
  transaction: Transaction,
  { accounts, people, now, random }: Setting,
  projectUuid: string,
) {
  await transaction.update(projects).set({ hasDefaultUserSpaces: true }).where(eq(projects.uuid, projectUuid));
  const root = { uuid: random.uuid(), slug: 'default-user-spaces', name: 'Default User Spaces' };
  const owners = random.sample(
    people.filter(
      ({ role, isActive, isPending }) => isActive && !isPending && (role === 'editor' || role === 'developer'),
    ),
    PERSONAL_SPACES,
  );
  const named = await transaction
    .select({ uuid: users.uuid, name: sql<string>`trim(${users.firstName} || ' ' || ${users.lastName})` })
    .from(users)
    .where(
      inArray(
        users.uuid,
        owners.map(({ uuid }) => uuid),
      ),
    );
  const common = { projectUuid, rootSpaceUuid: root.uuid, createdAt: before(now, 60 * DAY) };
  const children = named.map(({ uuid: owner, name }) => {
    const uuid = random.uuid();
    const slug = slugOf(name) || uuid.slice(0, 5);
    const path = `default_user_spaces.${pathLabelOf(slug)}`;
    const own = {
      inheritsParent: false,
      parentSpaceUuid: root.uuid,
      createdByUserUuid: owner,
      isDefaultUserSpace: true,
    };
    return { ...common, ...own, uuid, name, slug, path };
  });
  await insertRows(transaction, spaces, [
    {
      ...common,
      ...root,
      path: 'default_user_spaces',
      inheritsParent: true,
      parentSpaceUuid: null,
      createdByUserUuid: at(accounts, 0).uuid,
      isDefaultUserSpace: false,
    },
    ...children,
  ]);
  await insertRows(
    transaction,
    spaceMembers,
    children.map(({ uuid, createdByUserUuid }) => ({
      spaceUuid: uuid,
      userUuid: createdByUserUuid,
      role: 'admin' as const,
    })),
  );
}

/** A SQL chart in every fourth space, an app in every ninth. */
async function seedContent(
  transaction: Transaction,
  { accounts, now, random }: Setting,
  rows: readonly (typeof spaces.$inferSelect)[],
): Promise<NewerContent> {
  const inEvery = (round: number) =>
    rows
      .filter((_, i) => i % round === 1)
      .map(({ uuid: spaceUuid, projectUuid }) => ({
        spaceUuid,
        projectUuid,
        uuid: random.uuid(),
        name: random.pick(CONTENT_NAMES),
        fault: null,
        updatedAt: before(now, random.float() * 200 * DAY),
        updatedByUserUuid: at(accounts, 0).uuid,
      }));
  const content = { sqlCharts: inEvery(4), apps: inEvery(9) };
  await insertRows(transaction, sqlCharts, content.sqlCharts);
  await insertRows(transaction, apps, content.apps);
  return content;
}
