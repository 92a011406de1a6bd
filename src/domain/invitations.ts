import { addressesIn, isAddress } from '../lib/emails';
import { fold } from '../lib/text';
import { isInvited, type Member } from './members';
import { isOrganizationRole, ORGANIZATION_ROLES, roleName, type OrganizationRole } from './roles';

/** One person to invite. A row with a problem can't be sent; a note is only worth knowing. */
export type InvitationRow = {
  /** Where it stands in the input, counted from 1. */
  line: number;
  /** In lower case; as it is written where it is no address. */
  email: string;
  role: OrganizationRole;
  /** Names, as written. */
  groups: string[];
  problem: string | null;
  note: string | null;
};

export type InvitationContext = {
  /** Who is in the organization already, by e-mail address in lower case. */
  existing: ReadonlyMap<string, Pick<Member, 'status'>>;
  defaultRole: OrganizationRole;
};

type Draft = { line: number; email: string; role?: string | undefined; groups?: string | undefined; problem?: string };

/**
 * Invitations from pasted text or a CSV file, line by line: addresses in any form (addressesIn), or one address with a role and
 * groups behind it. A first line that names a column of e-mail addresses among others makes it a table, whose columns may come
 * in any order. Never throws and leaves no address out: what cannot be read is a row with its problem. Empty lines are skipped.
 */
export function parseInvitations(text: string, context: InvitationContext): InvitationRow[] {
  const lines = text.split(/\r\n|\r|\n/);
  const first = lines.findIndex((line) => line.trim() !== '');
  const header = lines[first]?.includes('@') ? '' : (lines[first] ?? '');
  const delimiter = DELIMITERS.find(
    (each) => header.includes(each) && header.split(each).map(titleOf).some(isEmailTitle),
  );
  if (delimiter !== undefined) return check(readTable(lines, first, delimiter), context);
  const isTitled = isEmailTitle(titleOf(header));
  return check(
    lines.flatMap((line, i) => (isTitled && i === first ? [] : readLine(line, i + 1))),
    context,
  );
}

const DELIMITERS = ['\t', ',', ';'];
const isEmailTitle = (title: string) => ['email', 'emailaddress', 'mail'].includes(title);
const titleOf = (cell: string) => fold(cell).replace(/[^a-z]/g, '');
const roleIn = (cell: string) =>
  fold(cell)
    .trim()
    .replace(/[\s-]+/g, '_');

/** How many lines one cell may have: a quotation mark that is never closed must not swallow the rest. */
const LINES_OF_A_CELL = 10;

const isOpen = (text: string) => text.split('"').length % 2 === 0;

/** What separates within quotation marks does not count, nor do these. */
function cellsOf(text: string, delimiter: string): string[] {
  const parts = text.split('"').map((part, i) => (i % 2 === 0 ? part.replaceAll(delimiter, '\u0000') : part));
  return parts.join('').split('\u0000');
}

function readTable(lines: readonly string[], first: number, delimiter: string): Draft[] {
  const titles = cellsOf(lines[first] ?? '', delimiter).map(titleOf);
  const email = titles.findIndex(isEmailTitle);
  const role = titles.indexOf('role');
  const groups = titles.findIndex((title) => title === 'group' || title === 'groups');
  // In a last column several of them may be cells of their own, where what separates them separates cells too.
  const isLast = titles.slice(groups + 1).every((title) => title === '');
  const drafts: Draft[] = [];
  const elsewhere = new Map<string, Draft>();
  for (let i = first + 1; i < lines.length; i++) {
    const line = i + 1;
    let text = lines[i] ?? '';
    if (isOpen(text)) {
      const end = lines.slice(i + 1, i + LINES_OF_A_CELL).findIndex(isOpen);
      if (end >= 0) text = lines.slice(i, (i += end + 1) + 1).join(' ');
    }
    const cells = cellsOf(text, delimiter);
    if (cells.every((cell) => cell.trim() === '')) continue;
    const addresses = addressesIn(cells[email] ?? '');
    for (const address of addresses.length === 0 ? [''] : addresses)
      drafts.push({
        line,
        email: address,
        role: cells[role],
        groups: isLast ? cells.slice(groups).join(';') : cells[groups],
      });
    for (const address of cells.flatMap((cell, j) => (j === email ? [] : addressesIn(cell).filter(isAddress))))
      elsewhere.set(address.toLowerCase(), { line, email: address, problem: 'Not in the column of e-mail addresses.' });
  }
  for (const draft of drafts) elsewhere.delete(draft.email.toLowerCase());
  return [...drafts, ...elsewhere.values()];
}

function readLine(text: string, line: number): Draft[] {
  const entries = addressesIn(text);
  const addresses = entries.filter((entry) => entry.includes('@'));
  const [email] = addresses;
  const cells = addresses.length === 1 ? cellsBehind(text) : [];
  if (email === undefined || cells.every((cell) => cell.trim() === ''))
    return entries.map((each) => ({ line, email: each }));
  const [role, ...groups] = cells;
  return [{ line, email, role, groups: groups.join(';') }];
}

/** The cells behind the one with the address. Groups are separated by semicolons, so these part cells only where a role follows. */
function cellsBehind(text: string): string[] {
  for (const delimiter of DELIMITERS) {
    if (!text.includes(delimiter)) continue;
    const cells = cellsOf(text, delimiter);
    const behind = cells.slice(cells.findIndex((cell) => cell.includes('@')) + 1);
    if (behind.length > 0 && (delimiter !== ';' || isOrganizationRole(roleIn(behind[0] ?? '')))) return behind;
  }
  return [];
}

function check(drafts: readonly Draft[], { existing, defaultRole }: InvitationContext): InvitationRow[] {
  const lineOf = new Map<string, number>();
  return drafts.map((draft) => {
    const isReadable = isAddress(draft.email);
    const email = isReadable ? draft.email.toLowerCase() : draft.email;
    const wanted = draft.role ? roleIn(draft.role) : '';
    const known = isOrganizationRole(wanted);
    const present = existing.get(email);
    const status = present?.status;
    const earlier = lineOf.get(email);
    const problem = () => {
      if (email === '') return 'There is no e-mail address in this row.';
      if (!isReadable) return 'This is not an e-mail address.';
      if (draft.problem !== undefined) return draft.problem;
      if (earlier !== undefined)
        return `This address is on ${earlier === draft.line ? 'this line' : `line ${earlier}`} already.`;
      if (status === 'active') return 'This person is a member already.';
      if (status === 'deactivated') return 'This person is a member already, but deactivated.';
      if (wanted !== '' && !known) return `“${draft.role?.trim()}” is not a role. ${ROLES_TO_CHOOSE}`;
      return null;
    };
    const row: InvitationRow = {
      line: draft.line,
      email,
      role: known ? wanted : defaultRole,
      groups: draft.groups ? [...new Set(draft.groups.split(';').map((name) => name.trim()))].filter(Boolean) : [],
      problem: problem(),
      note: present && isInvited(present) ? 'Invited before; a new link replaces the old one. The role stays.' : null,
    };
    if (earlier === undefined) lineOf.set(email, draft.line);
    return row;
  });
}

const ROLES_TO_CHOOSE = `Roles are ${ORGANIZATION_ROLES.map((role) => roleName(role).toLowerCase()).join(', ')}.`;
