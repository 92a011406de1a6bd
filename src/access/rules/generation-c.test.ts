import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roleRank } from '#/domain/roles';
import { RUNS } from '#/lib/testing-runs';
import { buildAccessModel, explain, previewChanges, type AccessSnapshot, type AccessSpace } from './index';
import { Choices, EVERYBODY, organizationOf, PROJECTS } from './testing-organization';
import { UNKNOWN } from '#/domain/unknown';

type Part = Partial<AccessSpace>;

const space = (spaceUuid: string, parentSpaceUuid: string | null, part: Part): AccessSpace => ({
  spaceUuid,
  name: spaceUuid.toUpperCase(),
  projectUuid: 'shop',
  parentSpaceUuid,
  isPrivate: UNKNOWN,
  inheritsParent: true,
  directGrants: [],
  groupGrants: [],
  ...part,
});

type Around = {
  projectRole?: string;
  role?: AccessSnapshot['members'][number]['role'];
  spaces?: readonly AccessSpace[];
};

/** Ana in BOARD, which lies in FINANCE. */
const snapshotOf = (
  board: Part,
  finance: Part,
  { projectRole = 'editor', role = 'member', spaces }: Around = {},
): AccessSnapshot => ({
  generation: 'C',
  members: [{ userUuid: 'ana', role, status: 'active', groupUuids: ['analysts'] }],
  groups: [{ groupUuid: 'analysts', name: 'Analysts' }],
  customRoles: [
    { roleUuid: 'role-manager', name: 'Manager', scopes: ['view:Project', 'manage:Space', 'manage:Dashboard@space'] },
    {
      roleUuid: 'role-publisher',
      name: 'Publisher',
      scopes: ['view:Project', 'manage:Space@public', 'manage:Dashboard@space'],
    },
    { roleUuid: 'role-reader', name: 'Reader', scopes: ['view:Project', 'view:Space', 'manage:Dashboard@space'] },
  ],
  projects: [
    { projectUuid: 'shop', userGrants: projectRole ? [{ userUuid: 'ana', role: projectRole }] : [], groupGrants: [] },
  ],
  spaces: spaces ?? [space('finance', null, finance), space('board', 'finance', board)],
});

const inBoard = (board: Part, finance: Part, around?: Around) =>
  buildAccessModel(snapshotOf(board, finance, around)).space('ana', 'board');

const CLOSED: Part = { inheritsParent: false };
const granted = (role: 'viewer' | 'editor' | 'admin'): Part => ({ directGrants: [{ userUuid: 'ana', role }] });
const toGroup = (role: 'viewer' | 'editor' | 'admin'): Part => ({ groupGrants: [{ groupUuid: 'analysts', role }] });

describe('the rules of generation C', () => {
  it('give the project role where every space up to it inherits', () => {
    expect(inBoard({}, {})).toMatchObject({
      role: 'editor',
      view: true,
      editDashboards: true,
      manage: true,
      root: { spaceUuid: 'finance' },
    });
    expect(inBoard({}, {}, { projectRole: 'interactive_viewer' })).toMatchObject({
      role: 'viewer',
      view: true,
      editDashboards: false,
    });
    expect(inBoard({}, CLOSED)).toMatchObject({ role: null, view: false });
    expect(inBoard(CLOSED, {})).toMatchObject({ role: null, view: false, root: null });
  });

  it('take the highest grant of the chain, of people and of groups alike', () => {
    expect(inBoard(granted('viewer'), { ...CLOSED, ...toGroup('editor') })).toMatchObject({
      role: 'editor',
      editDashboards: true,
    });
    expect(inBoard({ ...granted('viewer'), ...toGroup('admin') }, {})).toMatchObject({ role: 'admin', manage: true });
  });

  it('let any grant stand in for what the project gives', () => {
    expect(inBoard(granted('viewer'), {})).toMatchObject({ role: 'viewer', view: true, editDashboards: false });
  });

  it('end the chain at the first space that does not inherit', () => {
    const access = inBoard(CLOSED, { ...CLOSED, ...granted('editor') });
    expect(access).toMatchObject({ role: null, view: false });
    expect(access.path.map(explain)).toContain(
      'Granted editor on FINANCE. A space below it does not inherit from it, so it changes nothing.',
    );
    expect(inBoard({ ...CLOSED, ...granted('viewer') }, granted('admin'))).toMatchObject({
      role: 'viewer',
      manage: false,
    });
  });

  it('let admins of the project and of the organization manage every space', () => {
    expect(inBoard(CLOSED, CLOSED, { projectRole: 'admin' })).toMatchObject({
      role: 'admin',
      manage: true,
      editCharts: true,
    });
    expect(inBoard(CLOSED, CLOSED, { projectRole: '', role: 'admin' })).toMatchObject({ role: 'admin', manage: true });
  });

  it('know a grant to everybody in the project, which opens nothing to others', () => {
    const open: Part = { ...CLOSED, projectMemberRole: 'editor' };
    expect(inBoard(open, CLOSED)).toMatchObject({ role: 'editor', editDashboards: true });
    expect(inBoard(open, CLOSED).path.map(explain)).toContain('Everybody in the project is granted editor here.');
    expect(inBoard(open, CLOSED, { projectRole: '' })).toMatchObject({ role: null, view: false });
  });

  it.each([
    ['role-manager', 'admin', true],
    ['role-publisher', 'editor', true],
    ['role-reader', 'viewer', false],
  ])('read the custom role %s as %s', (projectRole, role, editDashboards) => {
    expect(inBoard({}, {}, { projectRole })).toMatchObject({ role, editDashboards });
  });

  it('open nothing without anything in the project', () => {
    expect(inBoard(granted('admin'), {}, { projectRole: '' })).toMatchObject({
      role: null,
      view: false,
      listed: false,
    });
  });
});

