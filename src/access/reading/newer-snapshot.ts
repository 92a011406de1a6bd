import { useCallback, useMemo } from 'react';
import { useGroups } from '#/data/groups';
import { useMembers } from '#/data/members';
import type { SpaceDetail } from '#/data/spaces';
import type { Space } from '#/domain/spaces';
import type { AccessSnapshot } from '../rules';
import { composeSpaces } from './compose';
import { useProjectSnapshot } from './project-snapshot';
import { useSpaceParts, type Holders } from './snapshot-reading';
import { newerSpaceOf, withListedGrants } from './access-spaces';

const NOTHING_LISTED: ReadonlyMap<string, readonly Space[]> = new Map();

/**
 * What the rules of the newer generation need about one space: besides its project and itself those above it, each with grants
 * and an inheritance of its own. At 1.219 one call states all grants of the project; what it leaves out, and all on servers before, is one
 * call each. In: the space; undefined, or one of the older generation: nothing is read. Its project's spaces; none where they
 * may not be listed; whether to read at all. Out: null while it is read. What may not be read is unknown, and what depends on it.
 */
export const useNewerSnapshot = (
  projectUuid: string,
  detail: SpaceDetail | undefined,
  listed: readonly Space[] | undefined,
  enabled: boolean,
): AccessSnapshot | null => {
  const own = enabled && detail?.isNewer ? detail : undefined;
  const { snapshot: base } = useProjectSnapshot(projectUuid, own !== undefined);
  const { data: members } = useMembers(own !== undefined);
  const { data: groups } = useGroups(own !== undefined);
  const holders = useMemo<Holders | undefined>(() => members && groups && { members, groups }, [members, groups]);
  const chain = useMemo(() => new Set(own?.breadcrumbs.map(({ uuid }) => uuid)), [own]);
  const isWanted = useCallback(({ uuid }: Space) => chain.has(uuid), [chain]);
  const byProject = useMemo(
    () => (own && listed && holders ? new Map([[projectUuid, listed]]) : NOTHING_LISTED),
    [own, listed, holders, projectUuid],
  );
  const { codes, exact, details, unread } = useSpaceParts(byProject, isWanted, holders, 'reading');
  const isOpen = unread.length > 0 && (codes.isFetching || details.isFetching);

  return useMemo(() => {
    if (!base || !own || !listed || isOpen) return null;
    const spaces = composeSpaces(listed.filter(isWanted), {
      listed: byProject,
      exact,
      details: new Map([...details.read, [own.uuid, own]]),
    });
    const isListed = spaces.some(({ spaceUuid }) => spaceUuid === own.uuid);
    const whole = isListed ? spaces : [...spaces, newerSpaceOf(own)];
    return withListedGrants({ ...base, generation: 'C', spaces: whole }, listed);
  }, [base, own, listed, isOpen, isWanted, byProject, exact, details.read]);
};
