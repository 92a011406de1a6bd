import { describeSource, explainEffect, type PathStep, type SpaceAccess, type SpaceRole } from '#/domain/access';
import { accessOrigin, type PlacedSpace, type Space, type SpacePrivacy } from '#/domain/spaces';
import { listOf } from '#/lib/text';

const PRIVACY: Record<SpacePrivacy, string> = { public: 'Public', private: 'Private', unknown: 'Not stated' };

/** The privacy in a word. */
export const privacyName = (privacy: SpacePrivacy): string => PRIVACY[privacy];

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

/** The roles of a space, weakest first. */
export const SPACE_ROLES: readonly SpaceRole[] = ['viewer', 'editor', 'admin'];

const ROLE_SENTENCES: Record<SpaceRole, string> = {
  viewer: 'Opens the space and what is in it.',
  editor: 'Also edits charts and dashboards in it, unless the role in the project is viewer.',
  admin: 'Also renames, grants and deletes the space, unless the role in the project is viewer.',
};

/** What a role in a space allows (oracle, R8). */
export const describeSpaceRole = (role: SpaceRole): string => ROLE_SENTENCES[role];

/** What somebody may do in a space: "View, edit and manage". "Nothing" where nothing is, "Not known" where it depends on what was not read. */
export const powersInWords = ({ view, manage, editDashboards, editCharts }: Pick<SpaceAccess, 'view' | 'manage' | 'editDashboards' | 'editCharts'>): string => {
  if (view === 'unknown') return 'Not known';
  const edit = editDashboards === true && editCharts === true ? 'edit' : editDashboards === true ? 'edit dashboards' : editCharts === true ? 'edit charts' : null;
  const words = [view ? 'view' : null, edit, manage === true ? 'manage' : null].filter((word) => word !== null);
  if (words.length === 0) return 'Nothing';
  const phrase = listOf(words);
  return `${phrase[0]?.toUpperCase() ?? ''}${phrase.slice(1)}${view ? '' : ' by address only'}`;
};

/** The steps of a path that give what is given; where none wins by itself, those that contribute. */
export const decisiveSteps = (path: readonly PathStep[]): PathStep[] => {
  const winning = path.filter(({ effect }) => effect === 'wins');
  return winning.length > 0 ? winning : path.filter(({ effect }) => effect === 'contributes');
};

/** Why somebody has access, in a line: "Granted editor here; in Analysts, which is granted editor here". */
export const because = (path: readonly PathStep[]): string => {
  const phrases = decisiveSteps(path).map(describeSource);
  if (phrases.length === 0) return path.some(({ effect }) => effect === 'unknown') ? 'Not known' : '';
  return phrases.map((phrase, place) => (place === 0 ? phrase : phrase.charAt(0).toLowerCase() + phrase.slice(1))).join('; ');
};

/** What keeps the deciding sources from giving all they say: a role in the space that is more than the project allows. */
export const limits = (path: readonly PathStep[]): string => [...new Set(decisiveSteps(path).map(explainEffect))].filter(Boolean).join('; ');
