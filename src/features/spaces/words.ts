import { accessOrigin, type PlacedSpace, type Space, type SpacePrivacy } from '#/domain/spaces';

const PRIVACY: Record<SpacePrivacy, string> = { public: 'Public', private: 'Private', unknown: 'Not stated' };

/** The privacy in a word. */
export const privacyName = (privacy: SpacePrivacy): string => PRIVACY[privacy];

/** What a privacy means, as a sentence. */
export const describePrivacy = (privacy: SpacePrivacy): string =>
  ({
    public: 'Everybody who has a role in the project can open it.',
    private: 'Only people and groups with a grant, and admins of the project, can open it.',
    unknown: 'This server’s version does not say it in one word.',
  })[privacy];

/** Where a space takes its access from: "Its own", "From Finance". */
export const originName = (space: Pick<PlacedSpace, 'parentUuid' | 'inherits' | 'ancestors'>): string => {
  const origin = accessOrigin<Space>(space, space.ancestors);
  if (origin.kind === 'own') return space.inherits === true ? 'From the project' : 'Its own';
  return origin.from ? `From ${origin.from.name}` : 'From a space you cannot see';
};
