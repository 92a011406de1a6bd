import { describe, expect, it } from 'vitest';
import { describeUnread, explain, explainRoot, type PathStep, type Reason } from './index';
import { inProject, inSpace, type Case } from './testing';

const ofSpace = (the: Case) => inSpace(the).path.map(explain);
const ofProject = (the: Case) => inProject(the).path.map(explain);

describe('a path in words', () => {
  it('explains in a project what counts and what is weaker', () => {
    expect(ofProject({ organization: 'editor', direct: 'viewer', groups: [{ project: 'viewer' }, {}] })).toEqual([
      'Editor in the organization.',
      'Granted viewer in the project. Weaker than the organization role, so it changes nothing.',
      'In Group own-0, which is granted viewer in the project. Weaker than the organization role, so it changes nothing.',
    ]);
    expect(
      ofProject({ organization: 'member', direct: ['manage:Space'], groups: [{ project: ['view:Project'] }] }),
    ).toEqual([
      'Member in the organization. Opens only what they are given access to.',
      'Granted Role of ana in the project. Without the scope view:Project it does not show the project.',
      'In Group own-0, which is granted Role of own-0 in the project.',
    ]);
  });

  it('explains in a space what hides, what is weaker and what replaces publicness', () => {
    expect(
      ofSpace({ organization: 'interactive_viewer', groups: [{ space: 'editor' }], spaceDirect: 'viewer' }),
    ).toEqual([
      'Interactive viewer in the organization.',
      'Granted viewer here.',
      'In Group own-0, which is granted editor here. Hidden by the direct grant.',
      'Public: open to everyone with a role in the project. The grants on the space count instead.',
    ]);
    expect(
      ofSpace({ organization: 'viewer', groups: [{ space: 'editor' }, { space: 'viewer' }], isPrivate: true }),
    ).toEqual([
      'Viewer in the organization.',
      'In Group own-0, which is granted editor here. As a viewer of the project, they can only view it.',
      'In Group own-1, which is granted viewer here. Weaker than the grant of Group own-0, so it changes nothing.',
    ]);
  });

  it('explains why grants are without effect', () => {
    expect(ofSpace({ organization: 'member', spaceDirect: 'editor', isPrivate: true })).toContain(
      'Granted editor here. No access to the project, so this opens nothing.',
    );
    expect(ofSpace({ organization: 'admin', spaceDirect: 'editor', isPrivate: true })).toContain(
      'Granted editor here. An admin of the project can do everything anyway, so it changes nothing.',
    );
    expect(ofSpace({ organization: 'editor', isPrivate: true })).toEqual([
      'Editor in the organization. The space is private, and a role in the project does not open it.',
    ]);
    expect(
      ofSpace({ organization: 'member', direct: ['view:Project'], spaceDirect: 'editor', isPrivate: true }),
    ).toEqual([
      'Member in the organization. Opens only what they are given access to.',
      'Granted Role of ana in the project. None of its scopes gives anything here.',
      'Granted editor here. No scope of the custom roles in the project depends on it, so it changes nothing.',
    ]);
    expect(ofSpace({ organization: 'editor', direct: ['manage:Space'] })).toContain(
      'Granted Role of ana in the project. What its scopes give here is given already.',
    );
  });

  it('does not pretend where something has not been read', () => {
    const { path, unread } = inSpace(
      { organization: 'editor', direct: ['manage:Space'], spaceDirect: 'viewer', isPrivate: true },
      ['spaceGrantRole', 'scopes'],
    );
    expect(path.map(explain)).toEqual([
      'Editor in the organization.',
      'Granted Role of ana in the project. Whether it counts depends on what has not been read.',
      'Granted a role here that can’t be read.',
    ]);
    expect(unread.map(describeUnread)).toEqual([
      'the scopes of Role of ana',
      'the role of their own grant on the space',
    ]);
  });

  it('names where a nested space takes its access from', () => {
    expect(explainRoot({ spaceUuid: 'finance', name: 'Finance' }, 'A')).toBe(
      'Nested: privacy and grants are those of Finance.',
    );
    expect(explainRoot({ spaceUuid: 'finance' }, 'A')).toBe(
      'Nested: privacy and grants are those of the space at the top.',
    );
    expect(ofSpace({ organization: 'editor', spaceDirect: 'viewer', isNested: true })).toContain(
      'Granted viewer on this nested space. A nested space takes its access from the space at the top, so it changes nothing.',
    );
  });

  it('says what is stronger, whatever it is, and does without names', () => {
    const group = { groupUuid: 'g', size: 2 };
    const than = (source: Extract<Reason, { code: 'weaker' }>['than']): PathStep => ({
      kind: 'groupSpaceGrant',
      group,
      role: 'viewer',
      effect: 'none',
      reason: { code: 'weaker', than: source },
    });
    const words = [
      than({ kind: 'projectGrant', role: 'admin' }),
      than({ kind: 'groupProjectGrant', group, role: 'admin' }),
      than({ kind: 'spaceGrant', role: 'admin' }),
      than({ kind: 'publicSpace' }),
    ].map((step) => explain(step).match(/Weaker than (.*),/)?.[1]);
    expect(words).toEqual([
      'the grant in the project',
      'the role of a group in the project',
      'the direct grant',
      'what the public space gives',
    ]);
  });
});
