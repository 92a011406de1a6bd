import type { AbilityRule } from './ability';

type Conditions = Record<string, unknown>;
type Limited = { action: string; subject: string; conditions: Conditions };

/** What belongs to a project: a scope about anything else, held by a custom role, must not reach the organization. */
const SUBJECTS = new Set(['Project', 'Space', 'Dashboard', 'SavedChart', 'ScheduledDeliveries', 'GoogleSheets']);
const CONTENT = new Set(['Space', 'Dashboard', 'SavedChart']);

/**
 * The rules of a person's roles in projects. In: the scopes held in each project, of system and custom roles, in the words of
 * GetOrganizationRoles.ok, and whose they are. Out: rules that each name their projects, one rule for all projects in which it
 * holds, so that the answer stays small; what a wider rule of the same project says already is left out. A scope that is not
 * known gives nothing. Source: GetOrganizationRoles.ok (scopes), the oracle's A8 (what they are limited to).
 */
export function abilityRulesForProjects(held: ReadonlyMap<string, Iterable<string>>, userUuid: string): AbilityRule[] {
  const found = new Map<string, { rule: Limited; projectUuids: string[] }>();
  for (const [projectUuid, scopes] of held) {
    const rules = unique([...scopes].flatMap((scope) => rulesOf(scope, userUuid)));
    for (const rule of rules.filter((each) => !rules.some((other) => covers(other, each)))) {
      const { projectUuids } = found.get(keyOf(rule)) ?? { projectUuids: [] };
      found.set(keyOf(rule), { rule, projectUuids: [...projectUuids, projectUuid] });
    }
  }
  return [...found.values()].map(({ rule, projectUuids }) => ({
    ...rule,
    conditions: {
      projectUuid: projectUuids.length === 1 ? projectUuids[0] : { $in: projectUuids },
      ...rule.conditions,
    },
  }));
}

const keyOf = (rule: Limited): string => JSON.stringify(rule);
const unique = (rules: readonly Limited[]): Limited[] => [
  ...new Map(rules.map((rule) => [keyOf(rule), rule])).values(),
];

function rulesOf(scope: string, userUuid: string): Limited[] {
  const [, action = '', subject = '', limit = ''] = /^(\w+):(\w+)(?:@(\w+))?$/.exec(scope) ?? [];
  if (!SUBJECTS.has(subject)) return [];
  const isPublic = { isPrivate: false };
  const granted = (role?: unknown): Conditions => ({
    access: { $elemMatch: { userUuid, ...(role === undefined ? {} : { role }) } },
  });
  const rule = (conditions: Conditions = {}, deed = action): Limited => ({ action: deed, subject, conditions });
  if (limit === 'public') return [rule(isPublic)];
  if (limit === 'assigned') return [rule(granted('admin'))];
  if (limit === 'space') return [rule(granted({ $in: ['editor', 'admin'] }))];
  if (limit !== '') return [];
  if (action === 'view' && CONTENT.has(subject)) return [rule(isPublic), rule(granted())];
  // Who may make deliveries may change those of their own (docs/lightdash/schedulers.md#d4).
  if (scope === 'create:ScheduledDeliveries') return [rule(), rule({ userUuid }, 'manage')];
  // Only previews of the project may be made, and those of one's own deleted (`@self`), which the console does not ask about.
  return scope === 'create:Project' ? [] : [rule()];
}

/** Whether a rule says all that another one says, and more. */
function covers(wide: Limited, narrow: Limited): boolean {
  return (
    wide !== narrow &&
    wide.subject === narrow.subject &&
    (wide.action === 'manage' || wide.action === narrow.action) &&
    Object.entries(wide.conditions).every(
      ([name, condition]) => JSON.stringify(narrow.conditions[name]) === JSON.stringify(condition),
    )
  );
}
