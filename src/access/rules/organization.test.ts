import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roleRank } from '#/domain/roles';
import { applyChanges, buildAccessModel, diffAccess, previewChanges, removalOf, unreadChanges } from './index';
import type { AccessChange, AccessModel, AccessSnapshot, Generation, Place, SpaceAccess, SpacePlace } from './index';
import { isProjectSource } from './sources';
import { changeOf, Choices, EVERYBODY, halfRead, organizationOf, PROJECTS, SPACES } from './testing-organization';
import { RUNS } from '#/lib/testing-runs';
import { UNKNOWN } from '#/domain/unknown';

/** Ten thousand runs take minutes on a busy machine. */
const LONG = { timeout: 600_000 };

const anyChoices = fc.uint8Array({ minLength: 160, maxLength: 160 }).map((bytes) => new Choices(bytes));

const POWERS = ['listed', 'view', 'manage', 'editDashboards', 'editCharts'] as const;
const SPACE_ANSWERS = [...POWERS, 'role', 'projectRole'] as const;

/** An organization of either generation, read as a whole or in part. */
const anyOrganization = (choices: Choices): AccessSnapshot => {
  const whole = organizationOf(choices, choices.pick<Generation>('A', 'C'), choices.pick(true, false));
  return choices.pick(whole, halfRead(whole, choices));
};

/** What the rules say, one by one: what all questions about many have to agree with. */
const plainAnswer = (model: AccessModel, userUuid: string, place: Place): Record<string, unknown> => {
  if ('projectUuid' in place) {
    const { visible, role } = model.decideProject(userUuid, place.projectUuid);
    return { visible, role };
  }
  const access = model.decideSpace(userUuid, place.spaceUuid);
  return Object.fromEntries(SPACE_ANSWERS.map((what) => [what, access[what]]));
};

/** The same decisions, asked of the rules without anything remembered. */
const decisionsOf = (model: AccessModel, userUuid: string, place: Place): Record<string, unknown> => ({
  ...('projectUuid' in place
    ? model.decideProject(userUuid, place.projectUuid)
    : model.decideSpace(userUuid, place.spaceUuid)),
});

const isReached = (answer: Record<string, unknown>) =>
  'visible' in answer ? answer.visible !== false : POWERS.some((power) => answer[power] !== false);

const decide = (model: AccessModel, userUuid: string, place: Place) =>
  'projectUuid' in place ? model.decide(userUuid, place) : model.decide(userUuid, place);

const whoCanReach = (model: AccessModel, place: Place) =>
  'projectUuid' in place ? model.whoCanReach(place) : model.whoCanReach(place);

const hasAll = (decisions: object, answer: Record<string, unknown>) => {
  const said: Record<string, unknown> = { ...decisions };
  return Object.keys(answer).every((what) => said[what] === answer[what]);
};

const peopleIn = ({ snapshot, unreadHoldersIn }: AccessModel, place: Place): string[] => [
  ...snapshot.members.map(({ userUuid }) => userUuid),
  ...unreadHoldersIn(place),
];

const placesOf = ({ projects, spaces }: AccessSnapshot): Place[] => [
  ...projects.map(({ projectUuid }) => ({ projectUuid })),
  ...spaces.map(({ spaceUuid }) => ({ spaceUuid })),
];

const whereIs = (entry: Partial<Record<'projectUuid' | 'spaceUuid', string>>) => entry.projectUuid ?? entry.spaceUuid;

describe('questions about many', LONG, () => {
  it('agree with the answers about each', () => {
    fc.assert(
      fc.property(anyChoices, (choices) => {
        const snapshot = anyOrganization(choices);
        const model = buildAccessModel(snapshot);
        const wrong: unknown[] = [];
        for (const place of [choices.pick<Place>(...PROJECTS), choices.pick<Place>(...SPACES)]) {
          const reached = new Map(whoCanReach(model, place).map((entry) => [entry.userUuid, entry]));
          const people = peopleIn(model, place);
          for (const userUuid of people) {
            const answer = plainAnswer(model, userUuid, place);
            const entry = reached.get(userUuid);
            const said = [decide(model, userUuid, place), ...(entry ? [entry.decisions] : [])];
            const isSame = said.every((decisions) => hasAll(decisions, answer));
            if (!isSame || reached.has(userUuid) !== isReached(answer)) wrong.push({ place, userUuid, answer, said });
          }
          for (const userUuid of reached.keys()) if (!people.includes(userUuid)) wrong.push({ place, userUuid });
        }
        expect(wrong).toEqual([]);
        const userUuid = choices.pick(...EVERYBODY);
        const { projects, spaces } = model.reachOf(userUuid);
        const expected = placesOf(snapshot)
          .filter((place) => isReached(plainAnswer(model, userUuid, place)))
          .map(whereIs);
        expect([...projects, ...spaces].map(whereIs)).toEqual(expected);
        const [first] = [...spaces, ...projects];
        for (const entry of first ? [first] : [])
          expect(entry.answer()).toMatchObject({ userUuid, ...plainAnswer(model, userUuid, entry) });
      }),
      RUNS,
    );
  });
});

