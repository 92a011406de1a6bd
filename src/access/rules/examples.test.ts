import { describe, expect, it } from 'vitest';
import { inSpace, type Case } from './testing';

const READS = ['view:Project', 'view:Space', 'view:Dashboard', 'view:SavedChart'];
const CONTENT = [...READS, 'manage:Dashboard', 'manage:SavedChart'];

/** Examples of A: title, case, roles of the rows, powers. */
const EXAMPLES: [string, Case, string, string][] = [
  [
    '1 a lower direct role does not restrict',
    { organization: 'editor', direct: 'viewer', groups: [{ project: 'developer' }, {}], isNested: true },
    'editor',
    'L V C M',
  ],
  [
    '2 an organization member with a direct role',
    { organization: 'member', direct: 'editor', groups: [{}, {}, {}] },
    'editor',
    'L V C M',
  ],
  [
    '3 a role through a group only',
    {
      organization: 'member',
      groups: [{ project: 'interactive_viewer', space: 'editor' }, {}, {}],
      isPrivate: true,
      isNested: true,
    },
    'editor',
    'L V C',
  ],
  [
    '4 a space grant without project access is inert',
    { organization: 'member', spaceDirect: 'admin', isPrivate: true, isNested: true },
    '',
    '',
  ],
  [
    '5 a space editor who is only viewer of the project',
    { organization: 'viewer', groups: [{}], spaceDirect: 'editor', isPrivate: true },
    'editor',
    'L V',
  ],
  [
    '6 a space admin who is only viewer of the project',
    { organization: 'viewer', groups: [{}, {}], spaceDirect: 'admin', isPrivate: true, isNested: true },
    'admin',
    'L V',
  ],
  [
    '7 interactive viewer, editor row',
    { organization: 'interactive_viewer', direct: 'interactive_viewer', spaceDirect: 'editor', isPrivate: true },
    'editor',
    'L V C',
  ],
  [
    '8 interactive viewer, admin row',
    { organization: 'interactive_viewer', direct: 'viewer', spaceDirect: 'admin', isPrivate: true, isNested: true },
    'admin',
    'L V C M',
  ],
  [
    '9 the direct role hides the group’s higher one',
    {
      organization: 'interactive_viewer',
      groups: [{ project: 'viewer', space: 'editor' }, { project: 'viewer', space: 'viewer' }, {}, {}],
      spaceDirect: 'viewer',
      isPrivate: true,
    },
    'viewer viewer viewer',
    'L V',
  ],
  [
    '10 but not a group’s admin',
    {
      organization: 'interactive_viewer',
      groups: [{ project: 'interactive_viewer' }, { space: 'admin' }],
      spaceDirect: 'viewer',
    },
    'admin viewer',
    'L V C M',
  ],
  [
    '11 an editor held down on a public space manages it still',
    { organization: 'editor', direct: 'interactive_viewer', spaceDirect: 'viewer' },
    'viewer',
    'L V M',
  ],
  [
    '12 a group holds down when all groups hold a grant',
    { organization: 'editor', groups: [{ space: 'viewer' }], isNested: true },
    'viewer',
    'L V M',
  ],
  [
    '13 but not with one more group without a grant',
    {
      organization: 'interactive_viewer',
      groups: [{ project: 'interactive_viewer', space: 'viewer' }, { project: 'editor' }, {}],
    },
    'editor viewer',
    'L V C M',
  ],
  [
    '14 unless the others give no project role',
    { organization: 'member', groups: [{ project: 'editor', space: 'viewer' }, {}], isNested: true },
    'viewer',
    'L V M',
  ],
  [
    '15 groups with different space roles',
    {
      organization: 'interactive_viewer',
      groups: [{ project: 'viewer', space: 'viewer' }, { space: 'editor' }, { space: 'editor' }],
      isPrivate: true,
      isNested: true,
    },
    'editor editor viewer',
    'L V C',
  ],
  [
    '16 project admin through a group sees a private space',
    { organization: 'viewer', groups: [{ project: 'admin' }, { project: 'viewer' }], isPrivate: true, isNested: true },
    'admin',
    'L V C M',
  ],
  ['17 developer without a grant, private', { organization: 'developer', groups: [{}, {}], isPrivate: true }, '', ''],
  [
    '18 nested in a private root where the member is editor',
    {
      organization: 'viewer',
      direct: 'interactive_viewer',
      groups: [{}],
      spaceDirect: 'editor',
      isPrivate: true,
      isNested: true,
    },
    'editor',
    'L V C',
  ],
  [
    '19 custom role with manage:Space but no manage:Dashboard',
    { organization: 'member', groups: [{ project: [...READS, 'manage:Space'] }, {}], isPrivate: true },
    '',
    'L V M',
  ],
  [
    '20 custom role with manage:Dashboard',
    { organization: 'member', groups: [{ project: CONTENT }, {}], isNested: true },
    'viewer',
    'L V C',
  ],
  [
    '21 which edits what it can’t open',
    { organization: 'member', groups: [{ project: CONTENT }, {}], isPrivate: true },
    '',
    'C',
  ],
  [
    '22 custom role with manage:Dashboard@space and an editor row',
    {
      organization: 'member',
      groups: [
        {
          project: [...READS, 'manage:Space@public', 'manage:Dashboard@space', 'manage:SavedChart@space'],
          space: 'editor',
        },
      ],
      isPrivate: true,
      isNested: true,
    },
    'editor',
    'L V C',
  ],
  [
    '23 custom role without view:Project opens, but lists nothing',
    { organization: 'member', direct: ['view:Space', 'manage:Dashboard@space'], groups: [{}], spaceDirect: 'editor' },
    'editor',
    'V D',
  ],
  [
    'a group’s grant alone makes a row that opens nothing (A3)',
    { organization: 'member', groups: [{ space: 'admin' }] },
    'admin',
    '',
  ],
  [
    'manage:Space@assigned with an admin row',
    { organization: 'member', direct: [...READS, 'manage:Space@assigned'], spaceDirect: 'admin', isPrivate: true },
    'admin',
    'L V M',
  ],
  [
    'manage:Space@public on a public space',
    { organization: 'member', direct: ['manage:Space@public'] },
    'viewer',
    'V M',
  ],
  [
    'charts and dashboards are two scopes',
    { organization: 'viewer', direct: ['manage:SavedChart'], isPrivate: true },
    '',
    'H',
  ],
];

/** L listed, V view, M manage, C edit content, or D and H: dashboards or charts only. */
function letters({ listed, view, manage, editDashboards, editCharts }: ReturnType<typeof inSpace>): string {
  const content = editDashboards && editCharts ? 'C' : editDashboards ? 'D' : editCharts ? 'H' : '';
  return [listed && 'L', view && 'V', content, manage && 'M'].filter(Boolean).join(' ');
}

describe('the examples of generation A', () => {
  it.each(EXAMPLES)('%s', (_, the, rows, powers) => {
    const access = inSpace(the);
    expect(letters(access)).toBe(powers);
    expect(access.rows).not.toBe('unknown');
    expect(
      (access.rows === 'unknown' ? [] : access.rows)
        .map(({ role }) => role)
        .toSorted()
        .join(' '),
    ).toBe(rows);
  });
});
