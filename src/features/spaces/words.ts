import { count } from '#/lib/text';
import { accessOrigin, type PlacedSpace, type Space, type SpacePrivacy } from '#/domain/spaces';

const PRIVACY_SENTENCES: Record<SpacePrivacy, string> = {
  public: 'Everybody who has a role in the project can open it.',
  private: 'Only people and groups with a grant, and admins of the project, can open it.',
  unknown: 'This server’s version does not say it in one word.',
};

/** What a privacy means, as a sentence. */
export const describePrivacy = (privacy: SpacePrivacy): string => PRIVACY_SENTENCES[privacy];

/** Where a space takes its access from: "Its own", "From Finance". */
export const originName = (space: Pick<PlacedSpace, 'parentUuid' | 'inherits' | 'ancestors'>): string => {
  const origin = accessOrigin<Pick<Space, 'name'>>(space, space.ancestors);
  if (origin.kind === 'own') return space.inherits === true ? 'From the project' : 'Its own';
  return origin.from ? `From ${origin.from.name}` : 'From a space you cannot see';
};

/** How many grants a space has, in words: "Its grants, to 3 people and 1 group". */
export const grantsInWords = (people: number, groups: number): string => {
  const holders = [
    ...(people > 0 ? [count(people, 'person', 'people')] : []),
    ...(groups > 0 ? [count(groups, 'group', 'groups')] : []),
  ];
  if (holders.length === 0) return 'No grants';
  return `${people + groups === 1 ? 'Its grant' : 'Its grants'}, to ${holders.join(' and ')}`;
};
