import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { roleName } from '#/domain/roles';
import type { Space } from '#/domain/spaces';
import { useGroups } from '#/data/groups';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import { useProjects } from '#/data/projects';
import { customRolesQuery } from '#/data/roles';
import type { Lists } from '../reading/compose';
import { usePart, type Part } from '../reading/parts';
import { grantsPiece, spacesPiece, type Unread } from '../reading/snapshot-pieces';
import { unreadOf, useSpaceParts } from '../reading/snapshot-reading';
import { buildAccessModel, previewChanges, type AccessChange, type AccessSnapshot, type ChangePreview } from '../rules';
import { carriersAround, carriersOf, concernedBy, gather, touchedBy, type PreviewOf } from './gathering';
import type { AccessNames } from './words';

const NONE: readonly never[] = [];

const isAwaited = ({ settled, all }: Part<unknown>): boolean => settled < all;

/** What a dialog shows of the changes it is about to make. */
export type AccessPreviewState = {
  /** null while what is in question has not been read, and where it can't be. */
  preview: ChangePreview | null;
  /** What the preview starts from; null before the lists have been read. */
  before: AccessSnapshot | null;
  names: AccessNames;
  /** How many people the changes are for, whether or not they make a difference; null: everybody there. */
  concerned: number | null;
  isReading: boolean;
  /** What the changes may touch besides and has not been read. Of a project that is not read, the spaces are not counted. */
  rest: Unread;
  /** How far `readRest` has come; null while it is not under way. */
  progress: { read: number; all: number } | null;
  readRest: () => void;
  /** Only admins see who holds what. */
  isRefused: boolean;
};

/**
 * Who would gain and who would lose by some changes: by the rules over what has been read, plus the one project or space in
 * question, which is read here. Nothing else is, unless `readRest` asks for it; what others read meanwhile is taken in. In:
 * the changes, their identity stable; what they are about. Never throws; without the right to see grants it reads nothing.
 */
export const useAccessPreview = (changes: readonly AccessChange[], of: PreviewOf): AccessPreviewState => {
  const { me, may } = useMe();
  const enabled = may.readProjectAccess === true;
  const everybody = useMembers(enabled);
  const groups = useGroups(enabled);
  const roles = useQuery({ ...customRolesQuery(me.organizationUuid), enabled });
  const projects = useProjects(enabled);
  const lists = useMemo<Lists | null>(
    () =>
      everybody.data && groups.data && projects.data && (roles.data || roles.isError)
        ? { members: everybody.data, groups: groups.data, customRoles: roles.data, projects: projects.data }
        : null,
    [everybody.data, groups.data, projects.data, roles.data, roles.isError],
  );
  const projectUuid = of === 'everywhere' ? '' : of.projectUuid;
  const spaceUuid = of === 'everywhere' ? '' : (of.spaceUuid ?? '');
  const [isReadingRest, setReadingRest] = useState(false);
  const rest = isReadingRest ? 'reading' : 'watching';
  const inQuestion = projectUuid === '' ? rest : 'reading';

  // Which projects are touched depends on the lists of spaces that have been read.
  const all = enabled ? (lists?.projects ?? NONE) : NONE;
  const listedAnywhere = usePart(
    useMemo(() => all.map(spacesPiece), [all]),
    'watching',
  );
  const touched = useMemo(
    () =>
      touchedBy(
        changes,
        projectUuid === '' ? 'everywhere' : spaceUuid === '' ? { projectUuid } : { projectUuid, spaceUuid },
        listedAnywhere.read,
      ),
    [changes, projectUuid, spaceUuid, listedAnywhere.read],
  );
  const around = useMemo(() => all.filter(({ uuid }) => touched.projects?.has(uuid) ?? true), [all, touched.projects]);
  const grants = usePart(
    useMemo(() => around.map(grantsPiece), [around]),
    inQuestion,
  );
  const listed = usePart(
    useMemo(() => around.map(spacesPiece), [around]),
    inQuestion,
  );
  const wanted = useMemo(() => carriersAround(listed.read, touched.spaces), [listed.read, touched.spaces]);
  const others = useSpaceParts(
    listed.read,
    useCallback(({ uuid }: Space) => wanted.has(uuid), [wanted]),
    lists ?? undefined,
    rest,
  );
  const chain = useMemo(() => carriersOf(listed.read, spaceUuid), [listed.read, spaceUuid]);
  const own = useSpaceParts(
    listed.read,
    useCallback(({ uuid }: Space) => chain.has(uuid), [chain]),
    lists ?? undefined,
    'reading',
  );
  const parts = [grants, listed, others.codes, others.details];
  if (isReadingRest && !parts.some(({ isFetching }) => isFetching)) setReadingRest(false);

  const isOpen = projectUuid !== '' && [grants, listed, own.codes, own.details].some(isAwaited);
  const gathered = useMemo(
    () =>
      lists &&
      gather(lists, around, {
        grants: grants.read,
        listed: listed.read,
        exact: new Map([...others.exact, ...own.exact]),
        details: new Map([...others.details.read, ...own.details.read]),
      }),
    [lists, around, grants.read, listed.read, others.exact, own.exact, others.details.read, own.details.read],
  );
  const model = useMemo(() => gathered && buildAccessModel(gathered), [gathered]);
  const preview = useMemo(() => (model && !isOpen ? previewChanges(model, changes) : null), [model, isOpen, changes]);
  const names = useMemo(() => namesOf(lists, listedAnywhere.read), [lists, listedAnywhere.read]);
  const ownUnread = new Set(own.unread.map(({ uuid }) => uuid));

  return {
    preview,
    before: gathered,
    names,
    concerned: lists && concernedBy(changes, lists.members),
    isReading: enabled && (lists === null || isOpen) && ![everybody, groups, projects].some(({ isError }) => isError),
    rest: unreadOf(
      around,
      grants,
      listed,
      others.unread.filter(({ uuid }) => !chain.has(uuid) || ownUnread.has(uuid)),
    ),
    progress: isReadingRest
      ? {
          read: parts.reduce((sum, { settled }) => sum + settled, 0),
          all: parts.reduce((sum, part) => sum + part.all, 0),
        }
      : null,
    readRest: () => setReadingRest(true),
    isRefused: !enabled,
  };
};

const namesOf = (lists: Lists | null, listed: ReadonlyMap<string, readonly Space[]>): AccessNames => ({
  person: (uuid) => lists?.members.byUuid.get(uuid)?.name ?? 'somebody who is not listed',
  group: (uuid) => lists?.groups.get(uuid)?.name ?? 'a group that is not listed',
  project: (uuid) => lists?.projects.find((each) => each.uuid === uuid)?.name ?? 'a project that is not listed',
  space: (uuid) => {
    for (const project of lists?.projects ?? []) {
      const space = listed.get(project.uuid)?.find((each) => each.uuid === uuid);
      if (space) return `${project.name} / ${space.name}`;
    }
    return 'a space that is not listed';
  },
  role: (role) => lists?.customRoles?.get(role)?.name ?? (role.includes('-') ? 'a custom role' : roleName(role)),
});
