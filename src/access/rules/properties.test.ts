import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ORGANIZATION_ROLES, roleRank } from '#/domain/roles';
import type { PathStep, SpaceAccess, SpaceRole, SystemRole } from './index';
import { completions, inProject, inSpace, PARTS, without, type Case, type CaseRole, type Part } from './testing';
import { RUNS } from '#/lib/testing-runs';
import { agreed, UNKNOWN } from '#/domain/unknown';

/** A busy machine needs more than the usual for ten thousand runs. organization.test.ts has more, of whole organizations. */
const LONG = { timeout: 240_000 };
const DECISIONS = ['listed', 'view', 'manage', 'editDashboards', 'editCharts'] as const;

const ANSWERS = [...DECISIONS, 'role', 'projectRole'] as const;

const decisionsOf = (access: SpaceAccess) => DECISIONS.map((decision) => access[decision]);
const isPositive = (access: SpaceAccess) => decisionsOf(access).includes(true);
const counts = (step: PathStep) => step.effect === 'wins' || step.effect === 'contributes';

const SCOPES = [
  'view:Project',
  'view:Space',
  'view:Dashboard',
  'manage:Space',
  'manage:Space@public',
  'manage:Space@assigned',
  'manage:Dashboard',
  'manage:Dashboard@space',
  'manage:SavedChart',
  'manage:SavedChart@space',
];

const systemRole = fc.constantFrom<SystemRole>('viewer', 'interactive_viewer', 'editor', 'developer', 'admin');
const spaceRole = fc.constantFrom<SpaceRole>('viewer', 'editor', 'admin');

const caseRole: fc.Arbitrary<CaseRole> = fc.oneof(
  { weight: 3, arbitrary: systemRole },
  { weight: 1, arbitrary: fc.subarray(SCOPES) },
);

const group = fc.record({ project: fc.option(caseRole, { freq: 1 }), space: fc.option(spaceRole, { freq: 1 }) });

/** Any case, each of its parts present or not. */
const anyCase = fc.record({
  organization: fc.constantFrom(...ORGANIZATION_ROLES, 'member' as const, 'member' as const),
  direct: fc.option(caseRole, { freq: 1 }),
  groups: fc.array(group, { maxLength: 3 }),
  otherGroups: fc.array(group, { maxLength: 1 }),
  spaceDirect: fc.option(spaceRole, { freq: 1 }),
  isPrivate: fc.boolean(),
  isNested: fc.boolean(),
});

const somePartsUnread = fc.subarray([...PARTS], { minLength: 1, maxLength: 4 });

/** Parts that can be filled in again, in cases small enough to try out all that they could be. */
const OPENABLE: Part[] = [
  'groupsOfMember',
  'projectGrants',
  'groupProjectGrants',
  'scopes',
  'privacy',
  'spaceGrants',
  'spaceGrantRole',
  'groupSpaceGrants',
];
const smallCase = anyCase.map((the) => ({ ...the, groups: the.groups.slice(0, 2), isNested: false }));

/** Whether a role, which replaces the one there was, is one more grant and not another one. */
const addsTo = (before: CaseRole | null | undefined, after: CaseRole) =>
  !before || (typeof before === 'string' && typeof after === 'string' && roleRank(after) >= roleRank(before));

/** Each way to grant the role in the project in addition to what there is. */
function granted(the: Case, role: CaseRole): Case[] {
  const groups = the.groups ?? [];
  const toGroups = groups.flatMap(({ project }, at) =>
    addsTo(project, role) ? [groups.map((each, n) => (n === at ? { ...each, project: role } : each))] : [],
  );
  return [
    ...(addsTo(the.direct, role) ? [{ ...the, direct: role }] : []),
    ...toGroups.map((changed) => ({ ...the, groups: changed })),
  ];
}

