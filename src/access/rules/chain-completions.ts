import type { CustomRole, SpaceRole } from '#/domain/access-roles';
import { ALL_SCOPES } from './powers';
import { isProjectSource, type Source, type SpaceRef, type SpaceSource } from './sources';
import { UNKNOWN } from '#/domain/unknown';
import { knownSources, completionsOf, type Completion } from './completions';
import { isOfProjectMembers, type ChainFacts, type Link } from './chain';

/** A grant on a space of the chain, and how far up that space is: 0 is the one in question. */
export type ChainGrant<U = never> = { source: Exclude<SpaceSource<U>, { kind: 'publicSpace' }>; level: number };

/** One way things may be in generation C, nothing left open. */
export type ChainCompletion = {
  /** What gives roles in the project. */
  project: Completion;
  /** How many of those sources have been read; they come first. */
  knownInProject: number;
  /** The grants on spaces that have been read. */
  grants: readonly ChainGrant[];
  /** How many spaces of the chain count: up to and including the first that does not inherit. */
  levels: number;
  /** Whether every space up to the project inherits. */
  inherits: boolean;
  /** Whether that has been read, and is so in every completion. */
  isInheritanceKnown: boolean;
  /** The best of the grants that this completion supposes. */
  supposed: SpaceRole | null;
};

const ANY_ROLE: readonly SpaceRole[] = ['viewer', 'editor', 'admin'];

/** The sources that have been read, in the order in which they are explained. */
export function knownChainSources(facts: ChainFacts): Source[] {
  return [
    ...knownSources(facts.project),
    ...knownGrants(facts).map(({ source }) => source),
    ...(isOpenToProject(facts) ? [{ kind: 'publicSpace' } as const] : []),
  ];
}

/**
 * The completions that what has been read allows. Of the project the least and the most are enough, for grants only add there, but
 * for whom a grant to its members reaches, which can hold down: so both with it and without. Of the grants in the chain only
 * the best counts, so each role it could be is tried out, at each end the chain could have.
 */
export function chainCompletionsOf(facts: ChainFacts): [ChainCompletion, ...ChainCompletion[]] {
  const known = knownGrants(facts);
  const completions: ChainCompletion[] = [];
  for (const project of projectCompletionsOf(facts)) {
    const isReached = reaches(project);
    for (const end of endsOf(facts)) {
      const inReach = facts.chain.slice(0, end.levels);
      const hasHolder = inReach.some(({ direct }) => direct === 'holder');
      for (const hidden of hasHolder ? ANY_ROLE : ANY_ROLE.slice(0, 1)) {
        for (const supposed of possibleRoles(inReach, end.isBeyond, isReached)) {
          completions.push({
            project,
            knownInProject: knownSources(facts.project).length,
            grants: known.map((grant) => settled(grant, hidden)),
            levels: end.levels,
            inherits: end.inherits,
            isInheritanceKnown: isOpenToProject(facts),
            supposed,
          });
        }
      }
    }
  }
  const [first, ...others] = completions;
  if (!first) throw new Error('There is always a completion.');
  return [first, ...others];
}

/** Whether grants to the members of the project reach the person (C5). */
export function reaches({ sources }: Completion): boolean {
  return sources.some((source) => isProjectSource(source) && isOfProjectMembers(source));
}

/** No scopes at all: the least that makes somebody a member of a project. */
const NO_SCOPES: CustomRole<never> = { roleUuid: UNKNOWN, scopes: [] };

function projectCompletionsOf({ project, chain }: ChainFacts): Completion[] {
  const completions = completionsOf(project);
  const { organizationRole, projectRole } = project;
  const isOpen = organizationRole === UNKNOWN || projectRole === UNKNOWN;
  if (!isOpen || chain.every(({ everybody }) => everybody === null)) return completions;
  return completions.flatMap((completion) => {
    const known = completion.sources.slice(0, knownSources(project).length);
    const isReachedAnyway = reaches({ ...completion, sources: known });
    if (isReachedAnyway) return [completion];
    const without = completion.sources.filter((source) => !isProjectSource(source) || !isOfProjectMembers(source));
    const isMost = without.length < completion.sources.length;
    const outside: Source<never> = { kind: 'organizationRole', role: { roleUuid: UNKNOWN, scopes: ALL_SCOPES } };
    const least: Source<never> =
      projectRole === UNKNOWN
        ? { kind: 'projectGrant', role: NO_SCOPES }
        : { kind: 'organizationRole', role: 'viewer' };
    return [
      completion,
      isMost
        ? { ...completion, sources: organizationRole === UNKNOWN ? [...without, outside] : without }
        : { ...completion, sources: [...completion.sources, least] },
    ];
  });
}

