import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roleRank } from '../roles';
import type { PathStep, SpaceAccess } from './index';
import { anyCase, caseRole, inProject, inSpace, without, type Case, type CaseRole } from './testing';

const RUNS = { numRuns: 10_000 };
const DECISIONS = ['listed', 'view', 'manage', 'editDashboards', 'editCharts'] as const;

const decisionsOf = (access: SpaceAccess) => DECISIONS.map((decision) => access[decision]);
const isPositive = (access: SpaceAccess) => decisionsOf(access).includes(true);
const counts = (step: PathStep) => step.effect === 'wins' || step.effect === 'contributes';

/** Whether a role, which replaces the one there was, is one more grant and not another one. */
const addsTo = (before: CaseRole | null | undefined, after: CaseRole) =>
  !before || (typeof before === 'string' && typeof after === 'string' && roleRank(after) >= roleRank(before));

/** Each way to grant the role in the project in addition to what there is. */
function granted(the: Case, role: CaseRole): Case[] {
  const groups = the.groups ?? [];
  const toGroups = groups.flatMap(({ project }, at) =>
    addsTo(project, role) ? [groups.map((group, n) => (n === at ? { ...group, project: role } : group))] : [],
  );
  return [...(addsTo(the.direct, role) ? [{ ...the, direct: role }] : []), ...toGroups.map((changed) => ({ ...the, groups: changed }))];
}

describe('grants in a project', () => {
  it('only ever add access', () => {
    fc.assert(
      fc.property(anyCase, caseRole, (the, role) => {
        const before = inSpace(the);
        for (const more of granted(the, role)) {
          const after = inSpace(more);
          for (const decision of DECISIONS) if (before[decision]) expect(after[decision]).toBe(true);
          if (inProject(the).visible) expect(inProject(more).visible).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('while one of a group on a space can hold down: the exception of R5', () => {
    const the: Case = { organization: 'editor', groups: [{}] };
    expect(inSpace(the).editDashboards).toBe(true);
    expect(inSpace({ ...the, groups: [{ space: 'viewer' }] }).editDashboards).toBe(false);
  });
});

describe('the path', () => {
  it('of a project has the winners that the decision follows from', () => {
    fc.assert(
      fc.property(anyCase, (the) => {
        const { visible, role, path } = inProject(the);
        const winners = path.filter(({ effect }) => effect === 'wins');
        expect(winners.length > 0).toBe(visible);
        for (const winner of winners) {
          if (role === null) expect(winner).toMatchObject({ role: { scopes: expect.arrayContaining(['view:Project']) } });
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
          else if (winner.kind === 'spaceGrant' || winner.kind === 'groupSpaceGrant') expect(winner.role).toBe(access.role);
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
        const rest = inSpace(without(the, access.path.filter((step) => !counts(step))));
        expect(decisionsOf(rest)).toEqual(decisionsOf(access));
        if (isPositive(access)) expect([rest.role, rest.projectRole]).toEqual([access.role, access.projectRole]);

        const project = inProject(the);
        const projectRest = inProject(without(the, project.path.filter((step) => !counts(step))));
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