describe('grants in a project', LONG, () => {
  it('only ever add access', () => {
    fc.assert(
      fc.property(anyCase, caseRole, (the, role) => {
        const before = [inProject(the).visible, ...decisionsOf(inSpace(the))];
        for (const more of granted(the, role)) {
          const after = [inProject(more).visible, ...decisionsOf(inSpace(more))];
          expect(before.filter((decision, n) => decision && after[n] !== true)).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it('while one of a group on a space can hold down: the exception of A5', () => {
    const the: Case = { organization: 'editor', groups: [{}] };
    expect(inSpace(the).editDashboards).toBe(true);
    expect(inSpace({ ...the, groups: [{ space: 'viewer' }] }).editDashboards).toBe(false);
  });
});

describe('the path', LONG, () => {
  it('of a project has the winners that the decision follows from', () => {
    fc.assert(
      fc.property(anyCase, (the) => {
        const { visible, role, path } = inProject(the);
        const winners = path.filter(({ effect }) => effect === 'wins');
        expect(winners.length > 0).toBe(visible);
        for (const winner of winners) {
          if (role === null)
            expect(winner).toMatchObject({ role: { scopes: expect.arrayContaining(['view:Project']) } });
          else expect(winner).toMatchObject({ role });
        }
      }),
      RUNS,
    );
  });

  it('of a space has the winners that give the effective role, or else custom roles that give the powers', () => {
    fc.assert(
      fc.property(anyCase, (the) => {
        const access = inSpace(the);
        const winners = access.path.filter(({ effect }) => effect === 'wins');
        expect(winners.length > 0).toBe(isPositive(access));
        for (const winner of winners) {
          if (winner.kind === 'publicSpace') expect(access.role).toMatch(/viewer|editor/);
          else if (winner.kind === 'spaceGrant' || winner.kind === 'groupSpaceGrant')
            expect(winner.role).toBe(access.role);
          else if (access.projectRole === 'admin') expect(winner).toMatchObject({ role: 'admin' });
          else expect(winner).toMatchObject({ role: { scopes: expect.anything() } });
        }
      }),
      RUNS,
    );
  });

  it('says rightly what is without effect: the rest alone gives the same', () => {
    fc.assert(
      fc.property(anyCase, (the) => {
        const access = inSpace(the);
        const rest = inSpace(
          without(
            the,
            access.path.filter((step) => !counts(step)),
          ),
        );
        expect(decisionsOf(rest)).toEqual(decisionsOf(access));
        if (isPositive(access)) expect([rest.role, rest.projectRole]).toEqual([access.role, access.projectRole]);

        const project = inProject(the);
        const projectRest = inProject(
          without(
            the,
            project.path.filter((step) => !counts(step)),
          ),
        );
        expect([projectRest.visible, projectRest.role]).toEqual([project.visible, project.role]);
      }),
      RUNS,
    );
  });

  it('names all there is: without its sources nothing is left', () => {
    fc.assert(
      fc.property(anyCase, (the) => {
        const left = without(the, inSpace(the).path);
        expect(isPositive(inSpace(left))).toBe(false);
        expect(inProject(without(the, inProject(the).path)).visible).toBe(false);
      }),
      RUNS,
    );
  });

  it('names for every decision what counts: taken away, what remains is only what was outdone, until nothing is', () => {
    fc.assert(
      fc.property(anyCase, (the) => {
        let left: Case = the;
        for (let access = inSpace(left); isPositive(access); access = inSpace(left)) {
          const counting = access.path.filter(counts);
          expect(counting.length).toBeGreaterThan(0);
          left = without(left, counting);
          const next = inSpace(left);
          const isLower = roleRank(String(next.projectRole)) < roleRank(String(access.projectRole));
          if (access.projectRole !== null && isPositive(next)) expect(isLower).toBe(true);
        }
      }),
      RUNS,
    );
  });
});

describe('answers from half a snapshot', LONG, () => {
  it('are never guessed: what is said is what full knowledge says', () => {
    fc.assert(
      fc.property(anyCase, somePartsUnread, (the, parts) => {
        const full = inSpace(the);
        const part = inSpace(the, parts);
        const guesses = ANSWERS.filter((decision) => part[decision] !== UNKNOWN && part[decision] !== full[decision]);
        expect(guesses).toEqual([]);
        if (part.rows !== UNKNOWN) expect(part.rows).toEqual(full.rows);
        const isOpen = ANSWERS.some((decision) => part[decision] === UNKNOWN);
        expect(part.unread.length > 0).toBe(isOpen);
        for (const step of part.path) {
          const same = full.path.find((other) => other.kind === step.kind && groupOf(other) === groupOf(step));
          expect([same?.effect, UNKNOWN]).toContain(step.effect);
        }
        const project = inProject(the, parts);
        expect([inProject(the).visible, UNKNOWN]).toContain(project.visible);
        expect([inProject(the).role, UNKNOWN]).toContain(project.role);
      }),
      RUNS,
    );
  });

  it('are unknown only if what has not been read could make a difference', () => {
    fc.assert(
      fc.property(smallCase, fc.subarray(OPENABLE, { minLength: 1, maxLength: 3 }), (the, parts) => {
        const all = completions(the, parts);
        fc.pre(all.length <= 2_000);
        const part = inSpace(the, parts);
        const answers = all.map((each) => inSpace(each));
        for (const decision of ANSWERS) {
          const [first, ...others] = answers.map((answer) => answer[decision]);
          expect({ decision, is: part[decision] }).toEqual({ decision, is: agreed([first, ...others]) });
        }
      }),
      RUNS,
    );
  });
});

function groupOf(step: object): string | undefined {
  return 'group' in step ? (step.group as { groupUuid: string } | null)?.groupUuid : undefined;
}
