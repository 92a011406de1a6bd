import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInvitations, type InvitationContext } from './invitations';
import type { Member } from './members';

const context: InvitationContext = {
  defaultRole: 'viewer',
  existing: new Map<string, Pick<Member, 'status'>>([
    ['here@shop.example', { status: 'active' }],
    ['gone@shop.example', { status: 'deactivated' }],
    ['soon@shop.example', { status: 'pending' }],
    ['late@shop.example', { status: 'expired' }],
  ]),
};

const emails = (text: string) => parseInvitations(text, context).map(({ email }) => email);
const problems = (text: string) => parseInvitations(text, context).map(({ problem }) => problem);

const read = (...lines: string[]) => parseInvitations(lines.join('\n'), context);

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
    ['Ana (ana@shop.example)', ['ana@shop.example']],
    ['Carol, carol@shop.example', ['carol@shop.example']],
    ['Carol; carol@shop.example\tcy@shop.example', ['carol@shop.example', 'cy@shop.example']],
    ['"Doe, Jane" <jane@shop.example>, john@shop.example', ['jane@shop.example', 'john@shop.example']],
    ['"jane@home.example" <jane@shop.example>', ['jane@home.example', 'jane@shop.example']],
    ["'ana@shop.example', bo@shop.example.", ['ana@shop.example', 'bo@shop.example']],
    [
      'ana@shop.example, bo@shop.example\ncy@shop.example\tdee@shop.example',
      'ana bo cy dee'.split(' ').map((name) => `${name}@shop.example`),
    ],
    ['email\nana@shop.example, bo@shop.example', ['ana@shop.example', 'bo@shop.example']],
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

  it.each(['DAVE@shop.example; dave@shop.example', 'dave@shop.example dave@shop.example'])(
    'keeps the person of %j',
    (text) => {
      expect(parseInvitations(text, context)).toMatchObject([
        { email: 'dave@shop.example', problem: null },
        { email: 'dave@shop.example', problem: 'This address is on this line already.' },
      ]);
    },
  );

  it.each([
    ['ana@shop.example, bo@shop.example, Cy', ['ana@shop.example', 'bo@shop.example', 'Cy']],
    ['ana@shop.example; ask Bo\nlater', ['ana@shop.example', 'ask Bo', 'later']],
    ['Ana <ana@shop>, bo@shop.example', ['Ana <ana@shop>', 'bo@shop.example']],
  ])('shows what it cannot read of %j', (text, expected) => {
    expect(emails(text)).toEqual(expected);
    const readable = /^(ana|bo)@shop.example$/;
    expect(problems(text)).toEqual(
      expected.map((each) => (readable.test(each) ? null : 'This is not an e-mail address.')),
    );
  });

  it('reads a role and groups behind the one address of a line, and the other lines as they are', () => {
    const text = [
      'ana@shop.example\tEditor\tSales',
      'bo@shop.example, cy@shop.example',
      '"Doe, Dee", dee@shop.example, viewer, "Sales, EMEA; Ops"',
      'eve@shop.example;admin;Sales;Ops',
      'fay@shop.example, emperor',
    ].join('\n');
    expect(
      parseInvitations(text, context).map(({ email, role, groups, problem }) => [email, role, groups, problem]),
    ).toEqual([
      ['ana@shop.example', 'editor', ['Sales'], null],
      ['bo@shop.example', 'viewer', [], null],
      ['cy@shop.example', 'viewer', [], null],
      ['dee@shop.example', 'viewer', ['Sales, EMEA', 'Ops'], null],
      ['eve@shop.example', 'admin', ['Sales', 'Ops'], null],
      ['fay@shop.example', 'viewer', [], expect.stringMatching(/^“emperor” is not a role\. /)],
    ]);
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
      'Invited before; a new link replaces the old one. The role stays.',
      'Invited before; a new link replaces the old one. The role stays.',
      null,
      'This address is on line 5 already.',
      'This address is on line 5 already.',
    ]);
  });
});

