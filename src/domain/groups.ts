import { addressesIn, isAddress } from '../lib/emails';
import { sortedBy, type ListRules } from '../lib/rows';
import { fold, listOf } from '../lib/text';
import type { Member } from './members';

/** A project that a group is granted: `role` as people read it. */
type GroupUse = { projectUuid: string; projectName: string; role: string };

/** One row of the list of groups. `members` is null as long as it is not known; `isWhole`: all projects have been asked for `uses`. */
export type GroupRow = {
  uuid: string;
  name: string;
  createdAt: string;
  members: number | null;
  uses: readonly GroupUse[];
  isWhole: boolean;
};

/** In the filter by project: groups that are granted none. */
export const NO_PROJECT = 'none';

export type GroupColumn = 'name' | 'members' | 'projects' | 'created';

/**
 * What the list of groups is searched by, sorted by and narrowed by. What is not known comes last; a group whose members are
 * not known passes no filter by size, and one whose projects are not all known is not said to have none.
 */
export const GROUP_RULES = {
  textOf: ({ name }: GroupRow) => name,
  ...sortedBy<GroupRow, GroupColumn>({
    name: ({ name }) => name,
    members: ({ members }) => members,
    projects: ({ uses }) => uses.length,
    created: ({ createdAt }) => Date.parse(createdAt) || null,
  }),
  filters: {
    members: {
      name: 'Members',
      options: [
        { value: 'filled', label: 'With members' },
        { value: 'empty', label: 'Empty' },
      ],
      of: ({ members }) => (members === null ? [] : [members > 0 ? 'filled' : 'empty']),
    },
    project: {
      name: 'Project',
      of: ({ uses, isWhole }) =>
        uses.length === 0 && isWhole ? [NO_PROJECT] : uses.map(({ projectUuid }) => projectUuid),
    },
  },
} satisfies ListRules<GroupRow, 'members' | 'project', GroupColumn>;

/** Ours, so that a name fits where it is shown: Lightdash itself has no limit. */
const GROUP_NAME_LENGTH = 255;

type NameCheck = { problem: string | null; warning: string | null };

/**
 * Whether a group may be called that. Lightdash takes an empty name (CreateGroupInOrganization.empty-name) and refuses one
 * that exists, letter by letter (duplicate-name); a name that differs in case or accents only is worth a warning.
 * In: the name as typed; the groups there are; the group itself when it is renamed.
 */
export function checkGroupName(
  typed: string,
  groups: Iterable<{ uuid: string; name: string }>,
  self?: string,
): NameCheck {
  const name = typed.trim();
  if (name.length > GROUP_NAME_LENGTH) {
    return {
      problem: `A name has at most ${GROUP_NAME_LENGTH} characters; this one has ${name.length}.`,
      warning: null,
    };
  }
  const others = [...groups].filter(({ uuid }) => uuid !== self);
  if (others.some((group) => group.name === name))
    return { problem: 'A group with this name exists already.', warning: null };
  const similar = name === '' ? undefined : others.find((group) => fold(group.name) === fold(name));
  return { problem: null, warning: similar ? `There is a group called “${similar.name}” already.` : null };
}

/**
 * Makes what finds groups by names that people wrote: letter by letter, else whatever the case and the accents, where only one is
 * called so. In: the groups there are. Out: for names their groups, and why some of them have none, or null.
 */
export function groupFinder(groups: Iterable<{ uuid: string; name: string }>) {
  const exactly = new Map<string, string[]>();
  const alike = new Map<string, string[]>();
  for (const { uuid, name } of groups) {
    for (const [index, key] of [
      [exactly, name],
      [alike, fold(name)],
    ] as const)
      index.set(key, [...(index.get(key) ?? []), uuid]);
  }
  const called = (name: string) => exactly.get(name) ?? alike.get(fold(name)) ?? [];
  return (names: readonly string[]): { uuids: string[]; problem: string | null } => {
    const found = names.map((name) => ({ name, those: called(name) }));
    const unknown = found.filter(({ those }) => those.length === 0).map(({ name }) => name);
    const unclear = found.filter(({ those }) => those.length > 1).map(({ name }) => name);
    const problems = [
      unknown.length > 0 && `There is no group called ${listOf(unknown)}.`,
      unclear.length > 0 && `More than one group is called ${listOf(unclear)}, whatever the case and the accents.`,
    ].filter(Boolean);
    return {
      uuids: [...new Set(found.flatMap(({ those }) => those))],
      problem: problems.length > 0 ? problems.join(' ') : null,
    };
  };
}

/** Somebody to be added to a group, or an entry of a pasted list that cannot be: `blocked` says why, a `note` is only worth knowing. */
type Addition = {
  id: string;
  userUuid: string | null;
  label: string;
  detail: string;
  blocked: string | null;
  note: string | null;
};

const NOTES: Partial<Record<Member['status'], string>> = {
  pending: 'Has not accepted the invitation yet.',
  expired: 'Has not accepted the invitation, which has expired.',
  deactivated: 'Is deactivated and cannot sign in.',
};

/**
 * Who is to be added: people that were picked, and those of a pasted list, found by e-mail address. Never throws: what
 * cannot be added is an entry with the reason, and these come first, so that they are seen in a long list.
 * In: uuids, the pasted text, everybody in the organization, and who is in the group already.
 */
export function planAdditions(
  picked: readonly string[],
  pasted: string,
  everybody: readonly Member[],
  inGroup: ReadonlySet<string>,
): Addition[] {
  const byUuid = new Map(everybody.map((member) => [member.userUuid, member]));
  const byEmail = new Map(everybody.map((member) => [member.email.toLowerCase(), member]));
  const seen = new Set<string>();
  const additions: Addition[] = [];

  const add = (member: Member) => {
    if (seen.has(member.userUuid)) return;
    seen.add(member.userUuid);
    additions.push({
      id: member.userUuid,
      userUuid: member.userUuid,
      label: member.name,
      detail: member.name === member.email ? '' : member.email,
      blocked: inGroup.has(member.userUuid) ? 'Already in this group.' : null,
      note: NOTES[member.status] ?? null,
    });
  };
  const report = (label: string, blocked: string) => {
    const id = `text ${label.toLowerCase()}`;
    if (seen.has(id)) return;
    seen.add(id);
    additions.push({ id, userUuid: null, label, detail: '', blocked, note: null });
  };

  for (const uuid of picked) {
    const member = byUuid.get(uuid);
    if (member) add(member);
  }
  for (const entry of readList(pasted)) {
    const member = byEmail.get(entry.toLowerCase());
    if (member) add(member);
    else
      report(
        entry,
        isAddress(entry) ? 'Nobody in the organization has this address.' : 'This is not an e-mail address.',
      );
  }
  return additions.toSorted((a, b) => Number(a.blocked === null) - Number(b.blocked === null));
}

/** The addresses of a pasted list. Of a line with an address nothing else counts, and its header not at all. */
function readList(pasted: string): string[] {
  return pasted.split(/\r\n|\r|\n/).flatMap((line, i) => {
    const entries = addressesIn(line);
    const addresses = entries.filter((entry) => entry.includes('@'));
    if (addresses.length > 0) return addresses;
    return i === 0 && /\be-?mail/i.test(line) ? [] : entries;
  });
}
