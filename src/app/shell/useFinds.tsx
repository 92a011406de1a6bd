import { useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useMatches, useNavigate } from 'react-router';
import { useGroups } from '#/data/groups';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import { useProjects, type Project } from '#/data/projects';
import { readSoFar } from '#/data/read-so-far';
import { recentPaths } from '#/data/recents';
import { useMemberRoles } from '#/data/role-names';
import { viewsOf } from '#/data/views';
import { STILL_READING, type Member } from '#/domain/members';
import { reasonOf } from '#/domain/permissions';
import { groupLink } from '#/features/groups/routes';
import { memberLink } from '#/features/members/routes';
import { projectAccessLink } from '#/features/projects/routes';
import { schedulerLink, schedulersLink } from '#/features/schedulers/routes';
import { spaceLink, spacesLink } from '#/features/spaces/routes';
import { bestOf } from '#/lib/ranking';
import { fold } from '#/lib/text';
import type { IconName } from '#/ui/icons';
import { entries, places } from '../places';
import type { PaletteDialog } from './PaletteDialogs';

/** The kinds of what is found, in the order in which equals stand, with how many of each are shown. */
const KINDS = new Map([
  ['Here', 5],
  ['Place', 8],
  ['View', 5],
  ['Action', 5],
  ['Group', 5],
  ['Project', 5],
  ['Space', 5],
  ['Scheduler', 5],
  ['Member', 8],
]);
const SHOWN = 14;

/** One thing to go to or to do. `id` is its path where it has one. */
export type Find = {
  id: string;
  kind: string;
  icon: IconName;
  name: string;
  detail?: string;
  /** Why it cannot be done. */
  reason?: string | undefined;
  run: () => void;
};
type Thing = Find & { folded: string; other?: string };

const NOBODY: readonly Member[] = [];
const NO_PROJECTS: readonly Project[] = [];

/**
 * All that the palette finds. In: the search as typed, and how to open a dialog. Out: what to show, the best first; what has not
 * been read yet or could not be read, in words; and how well the first answers (`rank` of lib/ranking).
 */