describe('rows of a CSV file', () => {
  it('reads e-mail, role and groups without a header', () => {
    expect(read('ana@shop.example,Interactive viewer,Sales; Ops;;Sales', ' ', 'bo@shop.example')).toEqual([
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

  it.each([',', ';', '\t'])('takes columns by their titles, separated by %j', (between) => {
    const rows = read(
      '',
      `Name${between}Groups${between}Role${between}E-Mail`,
      ['"Ana, née; Li"', 'Sales', 'interactive_viewer', 'ana@shop.example'].join(between),
    );
    expect(rows).toEqual([
      { line: 3, email: 'ana@shop.example', role: 'interactive_viewer', groups: ['Sales'], problem: null, note: null },
    ]);
    expect(read(`email${between}name`, `ana@shop.example${between}admin`)).toMatchObject([
      { role: 'viewer', groups: [] },
    ]);
  });

  it.each([';', ',', '\t'])(
    'takes what stands behind a last column of groups for groups, separated by %j',
    (between) => {
      const line = (...cells: string[]) => cells.join(between);
      const rows = read(
        line('email', 'role', 'groups', ''),
        line('ana@shop.example', 'editor', 'Sales', 'Ops'),
        line('bo@shop.example', 'editor'),
      );
      expect(rows.map(({ groups, problem }) => [groups, problem])).toEqual([
        [['Sales', 'Ops'], null],
        [[], null],
      ]);
      const [inFront] = read(line('email', 'groups', 'note'), line('ana@shop.example', 'Sales', 'Ops'));
      expect(inFront?.groups).toEqual(['Sales']);
    },
  );

  it('reads a cell of two lines, and does not lose the rest to a quotation mark that is alone', () => {
    expect(
      read('note,email', '"first', 'second",ana@shop.example', 'a "note,bo@shop.example', ',cy@shop.example'),
    ).toMatchObject([
      { line: 2, email: 'ana@shop.example', problem: null },
      { line: 4, email: '', problem: 'There is no e-mail address in this row.' },
      { line: 5, email: 'cy@shop.example', problem: null },
      { line: 4, email: 'bo@shop.example', problem: 'Not in the column of e-mail addresses.' },
    ]);
  });

  it('leaves no address of a table out', () => {
    const rows = read(
      'email,asked by',
      'ana@shop.example; bo@shop.example,cy@shop.example',
      'dee@shop.example,ana@shop.example',
      'eve@shop.example,cy@shop.example',
    );
    expect(rows.map(({ email, problem }) => [email, problem])).toEqual([
      ['ana@shop.example', null],
      ['bo@shop.example', null],
      ['dee@shop.example', null],
      ['eve@shop.example', null],
      ['cy@shop.example', 'Not in the column of e-mail addresses.'],
    ]);
  });

  it('names unknown roles and missing addresses', () => {
    const [unknown, missing] = read('email,role', 'ana@shop.example, Owner ', ',editor');
    expect(unknown?.problem).toBe(
      '“Owner” is not a role. Roles are member, viewer, interactive viewer, editor, developer, admin.',
    );
    expect(unknown?.role).toBe('viewer');
    expect(missing?.problem).toBe('There is no e-mail address in this row.');
  });

  it('takes no rows', () => {
    expect(read()).toEqual([]);
    expect(read('email,role')).toEqual([]);
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

  it('leaves no address out, whatever stands around it', () => {
    const around = fc.constantFrom('Ana <%>', '"Li, Bo" <%>', 'Cy (%)', 'Dee, %', 'mailto:%', '%', '"%"', ' %.');
    const between = fc.constantFrom(',', ';', '\n', '\t', '; ');
    const names = fc.array(fc.tuple(fc.integer({ min: 0, max: 99 }), around, between), { minLength: 1 });
    fc.assert(
      fc.property(names, (list) => {
        const written = list.map(([n, form, after]) => form.replace('%', `Person${n}@shop.example`) + after).join('');
        expect(emails(written)).toEqual(list.map(([n]) => `person${n}@shop.example`));
        const good = parseInvitations(written, context).filter(({ problem }) => problem === null);
        expect(new Set(good.map(({ email }) => email))).toEqual(new Set(list.map(([n]) => `person${n}@shop.example`)));
        expect(good).toHaveLength(new Set(list.map(([n]) => n)).size);
      }),
    );
  });

  it('never throws, and never passes the same address twice', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('ana@a.io', 'Ana@a.io', 'email', 'admin'));
    fc.assert(
      fc.property(fc.array(fc.array(cell)), (rows) => {
        const text = rows.map((cells) => cells.join(',')).join('\n');
        const good = parseInvitations(text, context).filter(({ problem }) => problem === null);
        expect(new Set(good.map(({ email }) => email)).size).toBe(good.length);
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
