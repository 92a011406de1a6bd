/** A space as the list of a project has it (0.2110). */
export const summary = (fields: object = {}) => ({
  uuid: 's1',
  projectUuid: 'p1',
  name: 'Finance',
  parentSpaceUuid: null,
  isPrivate: true,
  access: ['ana'],
  chartCount: '12',
  dashboardCount: '0',
  ...fields,
});

/** Somebody whom `GetSpace` names. */
export const row = (userUuid: string, fields: object = {}) => ({
  userUuid,
  firstName: 'Ana',
  lastName: 'Silva',
  email: 'ana@x.example',
  role: 'viewer',
  hasDirectAccess: true,
  inheritedRole: 'viewer',
  ...fields,
});

/** The same space as `GetSpace` has it. */
export const one = (fields: object = {}) => ({
  ...summary(),
  access: [row('ana')],
  groupsAccess: [{ groupUuid: 'g1', groupName: 'Analysts', spaceRole: 'editor' }],
  childSpaces: [],
  queries: [],
  dashboards: [],
  breadcrumbs: [{ uuid: 's1', name: 'Finance' }],
  ...fields,
});
