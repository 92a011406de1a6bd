import type { Transaction } from '../db/open';
import { insertRows } from '../db/bulk';
import { type SpaceRole, charts, dashboards, spaceGroups, spaceMembers, spaces } from '../db/schema';
import { pathLabelOf, slugOf } from '../lightdash/slugs';
import { DAY, before } from './dates';
import { type Setting, at } from './structure';
import { CONTENT_NAMES, SPACE_NAMES, nameAt } from './vocabulary';

type Space = typeof spaces.$inferInsert;
export type Content = { uuid: string; projectUuid: string; fault: string | null };

const SPACE_ROLES: readonly SpaceRole[] = ['viewer', 'viewer', 'editor', 'admin'];
const LONELY_ROUND = 4;
/** One in so many charts and dashboards lost a field that it needs, some days ago. */
const BROKEN_ROUND = 11;
const FAULTS = [
  "Dimension error: the field 'orders_shipping_region' no longer exists",
  "Metric error: the field 'payments_total_revenue' no longer exists",
  "Model error: the model 'legacy_events' no longer exists",
];

/**
 * Spaces in trees up to four deep, two in five private, with grants on the roots and content inside. Every fourth private
 * root is its creator's alone; of these creators every second is deactivated.
 */
export async function seedSpaces(
  transaction: Transaction,
  setting: Setting,
  count: number,
  projectUuids: readonly string[],
  groupUuids: readonly string[],
): Promise<{ charts: Content[]; dashboards: Content[] }> {
  const { accounts, people, now, random } = setting;
  const admin = at(accounts, 0).uuid;
  const makers = people.filter(({ role, isActive }) => isActive && (role === 'editor' || role === 'developer'));
  const gone = people.filter(({ isActive }) => !isActive);
  const rows: Space[] = [];
  const lonely = new Set<string>();
  let privateRoots = 0;
  const trees = new Map<string, Space[]>();
  for (let i = 0; i < count; i += 1) {
    const projectUuid = at(projectUuids, i % projectUuids.length);
    const tree = trees.get(projectUuid) ?? [];
    const parents = tree.filter((space) => space.path.split('.').length < 4);
    const parent = parents.length > 0 && random.chance(0.45) ? random.pick(parents) : undefined;
    const name = nameAt(SPACE_NAMES, tree.length);
    const slug = slugOf(name);
    const uuid = random.uuid();
    const label = pathLabelOf(slug);
    const inheritsParent = parent ? true : !random.chance(0.4);
    if (!inheritsParent) privateRoots += 1;
    const isLonely = !inheritsParent && tree.length > 0 && privateRoots % LONELY_ROUND === 0;
    if (isLonely) lonely.add(uuid);
    const loners = lonely.size % 2 === 0 ? gone : makers;
    const candidates = isLonely ? loners : tree.length % 3 === 0 ? [] : makers;
    const space: Space = {
      uuid,
      projectUuid,
      name,
      slug,
      path: parent ? `${parent.path}.${label}` : label,
      inheritsParent,
      isDefaultUserSpace: false,
      parentSpaceUuid: parent?.uuid ?? null,
      rootSpaceUuid: parent?.rootSpaceUuid ?? uuid,
      createdByUserUuid: candidates.length > 0 ? random.pick(candidates).uuid : admin,
      createdAt: before(now, random.integer(600) * DAY),
    };
    rows.push(space);
    trees.set(projectUuid, [...tree, space]);
  }
  await insertRows(transaction, spaces, rows);
  const roots = rows.filter((space) => space.rootSpaceUuid === space.uuid);
  const shared = roots.filter(({ uuid }) => !lonely.has(uuid));
  await insertRows(transaction, spaceMembers, [
    ...roots.map(({ uuid, createdByUserUuid }) => grant(uuid, createdByUserUuid ?? admin, 'admin')),
    ...shared.flatMap(({ uuid, createdByUserUuid }) =>
      random
        .sample(people, random.integer(9))
        .filter((person) => person.uuid !== createdByUserUuid)
        .map((person) => grant(uuid, person.uuid, random.pick(SPACE_ROLES))),
    ),
  ]);
  await insertRows(
    transaction,
    spaceGroups,
    shared.flatMap(({ uuid }) =>
      random
        .sample(groupUuids, random.integer(4))
        .map((groupUuid) => ({ spaceUuid: uuid, groupUuid, role: random.pick(SPACE_ROLES) })),
    ),
  );
  const fill = (most: number) =>
    rows
      .flatMap(({ uuid: spaceUuid, projectUuid }) =>
        Array.from({ length: random.integer(most + 1) }, () => ({ spaceUuid, projectUuid })),
      )
      .map((place, i) => {
        const isBroken = i % BROKEN_ROUND === 1;
        return {
          ...place,
          uuid: random.uuid(),
          name: random.pick(CONTENT_NAMES),
          fault: isBroken ? random.pick(FAULTS) : null,
          updatedAt: before(now, (isBroken ? 2 + random.float() * 3 : random.float() * 400) * DAY),
          updatedByUserUuid: admin,
        };
      });
  const content = { charts: fill(4), dashboards: fill(2) };
  await insertRows(transaction, charts, content.charts);
  await insertRows(transaction, dashboards, content.dashboards);
  return content;
}

function grant(spaceUuid: string, userUuid: string, role: SpaceRole) {
  return { spaceUuid, userUuid, role };
}
