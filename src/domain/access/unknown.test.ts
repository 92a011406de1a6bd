import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SpaceRole } from './index';
import {
  anyCase,
  inProject,
  inSpace,
  PARTS,
  somePartsUnread,
  type Case,
  type CaseGroup,
  type CaseRole,
  type Part,
} from './testing';
import { agreed, UNKNOWN } from './unknown';

const DECISIONS = ['listed', 'view', 'manage', 'editDashboards', 'editCharts', 'role', 'projectRole'] as const;
const NOTHING = PARTS.filter((part) => part !== 'member');

describe('what is certain although it has not all been read', () => {
  it('is everything for an admin of the organization', () => {
    const admin: Case = { organization: 'admin' };
    expect(inProject(admin, ['project', 'groupsOfMember'])).toMatchObject({ visible: true, role: 'admin', unread: [] });
    expect(inSpace(admin, NOTHING)).toMatchObject({
      listed: true, view: true, manage: true, editDashboards: true, editCharts: true, role: 'admin', unread: [],
    });
  });

  it('is that a person sees the project, once one grant is known', () => {
    const access = inProject({ organization: 'viewer' }, ['project']);
    expect(access).toMatchObject({ visible: true, role: 'unknown' });
    expect(access.unread).toEqual([{ kind: 'projectGrants' }]);
    expect(inProject({ organization: 'member', direct: 'editor', groups: [{}] }, ['groupsOfMember', 'groupProjectGrants']).visible).toBe(true);
  });

  it('is that groups nobody granted anything to change nothing', () => {
    expect(inProject({ organization: 'member' }, ['groupsOfMember'])).toMatchObject({ visible: false, role: null, unread: [] });
    expect(inSpace({ organization: 'editor' }, ['groupsOfMember'])).toMatchObject({ role: 'editor', editDashboards: true });
  });

  it('is a role in a custom role’s place: its scopes do not matter to an editor on a public space', () => {
    const the: Case = { organization: 'editor', direct: ['manage:Space'] };
    expect(inSpace(the, ['scopes'])).toMatchObject({ view: true, manage: true, editDashboards: true, unread: [] });
    expect(inSpace({ ...the, isPrivate: true }, ['scopes'])).toMatchObject({
      view: 'unknown', manage: 'unknown', unread: [{ kind: 'scopes', roleUuid: 'role-ana', name: 'Role of ana' }],
    });
  });
});

describe('the role of a direct grant that can’t be read (R6)', () => {
  const holder: Case = { organization: 'member', spaceDirect: 'editor', isPrivate: true };
  const hidden: Part[] = ['spaceGrantRole'];

  it('does not matter to an admin, to a viewer of the project, or without access to it', () => {
    expect(inSpace({ ...holder, direct: 'admin' }, hidden)).toMatchObject({ role: 'admin', manage: true, unread: [] });
    expect(inSpace(holder, hidden)).toMatchObject({ role: null, view: false, unread: [] });
    expect(inSpace({ ...holder, direct: 'viewer' }, hidden)).toMatchObject({
      listed: true, view: true, manage: false, editDashboards: false,
    });
  });

  it('matters to whoever could edit with it', () => {
    expect(inSpace({ ...holder, direct: 'editor' }, hidden)).toMatchObject({
      view: true, manage: 'unknown', editDashboards: 'unknown', role: 'unknown', unread: [{ kind: 'spaceGrantRole' }],
    });
  });
});