describe('the rules of generation C over half a snapshot', () => {
  it('leave open what an inheritance that has not been read decides', () => {
    expect(inBoard({ inheritsParent: UNKNOWN }, {})).toMatchObject({
      view: UNKNOWN,
      unread: [{ kind: 'privacy' }],
      root: UNKNOWN,
    });
    expect(inBoard({ inheritsParent: undefined, ...granted('viewer') }, {})).toMatchObject({
      role: 'viewer',
      view: true,
      manage: UNKNOWN,
    });
  });

  it('leave open what lies above a space that has not been read, unless it does not inherit', () => {
    const spaces = (part: Part) => ({ spaces: [space('board', 'finance', part)] });
    expect(inBoard({}, {}, spaces({}))).toMatchObject({ view: UNKNOWN, unread: [{ kind: 'rootSpace' }] });
    expect(inBoard({}, {}, spaces({ ...CLOSED, ...granted('editor') }))).toMatchObject({ role: 'editor', unread: [] });
    expect(buildAccessModel(snapshotOf({}, {}, { spaces: [] })).space('ana', 'board').unread).toContainEqual({
      kind: 'space',
    });
  });

  it('do not guess the role of a grant that cannot be read', () => {
    const hidden: Part = { ...CLOSED, directGrants: [{ userUuid: 'ana', role: UNKNOWN }] };
    expect(inBoard(hidden, {})).toMatchObject({
      view: true,
      editDashboards: UNKNOWN,
      unread: [{ kind: 'spaceGrantRole' }],
    });
    expect(inBoard({ ...hidden, ...toGroup('admin') }, {})).toMatchObject({ role: 'admin', manage: true, unread: [] });
  });

  it('name the spaces that lie in each other as not read', () => {
    const spaces = [space('finance', 'board', {}), space('board', 'finance', {})];
    expect(inBoard({}, {}, { spaces })).toMatchObject({ root: UNKNOWN, unread: [{ kind: 'rootSpace' }] });
  });
});

describe('closing a space', () => {
  const POWERS = ['listed', 'view', 'manage', 'editDashboards', 'editCharts'] as const;
  const NAMES = ['one', 'two', 'three', 'four', 'five', 'six'] as const;

  /** An organization whose spaces lie in each other in any way; each may be in one that was named before it. */
  const anyTree = (choices: Choices): AccessSnapshot => {
    const base = organizationOf(choices, 'C');
    const spaces = NAMES.map((spaceUuid, at): AccessSpace => {
      const like = choices.pick(...(base.spaces as [AccessSpace, ...AccessSpace[]]));
      return {
        ...like,
        spaceUuid,
        projectUuid: PROJECTS[0].projectUuid,
        parentSpaceUuid: choices.pick(null, ...NAMES.slice(0, at)),
        inheritsParent: choices.pick(true, true, false),
      };
    });
    return { ...base, spaces };
  };

  /** The same tree with the space closed, written down step by step as RULES.md C11 says it, without anything of the rules. */
  const closedByHand = (snapshot: AccessSnapshot, spaceUuid: string): AccessSnapshot => {
    const find = (uuid: string | null) => snapshot.spaces.find((each) => each.spaceUuid === uuid);
    const closing = find(spaceUuid);
    if (!closing || closing.inheritsParent === false) return snapshot;
    const above: AccessSpace[] = [];
    for (let at = find(closing.parentSpaceUuid); at; at = at.inheritsParent ? find(at.parentSpaceUuid) : undefined)
      above.push(at);
    const merged = <Grant extends { role: string }>(grantsOf: (each: AccessSpace) => Grant[], holder: keyof Grant) => {
      const from = above.flatMap(grantsOf).toSorted((a, b) => roleRank(a.role) - roleRank(b.role));
      return [...new Map([...grantsOf(closing), ...from].map((grant) => [grant[holder], grant])).values()];
    };
    const read = <Grant>(grants: readonly Grant[] | typeof UNKNOWN) => (grants === UNKNOWN ? [] : [...grants]);
    const closed: AccessSpace = {
      ...closing,
      inheritsParent: false,
      directGrants: merged((each) => read(each.directGrants) as { userUuid: string; role: 'viewer' }[], 'userUuid'),
      groupGrants: merged((each) => read(each.groupGrants), 'groupUuid'),
    };
    return { ...snapshot, spaces: snapshot.spaces.map((each) => (each === closing ? closed : each)) };
  };

  it('is previewed as it turns out, for everybody in every space of any tree', { timeout: 600_000 }, () => {
    const anyChoices = fc.uint8Array({ minLength: 200, maxLength: 200 }).map((bytes) => new Choices(bytes));
    fc.assert(
      fc.property(anyChoices, fc.constantFrom(...NAMES), (choices, spaceUuid) => {
        const snapshot = anyTree(choices);
        const before = buildAccessModel(snapshot);
        const result = buildAccessModel(closedByHand(snapshot, spaceUuid));
        const { after, diff } = previewChanges(before, [{ kind: 'spacePrivacy', spaceUuid, isPrivate: true }]);
        const different = new Set(diff.spaces.map((each) => `${each.userUuid} ${each.spaceUuid}`));
        for (const userUuid of EVERYBODY)
          for (const place of NAMES) {
            const was = before.decideSpace(userUuid, place);
            const is = result.decideSpace(userUuid, place);
            expect(after.decideSpace(userUuid, place)).toEqual(is);
            // Of who has not been read more is said: that what is not known may differ.
            if (!snapshot.members.some((member) => member.userUuid === userUuid)) continue;
            expect(different.has(`${userUuid} ${place}`)).toBe(POWERS.some((power) => is[power] !== was[power]));
          }
      }),
      RUNS,
    );
  });
});
