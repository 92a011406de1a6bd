import { describe, expect, it } from 'vitest';
import { buildAccessModel, holdersOf, previewRoleScopes, type AccessSnapshot } from './index';

const snapshot: AccessSnapshot = {
  generation: 'C',
  members: [
    { userUuid: 'ana', role: 'member', roleUuid: 'auditor', status: 'active', groupUuids: [] },
    { userUuid: 'ben', role: 'member', status: 'active', groupUuids: [] },
    { userUuid: 'cem', role: 'member', status: 'active', groupUuids: ['crew'] },
    { userUuid: 'dora', role: 'viewer', status: 'active', groupUuids: [] },
    { userUuid: 'eva', role: 'admin', roleUuid: null, status: 'active', groupUuids: ['crew'] },
  ],
  groups: [{ groupUuid: 'crew', name: 'Crew' }],
  customRoles: [{ roleUuid: 'auditor', name: 'Auditor', scopes: ['view:Project', 'view:Space'] }],
  projects: [
    {
      projectUuid: 'shop',
      userGrants: [{ userUuid: 'ben', role: 'auditor' }],
      groupGrants: [{ groupUuid: 'crew', role: 'auditor' }],
    },
  ],
  spaces: [
    {
      spaceUuid: 'open',
      projectUuid: 'shop',
      parentSpaceUuid: null,
      directGrants: [],
      groupGrants: [],
      inheritsParent: true,
      inheritsFromProject: true,
      projectMemberRole: null,
    },
  ],
};
const model = buildAccessModel(snapshot);

describe('a custom role that allows something else', () => {
  it('is held in the organization, in a project, and through a group there', () => {
    expect([...holdersOf(snapshot, 'auditor')].toSorted()).toEqual(['ana', 'ben', 'cem', 'eva']);
  });

  it('changes what its holders may do, and nobody else', () => {
    const { diff } = previewRoleScopes(model, 'auditor', ['view:Project', 'manage:Space']);
    expect(diff.gaining.toSorted()).toEqual(['ana', 'ben', 'cem']);
    expect(diff.losing).toEqual([]);
  });

  it('shuts out those whom nothing else lets in', () => {
    const { diff } = previewRoleScopes(model, 'auditor', ['view:Dashboard']);
    expect(diff.losing.toSorted()).toEqual(['ana', 'ben', 'cem']);
  });

  it('changes nothing as long as it allows the same', () => {
    const { diff } = previewRoleScopes(model, 'auditor', ['view:Space', 'view:Project']);
    expect([...diff.gaining, ...diff.losing]).toEqual([]);
  });
});
