import { describe, expect, it } from 'vitest';
import { becauseOf, powersInWords } from './access-words';
import { inSpace } from './access/testing';

describe('powersInWords', () => {
  it('says in full what it means to edit without seeing', () => {
    expect(powersInWords({ view: false, manage: false, editDashboards: true, editCharts: true })).toBe('Can edit, but does not see it in lists');
    expect(powersInWords({ view: true, manage: true, editDashboards: false, editCharts: false })).toBe('View and manage');
  });
});

describe('becauseOf', () => {
  it('names what lets somebody manage beside what opens the space', () => {
    const answer = inSpace({ organization: 'editor', spaceDirect: 'viewer', isPrivate: false });
    expect(answer.manage).toBe(true);
    expect(becauseOf(answer)).toBe('Granted viewer here; manages it by: editor in the organization, as the space is public');
  });

  it('names a custom role that does', () => {
    const answer = inSpace({ organization: 'viewer', direct: ['manage:Space'], spaceDirect: 'viewer', isPrivate: true });
    expect(answer.manage).toBe(true);
    expect(becauseOf(answer)).toMatch(/^Granted viewer here; manages it by: granted Role of ana in the project$/);
  });

  it.each([
    ['an admin of the space', { organization: 'editor', spaceDirect: 'admin', isPrivate: true }, 'Granted admin here'],
    ['an admin of the project', { organization: 'admin', isPrivate: true }, 'Admin in the organization'],
    ['who manages nothing', { organization: 'interactive_viewer', spaceDirect: 'viewer', isPrivate: true }, 'Granted viewer here'],
  ] as const)('says it once for %s', (_, the, line) => {
    expect(becauseOf(inSpace(the))).toBe(line);
  });
});
