import { useMemo } from 'react';
import { useGroups } from '#/data/groups';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import { useProjects } from '#/data/projects';
import { buildAccessModel, useSpaceAccess } from '#/access';
import { accessOrigin, placeSpaces, type PlacedSpace, type Space } from '#/domain/spaces';

/** Everything the page and the dialogs of one space show, from queries that other pages share, and the access rules over it. In: whether its grants are shown, and what the list of people is searched by. */
export const useSpace = (projectUuid: string, spaceUuid: string, showsGrants: boolean, search: string) => {
  const { me, may } = useMe();
  const seesAll = may.readProjectAccess === true;
  const rules = seesAll || showsGrants;
  const access = useSpaceAccess(projectUuid, spaceUuid, { list: seesAll ? 'first' : 'all', search, rules });
  const { detail, listed, isFirstShown } = access;
  const { data: projects } = useProjects();
  const reads = isFirstShown && (rules || detail?.isNewer === false);
  const { data: everybody } = useMembers(reads);
  const { data: groups } = useGroups(reads);
  // Below admin, project grants stay unread and nearly every answer would be open: the server's own list says more.
  const snapshot = seesAll ? access.snapshot : null;
  const model = useMemo(() => snapshot && buildAccessModel(snapshot), [snapshot]);

  const project = projects?.find(({ uuid }) => uuid === projectUuid);
  const placed = useMemo(() => placeSpaces(listed ?? [], project ? [project] : []), [listed, project]);
  const space = useMemo(() => {
    if (!detail) return undefined;
    const known = placed.find(({ uuid }) => uuid === spaceUuid) ?? unlisted(detail, project?.name ?? '');
    return { ...known, ownRows: detail.access.filter(({ userUuid }) => userUuid === me.userUuid) };
  }, [detail, placed, spaceUuid, project, me.userUuid]);
  const breadcrumbs = detail?.breadcrumbs.slice(0, -1) ?? [];
  const origin = space ? accessOrigin(space, breadcrumbs) : null;

  return {
    ...access,
    me,
    may,
    snapshot,
    /** The grants on it as far as they can be read; on servers where spaces inherit the rules alone know them. */
    granted: access.snapshot?.spaces.find((each) => each.spaceUuid === spaceUuid),
    model,
    everybody,
    groups,
    project,
    /** All spaces of the project, in tree order. */
    placed,
    space,
    /** The spaces above it, the one at the top first. */
    above: breadcrumbs,
    /** The space that carries privacy and grants of this one; null when these are its own. */
    root: origin?.kind === 'top' ? origin.from : null,
  };
};

export type SpaceData = ReturnType<typeof useSpace>;

/** A space that opens by its address but is in no list, as some custom roles have it (A8). */
const unlisted = (
  detail: NonNullable<ReturnType<typeof useSpaceAccess>['detail']>,
  projectName: string,
): PlacedSpace => {
  const { uuid, projectUuid, name, parentUuid, privacy, inherits, everybody, children, charts, dashboards } = detail;
  const own: Space = {
    uuid,
    projectUuid,
    name,
    parentUuid,
    privacy,
    inherits,
    everybody,
    charts: charts.length,
    dashboards: dashboards.length,
    grantedUserUuids: [],
    ownRows: [],
  };
  return { ...own, projectName, ancestors: [], children: children.length };
};