export const useFinds = (query: string, onDialog: (dialog: PaletteDialog) => void) => {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { me, may } = useMe();
  const { params = {} } = useMatches().at(-1) ?? {};
  const { setColorScheme } = useMantineColorScheme();
  const everybody = useMembers();
  const groups = useGroups(may.readGroups === true);
  const projects = useProjects();
  const members = everybody.data?.members ?? NOBODY;
  const roleOf = useMemberRoles(members);

  const actions = useMemo(() => {
    const thing = (kind: string, icon: IconName, name: string, run: () => void, reason?: string): Thing => ({
      id: `${kind}: ${name}`,
      kind,
      icon,
      name,
      folded: fold(name),
      run,
      reason,
    });
    const unread = everybody.data ? undefined : STILL_READING;
    const here: Thing[] = [];
    const member = everybody.data?.byUuid.get(params.userUuid ?? '');
    if (member) {
      const dialogOf = (kind: 'role' | 'group' | 'remove') => () =>
        onDialog({ of: 'members', kind, members: [member] });
      here.push(
        thing(
          'Here',
          'members',
          `Change role of ${member.name}`,
          dialogOf('role'),
          reasonOf(may.changeRole(member, { members })),
        ),
        thing('Here', 'groups', `Add ${member.name} to a group`, dialogOf('group'), reasonOf(may.addToGroup)),
        thing(
          'Here',
          'close',
          `Remove ${member.name}`,
          dialogOf('remove'),
          reasonOf(may.removeMember(member, { members })),
        ),
      );
    }
    const group = groups.data?.get(params.groupUuid ?? '');
    if (group) {
      const changes = reasonOf(may.addToGroup);
      here.push(
        thing(
          'Here',
          'members',
          `Add members to ${group.name}`,
          () => onDialog({ of: 'groups', kind: 'add', group, everybody: members }),
          changes ?? unread,
        ),
        thing(
          'Here',
          'groups',
          `Rename ${group.name}`,
          () => onDialog({ of: 'groups', kind: 'rename', group }),
          changes,
        ),
        thing(
          'Here',
          'close',
          `Delete ${group.name}`,
          () => onDialog({ of: 'groups', kind: 'delete', group }),
          reasonOf(may.deleteGroup),
        ),
      );
    }
    const everywhere = [
      thing(
        'Action',
        'members',
        'Invite members',
        () => onDialog({ of: 'members', kind: 'invite' }),
        reasonOf(may.inviteMembers) ?? unread,
      ),
      thing(
        'Action',
        'groups',
        'New group',
        () => onDialog({ of: 'groups', kind: 'create' }),
        reasonOf(may.createGroup),
      ),
      thing('Action', 'spaces', 'New space', () =>
        onDialog({ of: 'spaces', kind: 'create', projectUuid: null, inside: null }),
      ),
      thing(
        'Action',
        'lock',
        'Create an access token',
        () => onDialog({ of: 'profile', kind: 'create-token' }),
        reasonOf(may.createToken),
      ),
      thing('Action', 'info', 'Show the keys', () => onDialog({ of: 'keys' })),
      // The colours are the host's there.
      ...(me.credential === 'host'
        ? []
        : [
            thing('Action', 'moon', 'Dark colours', () => setColorScheme('dark')),
            thing('Action', 'sun', 'Light colours', () => setColorScheme('light')),
            thing('Action', 'screen', 'Colours as the system', () => setColorScheme('auto')),
          ]),
    ];
    return [...here, ...everywhere];
  }, [
    everybody.data,
    members,
    groups.data,
    params.userUuid,
    params.groupUuid,
    may,
    me.credential,
    onDialog,
    setColorScheme,
  ]);

  const { things, lists } = useMemo(() => {
    const place = (id: string, kind: string, icon: IconName, name: string, detail?: string, other?: string): Thing => ({
      id,
      kind,
      icon,
      name,
      folded: fold(name),
      ...(detail !== undefined && { detail }),
      ...(other !== undefined && { other: fold(other) }),
      run: () => void navigate(id),
    });
    const known = projects.data ?? NO_PROJECTS;
    const soFar = readSoFar(queryClient, known);
    return {
      lists: soFar,
      things: [
        ...entries.map(({ path, title, icon }) => place(path, 'Place', icon, title)),
        // Two may ask the same, or what a place is without filters.
        ...viewsOf(me).map(({ name, path, search }) => ({
          ...place(path + search, 'View', 'search', name, places.find((each) => each.path === path)?.title),
          id: `${path} ${name}`,
        })),
        ...[...(groups.data?.values() ?? [])].map(({ uuid, name }) => place(groupLink(uuid), 'Group', 'groups', name)),
        ...known.map(({ uuid, name }) => place(projectAccessLink(uuid), 'Project', 'projects', name)),
        ...soFar.spaces.map(({ uuid, name, project }) =>
          place(spaceLink(project.uuid, uuid), 'Space', 'spaces', name, project.name),
        ),
        ...soFar.schedulers.map(({ uuid, name, project }) =>
          place(schedulerLink(uuid), 'Scheduler', 'schedulers', name, project.name),
        ),
        ...members.map(({ userUuid, name, email }) =>
          place(memberLink(userUuid), 'Member', 'person', name, undefined, email),
        ),
      ],
    };
  }, [queryClient, navigate, groups.data, projects.data, members, me]);

  const wanted = fold(query.trim());
  const { finds, best } = useMemo(() => {
    // What a member is and where they write from is looked up for those that are shown.
    const withDetail = (thing: Thing): Find => {
      const member = thing.kind === 'Member' ? everybody.data?.byUuid.get(thing.id.split('/').at(-1) ?? '') : undefined;
      return member ? { ...thing, detail: `${member.email} · ${roleOf(member)}` } : thing;
    };
    if (wanted === '') {
      const here = actions.filter(({ kind }) => kind === 'Here');
      const byId = new Map(things.map((thing) => [thing.id, thing]));
      const recent = recentPaths()
        .slice(1)
        .flatMap((path) => byId.get(path) ?? [])
        .filter(({ kind }) => kind !== 'Place')
        .slice(0, 5)
        .map((thing): Find => ({ ...withDetail(thing), kind: `Recent ${thing.kind.toLowerCase()}` }));
      const toGo = things.filter(({ kind }) => kind === 'Place');
      const everywhere = actions.filter(({ kind }) => kind === 'Action');
      return { finds: [...here, ...recent, ...toGo, ...everywhere], best: 0 };
    }
    const found = bestOf([...actions, ...things], wanted, KINDS, SHOWN);
    const search = (name: string, icon: IconName, path: string): Find => ({
      id: path,
      kind: 'Search',
      icon,
      name: `Search all ${name} for “${query.trim()}”`,
      run: () => void navigate(path),
    });
    return {
      finds: [
        ...found.map(({ thing }) => withDetail(thing)),
        // Lists of projects that nobody has opened yet are long readings: their own pages make them.
        ...(lists.allSpaces ? [] : [search('spaces', 'spaces', spacesLink({ q: query.trim() }))]),
        ...(lists.allSchedulers ? [] : [search('schedulers', 'schedulers', schedulersLink({ q: query.trim() }))]),
      ],
      best: found[0]?.rank ?? null,
    };
  }, [wanted, query, actions, things, lists, everybody.data, roleOf, navigate]);

  const readings = { members: everybody, groups, projects };
  const named = (is: (reading: (typeof readings)[keyof typeof readings]) => boolean) =>
    Object.entries(readings).flatMap(([name, reading]) => (is(reading) ? name : []));
  return {
    finds,
    best,
    reading: named(({ isLoading }) => isLoading),
    unread: named(({ isError, data }) => isError && data === undefined),
  };
};
