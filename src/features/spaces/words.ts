import { count } from '#/lib/text';
import {
  accessOrigin,
  hasOwnInheritance,
  isClosed,
  isNested,
  isPersonal,
  type PlacedSpace,
  type Space,
  type SpacePrivacy,
} from '#/domain/spaces';

const PRIVACY_SENTENCES: Record<SpacePrivacy, string> = {
  public: 'Everybody who has a role in the project can open it.',
  private: 'Only people and groups with a grant, and admins of the project, can open it.',
  unknown: 'This server’s version does not say it of a space inside another one.',
};

/** What a privacy means, as a sentence. In: whether the space is granted to the members of its project. */
export const describePrivacy = (privacy: SpacePrivacy, isToMembers = false): string =>
  isToMembers && privacy === 'private'
    ? 'It is granted to everybody in the project; besides, only people and groups with a grant, and admins of the project, can open it.'
    : PRIVACY_SENTENCES[privacy];

/** Where a space takes its access from: "Its own", "From Finance"; of a personal one that it is one. */
export const originName = (space: Pick<PlacedSpace, 'parentUuid' | 'inherits' | 'ancestors' | 'path'>): string => {
  if (isPersonal(space)) return 'Its own: personal';
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

/** What opening or closing a space is called: at the top it makes it private or public, inside another one it ends or begins to inherit. */
export const inheritanceWords = (space: Pick<Space, 'name' | 'parentUuid' | 'privacy' | 'inherits'>) => {
  const { name } = space;
  const closes = !isClosed(space);
  if (!isNested(space)) {
    const to = closes ? 'private' : 'public';
    return {
      menu: `Make ${to}…`,
      title: `Make ${name} ${to}`,
      submit: `Make ${to}`,
      saved: `Space made ${to}`,
      savedAs: `${name} is now ${to}.`,
    };
  }
  return closes
    ? {
        menu: 'Stop inheriting…',
        title: `Stop ${name} inheriting access`,
        submit: 'Stop inheriting',
        saved: 'Space no longer inherits',
        savedAs: `${name} has only its own grants now.`,
      }
    : {
        menu: 'Inherit access…',
        title: `Let ${name} inherit access`,
        submit: 'Inherit access',
        saved: 'Space inherits',
        savedAs: `${name} takes access from above now.`,
      };
};

/** Whether a space can be opened and closed by itself: not where the one at the top decides, nor where nothing says how it is. */
export const canOpenAndClose = (space: Pick<Space, 'parentUuid' | 'privacy' | 'inherits'>): boolean =>
  hasOwnInheritance(space) || (!isNested(space) && space.privacy !== 'unknown');