/** A completion without some of its known sources, by their places in `knownChainSources`. */
export function withoutChainSources(
  completion: ChainCompletion,
  keeps: (position: number) => boolean,
): ChainCompletion {
  const { project, knownInProject, grants, inherits, isInheritanceKnown } = completion;
  return {
    ...completion,
    project: {
      ...project,
      sources: project.sources.filter((_, position) => position >= knownInProject || keeps(position)),
    },
    grants: grants.filter((_, position) => keeps(knownInProject + position)),
    inherits: inherits && (!isInheritanceKnown || keeps(knownInProject + grants.length)),
  };
}

function knownGrants({ chain }: ChainFacts): ChainGrant<'unknown'>[] {
  return chain.flatMap(({ space, direct, groups, everybody }, level) => {
    const on: { on?: SpaceRef } = level === 0 ? {} : { on: space };
    const sources: ChainGrant<'unknown'>['source'][] = [];
    if (direct === 'holder') sources.push({ kind: 'spaceGrant', role: UNKNOWN, ...on });
    else if (direct !== null && direct !== UNKNOWN) sources.push({ kind: 'spaceGrant', role: direct, ...on });
    if (groups !== UNKNOWN)
      for (const { group, role } of groups) sources.push({ kind: 'groupSpaceGrant', group, role, ...on });
    if (everybody !== null && everybody !== UNKNOWN)
      sources.push({ kind: 'projectMembersGrant', role: everybody, ...on });
    return sources.map((source) => ({ source, level }));
  });
}

function settled({ source, level }: ChainGrant<'unknown'>, hidden: SpaceRole): ChainGrant {
  if (source.kind !== 'spaceGrant') return { source, level };
  return { source: { ...source, role: source.role === UNKNOWN ? hidden : source.role }, level };
}

/** Whether it has been read that every space up to the project inherits. */
function isOpenToProject({ chain, isWhole, inheritsFromProject }: ChainFacts): boolean {
  return inheritsFromProject === true || (isWhole && chain.every(({ inherits }) => inherits === true));
}

/** Where the chain could end. `isBeyond`: it goes on where nothing has been read. */
type End = { levels: number; inherits: boolean; isBeyond: boolean };

function endsOf({ chain, isWhole, inheritsFromProject }: ChainFacts): End[] {
  const ends: End[] = [];
  for (const [level, { inherits }] of chain.entries()) {
    if (inherits !== true) ends.push({ levels: level + 1, inherits: false, isBeyond: false });
    if (inherits === false) return ends;
  }
  const levels = chain.length;
  if (isWhole) ends.push({ levels, inherits: true, isBeyond: false });
  else ends.push({ levels, inherits: false, isBeyond: true }, { levels, inherits: true, isBeyond: true });
  const fitting = ends.filter(({ inherits }) => inheritsFromProject === UNKNOWN || inherits === inheritsFromProject);
  return fitting.length > 0 ? fitting : ends;
}

/** The best role that grants could give which have not been read: null where there may be none. */
function possibleRoles(links: readonly Link[], isBeyond: boolean, isReached: boolean): (SpaceRole | null)[] {
  const isOpen = links.some(
    ({ direct, candidates, everybody }) =>
      direct === UNKNOWN || candidates === UNKNOWN || (everybody === UNKNOWN && isReached),
  );
  if (isOpen || isBeyond) return [null, ...ANY_ROLE];
  return [null, ...new Set(links.flatMap(({ candidates }) => (candidates === UNKNOWN ? [] : candidates)))];
}
