import { expect, it } from 'vitest';
import { describeAccess } from './service-accounts';

const nameRole = (uuid: string) => `Role ${uuid}`;
const account = { scopes: [] as string[], roleUuid: null as string | null, projectCount: 0 };

it.each([
  [{ scopes: ['system:interactive_viewer'] }, 'Interactive viewer'],
  [{ scopes: ['system:member'], projectCount: 1 }, 'Member, with a role in 1 project'],
  [
    { scopes: ['org:read', 'org:edit', 'scim:manage'] },
    'Reads content, Changes content and Manages people and groups by SCIM',
  ],
  [{ scopes: ['org:new'] }, 'org:new'],
  [{ scopes: ['org:admin'], roleUuid: 'r' }, 'Role r'],
  [{}, 'What it may do is not told'],
])('says what a service account may do: %j', (facts, said) => {
  expect(describeAccess({ ...account, ...facts }, nameRole)).toBe(said);
});