describe('what is unknown', () => {
  it('is everything about a person or a space that has not been read', () => {
    const nobody = inSpace({ organization: 'editor' }, ['member']);
    expect(nobody).toMatchObject({ canSignIn: 'unknown', view: 'unknown', unread: [{ kind: 'member' }] });
    const nowhere = inSpace({ organization: 'editor', groups: [{}] }, ['space']);
    expect(nowhere).toMatchObject({ view: 'unknown', root: 'unknown' });
    expect(nowhere.unread.map(({ kind }) => kind)).toEqual(['space', 'projectGrants', 'groupProjectGrants']);
  });

  it('is an editor’s power where a group grant might hold down (R5)', () => {
    const the: Case = { organization: 'editor', groups: [{}] };
    expect(inSpace(the, ['groupSpaceGrants'])).toMatchObject({ view: true, manage: true, editDashboards: 'unknown' });
    expect(inSpace({ organization: 'editor' }, ['groupSpaceGrants']).editDashboards).toBe(true);
    expect(inSpace({ organization: 'editor', otherGroups: [{ space: 'viewer' }] }, ['groupsOfMember']).editDashboards).toBe('unknown');
  });

  it('is a nested space whose root has not been read', () => {
    const access = inSpace({ organization: 'editor', isNested: true }, ['rootSpace']);
    expect(access).toMatchObject({ root: 'unknown', view: 'unknown', unread: [{ kind: 'rootSpace' }] });
  });

  it('never hides behind a guess: what is answered is what full knowledge answers', () => {
    fc.assert(
      fc.property(anyCase, somePartsUnread, (the, parts) => {
        const full = inSpace(the);
        const part = inSpace(the, parts);
        for (const decision of DECISIONS) expect([full[decision], UNKNOWN]).toContain(part[decision]);
        if (part.rows !== UNKNOWN) expect(part.rows).toEqual(full.rows);
        const isOpen = DECISIONS.some((decision) => part[decision] === UNKNOWN);
        expect(part.unread.length > 0).toBe(isOpen);
        for (const step of part.path) {
          const same = full.path.find((other) => other.kind === step.kind && groupOf(other) === groupOf(step));
          expect([same?.effect, UNKNOWN]).toContain(step.effect);
        }
        const project = inProject(the, parts);
        expect([inProject(the).visible, UNKNOWN]).toContain(project.visible);
        expect([inProject(the).role, UNKNOWN]).toContain(project.role);
      }),
      { numRuns: 10_000 },
    );
  });

  it('is unknown only if what has not been read could make a difference', () => {
    fc.assert(
      fc.property(smallCase, fc.subarray(OPENABLE, { minLength: 1, maxLength: 3 }), (the, parts) => {
        const all = completions(the, parts);
        fc.pre(all.length <= 2_000);
        const part = inSpace(the, parts);
        const answers = all.map((each) => inSpace(each));
        for (const decision of DECISIONS) {
          const [first, ...others] = answers.map((answer) => answer[decision]);
          expect({ decision, is: part[decision] }).toEqual({ decision, is: agreed([first, ...others]) });
        }
      }),
      { numRuns: 300 },
    );
  });
});

function groupOf(step: object): string | undefined {
  return 'group' in step ? (step.group as { groupUuid: string } | null)?.groupUuid : undefined;
}

const OPENABLE: Part[] = ['groupsOfMember', 'projectGrants', 'groupProjectGrants', 'scopes', 'privacy', 'spaceGrants', 'spaceGrantRole', 'groupSpaceGrants'];
const ROLES: (CaseRole | null)[] = [null, 'viewer', 'interactive_viewer', 'editor', 'admin', ['manage:Dashboard']];
const SPACE_ROLES: SpaceRole[] = ['viewer', 'editor', 'admin'];
const smallCase = anyCase.map((the) => ({ ...the, groups: the.groups.slice(0, 2), isNested: false }));

/** Every case that could be, as far as has been read: small ones only, for there are many. */
function completions(the: Case, parts: readonly Part[]): Case[] {
  const isUnread = (part: Part) => parts.includes(part);
  const scopes = (role: CaseRole | null | undefined): (CaseRole | null)[] =>
    isUnread('scopes') && role && typeof role !== 'string' ? SCOPES : [role ?? null];
  const projectRoles = (role: CaseRole | null | undefined, part: Part) => (isUnread(part) ? ROLES : scopes(role));
  const spaceRoles = (role: SpaceRole | null | undefined, part: Part): (SpaceRole | null)[] => {
    if (isUnread(part)) return [null, ...SPACE_ROLES];
    return part === 'spaceGrants' && role && isUnread('spaceGrantRole') ? SPACE_ROLES : [role ?? null];
  };
  const grants = ({ project, space }: CaseGroup): CaseGroup[] =>
    projectRoles(project, 'groupProjectGrants').flatMap((given) =>
      spaceRoles(space, 'groupSpaceGrants').map((role) => ({ project: given, space: role })),
    );
  const memberships = isUnread('groupsOfMember')
    ? subsets([...(the.groups ?? []), ...(the.otherGroups ?? []), {}])
    : [[...(the.groups ?? [])]];
  return memberships.flatMap((groups) => {
    if (groups.length > 2 && isUnread('groupProjectGrants') && isUnread('groupSpaceGrants')) return [];
    return product(groups.map(grants)).flatMap((own) =>
      projectRoles(the.direct, 'projectGrants').flatMap((direct) =>
        spaceRoles(the.spaceDirect, 'spaceGrants').flatMap((spaceDirect) =>
          (isUnread('privacy') ? [true, false] : [the.isPrivate ?? false]).map((isPrivate) => ({
            organization: the.organization, direct, groups: own, spaceDirect, isPrivate,
          })),
        ),
      ),
    );
  });
}

const SCOPES: CaseRole[] = [[], ['view:Project', 'view:Space', 'manage:Space', 'manage:Dashboard', 'manage:SavedChart']];

function subsets<T>(values: T[]): T[][] {
  return values.reduce<T[][]>((sets, value) => [...sets, ...sets.map((set) => [...set, value])], [[]]);
}

function product<T>(choices: T[][]): T[][] {
  return choices.reduce<T[][]>((rows, choice) => rows.flatMap((row) => choice.map((value) => [...row, value])), [[]]);
}
