import { describe, expect, it } from 'vitest';
import { buildAccessModel, type AccessSnapshot } from '#/domain/access';
import type { Member } from '#/domain/members';
import { compareSpace } from './space-effect';

const ROLES = { ana: 'admin', bo: 'viewer', cy: 'member', di: 'member', ed: 'viewer' } as const;

const members = Object.entries(ROLES).map(
  ([userUuid, role]): Member => ({ userUuid, firstName: userUuid, lastName: '', name: userUuid, email: '', role, status: 'active', joinedAt: null, invitedAt: null, groupUuids: [] }),
);

const snapshot: AccessSnapshot = {
  members: members.map(({ userUuid, role }) => ({ userUuid, role, status: 'active', groupUuids: [] })),
  groups: [],
  customRoles: [],
  projects: [{ projectUuid: 'p', userGrants: [], groupGrants: [] }],
  spaces: [{ spaceUuid: 's', projectUuid: 'p', parentSpaceUuid: null, isPrivate: false, directGrants: [{ userUuid: 'ed', role: 'viewer' }], groupGrants: [] }],
};

const compare = (change: Parameters<typeof compareSpace>[0]['change']) =>
  compareSpace({ snapshot, model: buildAccessModel(snapshot), everybody: { members }, spaceUuid: 's', change });

describe('compareSpace', () => {
  it('does not count for unchanged who could never open a space that is made private', () => {
    expect(compare({ isPrivate: true })).toMatchObject({ gone: ['bo'], same: 2, open: 0 });
  });

  it('counts everybody a grant is for', () => {
    expect(compare({ grants: [{ kind: 'user', uuid: 'cy', role: 'viewer' }] })).toMatchObject({ come: [], same: 1, concerned: 1 });
  });
});
