import type { Transaction } from '../db/open';
import { insertRows } from '../db/bulk';
import {
  NO_FAILURE_NOTICE,
  type ProjectRole,
  groupMembers,
  groups,
  projectGroups,
  projectMembers,
  projects,
  roles,
} from '../db/schema';
import { DAY, before } from './dates';
import type { Person } from './people';
import type { Random } from './random';
import { EMPTY_GROUP, GROUP_NAMES, PROJECT_NAMES, nameAt } from './vocabulary';

export type Setting = {
  organizationUuid: string;
  /** Who can sign in: the first is the admin. */
  accounts: readonly Person[];
  /** Everybody else. */
  people: readonly Person[];
  now: Date;
  random: Random;
  /** What the addresses of the organization end with. */
  domain: string;
};

const PROJECT_ROLES: readonly ProjectRole[] = [
  'viewer',
  'viewer',
  'interactive_viewer',
  'editor',
  'developer',
  'admin',
];
const WAREHOUSES = ['postgres', 'bigquery', 'snowflake', 'databricks', 'redshift'];
const TIMEZONES = ['UTC', 'UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo'];
const CUSTOM_ROLES: readonly (readonly [name: string, description: string, scopes: string[]])[] = [
  ['Reader only', 'Looks, touches nothing', ['view:Project', 'view:Space', 'view:Dashboard', 'view:SavedChart']],
  [
    'Content manager',
    'Edits every chart and dashboard',
    ['view:Project', 'view:Space', 'view:Dashboard', 'view:SavedChart', 'manage:Dashboard', 'manage:SavedChart'],
  ],
  [
    'Space owner',
    'Manages every space',
    ['view:Project', 'view:Space', 'view:Dashboard', 'view:SavedChart', 'manage:Space'],
  ],
];

/** Groups of very different sizes, one of them empty; a person is in about two. Returns their uuids. */
export async function seedGroups(transaction: Transaction, setting: Setting, count: number): Promise<string[]> {
  const { organizationUuid, accounts, people, now, random } = setting;
  const admin = at(accounts, 0).uuid;
  const rows = Array.from({ length: count }, (_, i) => {
    const created = before(now, random.integer(900) * DAY);
    const updated = random.chance(0.3);
    return {
      uuid: random.uuid(),
      organizationUuid,
      name: nameAt(GROUP_NAMES, i),
      createdAt: created,
      createdByUserUuid: admin,
      updatedAt: created,
      updatedByUserUuid: updated ? admin : null,
    };
  });
  await insertRows(transaction, groups, rows);
  const members = rows.flatMap(({ uuid, name }, i) => {
    if (name === EMPTY_GROUP) return [];
    const share = i === 0 ? 0.3 : 0.003 + 0.07 * random.float() ** 3;
    const size = Math.max(1, Math.round(people.length * share));
    return random.sample(people, size).map((person) => ({ groupUuid: uuid, userUuid: person.uuid }));
  });
  await insertRows(transaction, groupMembers, members);
  return rows.map(({ uuid }) => uuid);
}

/** Projects with direct grants and group grants, a few of them by custom roles. Returns their uuids. */
export async function seedProjects(
  transaction: Transaction,
  setting: Setting,
  count: number,
  groupUuids: readonly string[],
): Promise<string[]> {
  const { organizationUuid, accounts, people, now, random } = setting;
  const admin = at(accounts, 0).uuid;
  const created = before(now, 700 * DAY);
  const customRoles = CUSTOM_ROLES.map(([name, description, scopes]) => ({
    uuid: random.uuid(),
    organizationUuid,
    name,
    description,
    level: 'project' as const,
    scopes,
    createdBy: admin,
    createdAt: created,
    updatedAt: created,
  }));
  await insertRows(transaction, roles, customRoles);
  const rows: (typeof projects.$inferInsert)[] = [];
  for (let i = 0; i < count; i += 1) {
    const name = nameAt(PROJECT_NAMES, i);
    const isPreview = name.startsWith('Preview');
    rows.push({
      uuid: random.uuid(),
      organizationUuid,
      name,
      type: isPreview ? 'PREVIEW' : 'DEFAULT',
      upstreamProjectUuid: isPreview ? (rows[0]?.uuid ?? null) : null,
      warehouseType: i === 0 ? 'postgres' : random.pick(WAREHOUSES),
      schedulerTimezone: i === 0 ? 'UTC' : random.pick(TIMEZONES),
      failureNotice: NO_FAILURE_NOTICE,
      hasDefaultUserSpaces: false,
      createdByUserUuid: admin,
      createdAt: before(now, (isPreview ? 9 : 960 - i * 40) * DAY),
    });
  }
  await insertRows(transaction, projects, rows);
  const role = () =>
    random.chance(0.06)
      ? { role: 'viewer' as const, roleUuid: random.pick(customRoles).uuid }
      : { role: random.pick(PROJECT_ROLES), roleUuid: null };
  const granted = Math.min(140, Math.ceil(people.length * 0.07));
  const directGrants = rows.flatMap(({ uuid }) =>
    random.sample(people, granted).map((person) => ({ projectUuid: uuid, userUuid: person.uuid, ...role() })),
  );
  const member = accounts.find((account) => account.role === 'member');
  const second = rows[1];
  // Without it the account `member` would see no project at all.
  if (member && second) {
    directGrants.push({ projectUuid: second.uuid, userUuid: member.uuid, role: 'viewer', roleUuid: null });
  }
  await insertRows(transaction, projectMembers, directGrants);
  await insertRows(
    transaction,
    projectGroups,
    rows.flatMap(({ uuid }) =>
      random
        .sample(groupUuids, 2 + random.integer(5))
        .map((groupUuid) => ({ projectUuid: uuid, groupUuid, ...role() })),
    ),
  );
  return rows.map(({ uuid }) => uuid);
}

/** The element at a place; throws where there is none. */
export function at<T>(list: readonly T[], i: number): T {
  const element = list[i];
  if (element === undefined) throw new Error('an organization needs somebody, and a space a project');
  return element;
}
