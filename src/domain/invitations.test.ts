import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInvitationRows, parseInvitations, type InvitationContext } from './invitations';
import type { MemberStatus } from './members';

const context: InvitationContext = {
  defaultRole: 'viewer',
  existing: new Map<string, MemberStatus>([
    ['here@shop.example', 'active'],
    ['gone@shop.example', 'deactivated'],
    ['soon@shop.example', 'pending'],
    ['late@shop.example', 'expired'],
  ]),
};

const emails = (text: string) => parseInvitations(text, context).map(({ email }) => email);
const problems = (text: string) => parseInvitations(text, context).map(({ problem }) => problem);

const read = (...rows: string[][]) => parseInvitationRows(rows, context);

describe('pasted text', () => {
  it.each([
    ['ana@shop.example\nbo@shop.example', ['ana@shop.example', 'bo@shop.example']],
    ['ana@shop.example, bo@shop.example;cy@shop.example', ['ana@shop.example', 'bo@shop.example', 'cy@shop.example']],
    ['ana@shop.example bo@shop.example', ['ana@shop.example', 'bo@shop.example']],
    ['\r\n  ana@shop.example ;\r\n\r\n,', ['ana@shop.example']],
    ['Ana Díaz <ANA@shop.example>', ['ana@shop.example']],
    ['"Díaz, Ana" <ana@shop.example>, Bo <bo@shop.example>', ['ana@shop.example', 'bo@shop.example']],
    ['"Díaz; Ana" <ana@shop.example>', ['ana@shop.example']],
    ['Díaz, Ana <ana@shop.example>; Li, Bo <bo@shop.example>', ['ana@shop.example', 'bo@shop.example']],
    ['"ana@shop.example","bo@shop.example"', ['ana@shop.example', 'bo@shop.example']],
    ['"ana@shop.example" <ana@shop.example>', ['ana@shop.example']],
    ['<ana@shop.example>, mailto:bo@shop.example', ['ana@shop.example', 'bo@shop.example']],
    ['Ana ana@shop.example', ['ana@shop.example']],
    ['', []],
  ])('reads %j', (text, expected) => {
    expect(emails(text)).toEqual(expected);
    expect(problems(text)).toEqual(expected.map(() => null));
  });

  it('gives the default role, no groups, and the line', () => {
    expect(parseInvitations('\nana@shop.example', context)).toEqual([
      { line: 2, email: 'ana@shop.example', role: 'viewer', groups: [], problem: null, note: null },
    ]);
  });

  it.each([
    'ana',
    'Ana <>',
    '@shop.example',
    'ana@',
    'ana@shop',
    'ana@@shop.example',
    'ana@shop..example',
    'ana@sh op',
  ])('does not take %j for an address', (text) => {
    expect(problems(text)).toEqual(['This is not an e-mail address.']);
  });

  it('takes unusual addresses', () => {
    for (const email of ["o'brien+x@shop.example", 'i@пример.рф', 'a.b-c@x-y.co.uk']) {
      expect(problems(email)).toEqual([null]);
    }
    expect(problems(`${'a'.repeat(250)}@x.io`)).not.toEqual([null]);
  });

  it('reads cells copied from a spreadsheet as rows', () => {
    expect(parseInvitations('E-mail\tRole\r\nana@shop.example\tEditor\r\n', context)).toEqual([
      { line: 2, email: 'ana@shop.example', role: 'editor', groups: [], problem: null, note: null },
    ]);
  });
});

describe('who is invited already', () => {
  it('names the problem or the note', () => {
    const text =
      'Here@shop.example\ngone@shop.example\nsoon@shop.example\nlate@shop.example\nnew@a.io\nNEW@a.io\nnew@a.io';
    expect(parseInvitations(text, context).map(({ problem, note }) => problem ?? note)).toEqual([
      'This person is a member already.',
      'This person is a member already, but deactivated.',
      'Invited before; a new link replaces the old one.',
      'Invited before; a new link replaces the old one.',
      null,
      'This address is on line 5 already.',
      'This address is on line 5 already.',
    ]);
  });
});

describe('rows of a CSV file', () => {
  it('reads e-mail, role and groups without a header', () => {
    expect(read(['ana@shop.example', 'Interactive viewer', 'Sales; Ops;;Sales'], [' '], ['bo@shop.example'])).toEqual([
      {
        line: 1,
        email: 'ana@shop.example',
        role: 'interactive_viewer',
        groups: ['Sales', 'Ops'],
        problem: null,
        note: null,
      },
      { line: 3, email: 'bo@shop.example', role: 'viewer', groups: [], problem: null, note: null },
    ]);
  });

  it('takes columns by their titles', () => {
    const rows = read(['Name', 'Groups', 'Role', 'E-Mail'], ['Ana', 'Sales', 'interactive_viewer', 'ana@shop.example']);
    expect(rows).toMatchObject([{ line: 2, email: 'ana@shop.example', role: 'interactive_viewer', groups: ['Sales'] }]);
    expect(read(['email'], ['ana@shop.example', 'admin'])).toMatchObject([{ role: 'viewer', groups: [] }]);
  });

  it('names unknown roles and missing addresses', () => {
    const [unknown, missing] = read(['ana@shop.example', ' Owner '], ['', 'editor']);
    expect(unknown?.problem).toBe(
      '“Owner” is not a role. Roles are member, viewer, interactive viewer, editor, developer, admin.',
    );
    expect(unknown?.role).toBe('viewer');
    expect(missing?.problem).toBe('There is no e-mail address in this row.');
  });

  it('takes no rows', () => {
    expect(read()).toEqual([]);
    expect(read(['email', 'role'])).toEqual([]);
  });
});

describe('any input', () => {
  it('gives every address once, whatever separates them', () => {
    const address = fc.emailAddress({ size: 'small' }).filter((email) => /^[\w.+-]+@[\w.-]+$/.test(email));
    const separator = fc.constantFrom(',', ';', '\n', '\r\n', ', ', ' ; ', ' ');
    fc.assert(
      fc.property(fc.uniqueArray(address, { selector: (email) => email.toLowerCase() }), separator, (list, between) => {
        const rows = parseInvitations(list.join(between), context);
        expect(rows.map(({ email }) => email)).toEqual(list.map((email) => email.toLowerCase()));
        expect(rows.every(({ problem }) => problem === null)).toBe(true);
      }),
    );
  });

  it('never throws, and never passes the same address twice', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('ana@a.io', 'Ana@a.io', 'email', 'admin'));
    fc.assert(
      fc.property(fc.array(fc.array(cell)), (rows) => {
        const text = rows.map((cells) => cells.join(',')).join('\n');
        for (const parsed of [parseInvitationRows(rows, context), parseInvitations(text, context)]) {
          const good = parsed.filter(({ problem }) => problem === null).map(({ email }) => email);
          expect(new Set(good).size).toBe(good.length);
        }
      }),
    );
  });

  it('takes a hostile line in its stride', () => {
    for (const text of ['"', '<', '@', 'a@a.', ' ', ',<', 'a-', '"@"']) {
      const start = performance.now();
      parseInvitations(text.repeat(Math.floor(100_000 / text.length)), context);
      expect(performance.now() - start).toBeLessThan(10_000);
    }
  });
});
