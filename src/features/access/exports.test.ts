import { afterEach, describe, expect, it, vi } from 'vitest';
import { buildAccessModel, personRows } from '#/access';
import { download } from '#/lib/download';
import { exportReview } from './exports';
import { unreadInWords } from './matrixRows';

vi.mock('#/lib/download', () => ({ download: vi.fn() }));

afterEach(() => {
  vi.mocked(download).mockClear();
});

const model = buildAccessModel({
  members: [{ userUuid: 'ana', role: 'viewer', status: 'active', groupUuids: ['g'] }],
  groups: [{ groupUuid: 'g', name: 'Analysts' }],
  customRoles: [],
  projects: [{ projectUuid: 'p', userGrants: [], groupGrants: [{ groupUuid: 'g', role: 'editor' }] }],
  spaces: [],
});

const exported = (partial: string | null) => {
  exportReview(personRows(model.whoCanReach({ projectUuid: 'p' }), new Map(), String), 'Finance', partial);
  const [name = '', text = ''] = vi.mocked(download).mock.lastCall ?? [];
  return { name, lines: String(text).split('\r\n') };
};

describe('the review of a project', () => {
  it('has the whole path of everybody', () => {
    const { name, lines } = exported(null);
    expect(name).toMatch(/^lightdash-access-review-of-finance-\d/);
    expect(lines[0]).toContain('Person,E-mail');
    expect(lines[1]).toContain(
      'Decides: In Analysts, which is granted editor in the project. Without effect: Viewer in the organization',
    );
  });

  it('says in its name and beside everybody that there may be more', () => {
    const { name, lines } = exported('Seen as a developer.');
    expect(name).toMatch(/^lightdash-access-review-of-finance-partial-\d/);
    expect(lines[0]).toMatch(/Not complete,Person/);
    expect(lines[1]).toMatch(/^Seen as a developer\.,/);
  });
});

it('names the projects whose grants could not be read, a few of them', () => {
  expect(unreadInWords(['Finance'])).toBe('The grants of Finance could not be read, so roles there are not known.');
  expect(unreadInWords(['A', 'B', 'C', 'D', 'E'])).toContain('A, B, C and 2 other projects');
});