describe('a comparison', LONG, () => {
  it('of a snapshot with itself is empty, also where it has been read in part', () => {
    fc.assert(
      fc.property(anyChoices, (choices) => {
        const snapshot = anyOrganization(choices);
        const nothing = { projects: [], spaces: [], gaining: [], losing: [], unknown: [] };
        expect(diffAccess(buildAccessModel(snapshot), buildAccessModel(structuredClone(snapshot)))).toEqual(nothing);
        expect(previewChanges(buildAccessModel(snapshot), []).diff).toEqual(nothing);
      }),
      RUNS,
    );
  });

  it('of what changes can touch agrees with comparing everything, answer by answer', () => {
    fc.assert(
      fc.property(anyChoices, (choices) => {
        const snapshot = anyOrganization(choices);
        const changes = Array.from({ length: choices.pick(1, 2, 3) }, () => changeOf(choices));
        const before = buildAccessModel(snapshot);
        const { after, diff } = previewChanges(before, changes);
        const whole = diffAccess(before, after);
        const inOrder = (found: typeof whole) => ({
          ...found,
          projects: found.projects.toSorted(byPlace),
          spaces: found.spaces.toSorted(byPlace),
          gaining: found.gaining.toSorted(),
          losing: found.losing.toSorted(),
          unknown: found.unknown.toSorted(),
        });
        expect(JSON.stringify(inOrder(diff))).toBe(JSON.stringify(inOrder(whole)));

        const found = new Map(
          [...whole.projects, ...whole.spaces].map((each) => [`${each.userUuid} ${whereIs(each)}`, each]),
        );
        const wrong: unknown[] = [];
        for (const place of placesOf(snapshot)) {
          for (const userUuid of new Set([...peopleIn(before, place), ...peopleIn(after, place)])) {
            const was = decisionsOf(before, userUuid, place);
            const is = decisionsOf(after, userUuid, place);
            const { gains = [], loses = [], unknown = [] } = found.get(`${userUuid} ${whereIs(place)}`) ?? {};
            for (const what of 'projectUuid' in place ? (['visible', 'role'] as const) : POWERS) {
              const isIn = [gains, loses, unknown].map((list) => (list as string[]).includes(what));
              const isKnown = was[what] !== UNKNOWN && is[what] !== UNKNOWN;
              const expected = [
                isKnown && worth(is[what]) > worth(was[what]),
                isKnown && worth(is[what]) < worth(was[what]),
              ];
              // What is unknown before and after may be the same unknown, or not.
              const isOpen = was[what] === is[what] ? !isKnown && isIn[2] : !isKnown;
              if (String(isIn) !== String([...expected, isOpen])) wrong.push({ place, userUuid, what, was, is, isIn });
            }
          }
        }
        expect(wrong).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('more', LONG, () => {
  it.each([
    ['A', A5],
    ['C', 'a grant in the chain counts instead of what is inherited from the project'],
  ] as const)('never takes access away but by one rule of the %s generation: %s', (generation, _rule) => {
    fc.assert(
      fc.property(anyChoices, (choices) => {
        const snapshot = organizationOf(choices, generation);
        const change = changeOf(choices);
        fc.pre(isMore(snapshot, change));
        const before = buildAccessModel(snapshot);
        const { after, diff } = previewChanges(before, [change]);
        expect(diff.unknown.filter((userUuid) => userUuid !== 'zoe')).toEqual([]);
        expect(diff.projects.filter(({ loses }) => loses.length > 0)).toEqual([]);
        for (const { userUuid, spaceUuid, loses } of diff.spaces) {
          if (loses.length === 0) continue;
          expect(isBySpaceGrant(after.snapshot, change, userUuid)).toBe(true);
          const role = after.space(userUuid, spaceUuid).role ?? '';
          expect(roleRank(role)).toBeLessThan(roleRank(before.space(userUuid, spaceUuid).role ?? ''));
        }
      }),
      RUNS,
    );
  });
});

describe('an explanation', LONG, () => {
  it.each<Generation>(['A', 'C'])(
    'by the %s rules has the winners that the decision follows from, and what it calls without effect is',
    (generation) => {
      fc.assert(
        fc.property(anyChoices, (choices) => {
          const snapshot = organizationOf(choices, generation);
          const model = buildAccessModel(snapshot);
          const spaceUuid = choices.pick('top', 'middle', 'bottom');
          const access = model.space('ana', spaceUuid);
          const winners = access.path.filter(({ effect }) => effect === 'wins');
          const isPositive = POWERS.some((power) => access[power] === true);
          expect(winners.length > 0).toBe(isPositive);
          for (const winner of winners) {
            if (winner.kind === 'publicSpace') expect(access.role).not.toBeNull();
            else if (access.projectRole === 'admin') expect(winner).toMatchObject({ role: 'admin' });
            else if (winner.kind !== 'nestedGrant' && isProjectSource(winner))
              expect(winner).toMatchObject({ role: { scopes: expect.anything() } });
            else expect(winner).toMatchObject({ role: access.role });
          }
          const withoutEffect = access.path.filter(({ effect }) => effect === 'none');
          const rest = buildAccessModel(withoutSteps(snapshot, access, withoutEffect)).space('ana', spaceUuid);
          for (const power of POWERS) expect([power, rest[power]]).toEqual([power, access[power]]);
          const none = buildAccessModel(withoutSteps(snapshot, access, access.path)).space('ana', spaceUuid);
          expect(POWERS.filter((power) => none[power] !== false)).toEqual([]);
        }),
        RUNS,
      );
    },
  );
});

describe('half a snapshot of the generation C', LONG, () => {
  it('never leads to a guess: what is said is what full knowledge says', () => {
    fc.assert(
      fc.property(anyChoices, (choices) => {
        const whole = organizationOf(choices, 'C');
        const part = buildAccessModel(halfRead(whole, choices));
        const full = buildAccessModel(whole);
        const { spaceUuid } = choices.pick<SpacePlace>(...SPACES);
        const said = part.space('ana', spaceUuid);
        const known = full.space('ana', spaceUuid);
        expect(SPACE_ANSWERS.filter((what) => said[what] !== UNKNOWN && said[what] !== known[what])).toEqual([]);
        expect(said.unread.length > 0).toBe(SPACE_ANSWERS.some((what) => said[what] === UNKNOWN));
      }),
      RUNS,
    );
  });
});

const A5 = 'A5, a grant on the space counts instead of what a group or publicness gives';

type InPlace = { userUuid: string; projectUuid?: string; spaceUuid?: string };

function byPlace(a: InPlace, b: InPlace): number {
  const key = (each: InPlace) => `${whereIs(each)} ${each.userUuid}`;
  return key(a) < key(b) ? -1 : 1;
}

function worth(value: unknown): number {
  return typeof value === 'boolean' ? Number(value) : roleRank(String(value));
}

/** Whether a change only adds: a grant where there was none or a lower one, a group, a higher role, an inheritance. */
function isMore(snapshot: AccessSnapshot, change: AccessChange): boolean {
  const isHigher = (before: string | undefined, after: string | null) =>
    after !== null && (before === undefined || (roleRank(before) > 0 && roleRank(after) >= roleRank(before)));
  const grantIn = (grants: readonly object[] | string | undefined, uuid: string): string | undefined =>
    typeof grants === 'object'
      ? (grants as { userUuid?: string; groupUuid?: string; role: string }[]).find(
          (each) => (each.userUuid ?? each.groupUuid) === uuid,
        )?.role
      : undefined;
  switch (change.kind) {
    case 'organizationRole': {
      const member = snapshot.members.find(({ userUuid }) => userUuid === change.userUuid);
      return !member?.roleUuid && roleRank(change.role) >= roleRank(member?.role ?? '');
    }
    case 'groupMember':
      return change.isMember;
    case 'projectGrant': {
      const project = snapshot.projects.find(({ projectUuid }) => projectUuid === change.projectUuid);
      return isHigher(
        grantIn(change.holder.kind === 'user' ? project?.userGrants : project?.groupGrants, change.holder.uuid),
        change.role,
      );
    }
    case 'spaceGrant': {
      const space = snapshot.spaces.find(({ spaceUuid }) => spaceUuid === change.spaceUuid);
      return isHigher(
        grantIn(change.holder.kind === 'user' ? space?.directGrants : space?.groupGrants, change.holder.uuid),
        change.role,
      );
    }
    case 'projectMembersGrant': {
      const role = snapshot.spaces.find(({ spaceUuid }) => spaceUuid === change.spaceUuid)?.projectMemberRole;
      return isHigher(role ?? undefined, change.role);
    }
    case 'spacePrivacy':
      return !change.isPrivate;
    default:
      return false;
  }
}

/** Whether the person holds one more grant on a space by the change, alone or as one of a group. */
function isBySpaceGrant(after: AccessSnapshot, change: AccessChange, userUuid: string): boolean {
  const groupUuids = after.members.find((member) => member.userUuid === userUuid)?.groupUuids ?? [];
  if (change.kind === 'spaceGrant') return change.holder.uuid === userUuid || groupUuids.includes(change.holder.uuid);
  if (after.generation === 'C') {
    if (change.kind === 'projectMembersGrant') return true;
    // Who becomes one of those with a role of their own is reached by what is granted to them (C5).
    const isOwn =
      change.kind === 'organizationRole' || (change.kind === 'projectGrant' && change.holder.kind === 'user');
    if (isOwn && after.spaces.some(({ projectMemberRole }) => projectMemberRole)) return true;
  }
  if (change.kind !== 'groupMember') return false;
  return after.spaces.some(
    ({ groupGrants }) => groupGrants !== UNKNOWN && groupGrants.some(({ groupUuid }) => groupUuid === change.groupUuid),
  );
}

function withoutSteps(snapshot: AccessSnapshot, access: SpaceAccess, steps: SpaceAccess['path']): AccessSnapshot {
  const changes = steps.flatMap((step) => removalOf(step, access) ?? []);
  expect(changes).toHaveLength(steps.length);
  expect(unreadChanges(snapshot, changes)).toEqual([]);
  return applyChanges(snapshot, changes);
}
