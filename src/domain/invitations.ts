import { addressesIn, addressIn, isAddress } from '../lib/emails';
import { fold } from '../lib/text';
import type { MemberStatus } from './members';
import { isOrganizationRole, ORGANIZATION_ROLES, roleName, type OrganizationRole } from './roles';

/** One person to invite. A row with a problem can't be sent; a note is only worth knowing. */
export type InvitationRow = {
  /** Where it stands in the input, counted from 1. */
  line: number;
  email: string;
  role: OrganizationRole;
  /** Names, as written. */
  groups: string[];
  problem: string | null;
  note: string | null;
};

export type InvitationContext = {
  /** Who is in the organization already, by e-mail address in lower case. */
  existing: ReadonlyMap<string, MemberStatus>;
  defaultRole: OrganizationRole;
};

type Draft = { line: number; email: string; role?: string | undefined; groups?: string | undefined };

/**
 * Invitations from pasted text: addresses separated by line breaks, commas, semicolons or spaces, also as
 * `Ana Díaz <ana@example.com>`. Cells copied from a spreadsheet (they come with tabs) are read as rows.
 * Never throws: what is no address becomes a row with a problem.
 */
export function parseInvitations(text: string, context: InvitationContext): InvitationRow[] {
  const lines = text.split(/\r\n|\r|\n/);
  if (text.includes('\t'))
    return parseInvitationRows(
      lines.map((line) => line.split('\t')),
      context,
    );
  const drafts = lines.flatMap((line, i) => addressesIn(line).map((email) => ({ line: i + 1, email })));
  return check(drafts, context);
}

/**
 * Invitations from rows of a CSV file: e-mail, role, groups (separated by semicolons). A first row that names an e-mail
 * column is a header, and then the columns may come in any order, with others between them. Empty rows are skipped.
 */
export function parseInvitationRows(rows: readonly string[][], context: InvitationContext): InvitationRow[] {
  const header = (rows[0] ?? []).map((cell) => fold(cell).replace(/[^a-z]/g, ''));
  const column = (...titles: string[]) => header.findIndex((title) => titles.includes(title));
  const named = column('email', 'emailaddress', 'mail');
  const [email, role, groups] = named < 0 ? [0, 1, 2] : [named, column('role'), column('group', 'groups')];
  const drafts = rows.flatMap((cells, i): Draft[] => {
    const isEmpty = cells.every((cell) => cell.trim() === '');
    if (isEmpty || (i === 0 && named >= 0)) return [];
    return [{ line: i + 1, email: addressIn(cells[email] ?? ''), role: cells[role], groups: cells[groups] }];
  });
  return check(drafts, context);
}

function check(drafts: readonly Draft[], { existing, defaultRole }: InvitationContext): InvitationRow[] {
  const lineOf = new Map<string, number>();
  return drafts.map((draft) => {
    const email = draft.email.toLowerCase();
    const wanted = fold(draft.role ?? '')
      .trim()
      .replace(/[\s-]+/g, '_');
    const known = isOrganizationRole(wanted);
    const status = existing.get(email);
    const problem = () => {
      if (email === '') return 'There is no e-mail address in this row.';
      if (!isAddress(email)) return 'This is not an e-mail address.';
      if (lineOf.has(email)) return `This address is on line ${lineOf.get(email)} already.`;
      if (status === 'active') return 'This person is a member already.';
      if (status === 'deactivated') return 'This person is a member already, but deactivated.';
      if (wanted !== '' && !known) return `“${draft.role?.trim()}” is not a role. ${ROLES_TO_CHOOSE}`;
      return null;
    };
    const row: InvitationRow = {
      line: draft.line,
      email,
      role: known ? wanted : defaultRole,
      groups: [
        ...new Set(
          (draft.groups ?? '')
            .split(';')
            .map((name) => name.trim())
            .filter(Boolean),
        ),
      ],
      problem: problem(),
      note: status === 'pending' || status === 'expired' ? 'Invited before; a new link replaces the old one.' : null,
    };
    if (!lineOf.has(email)) lineOf.set(email, draft.line);
    return row;
  });
}

const ROLES_TO_CHOOSE = `Roles are ${ORGANIZATION_ROLES.map((role) => roleName(role).toLowerCase()).join(', ')}.`;
