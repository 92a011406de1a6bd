import type { AccessModel, PathStep } from '#/access';
import { count, grouped } from '#/lib/text';
import type { Grant, GrantEffect } from '#/features/grants/grants';
import { nameOf } from './reach';

type Share = 'gives' | 'same' | 'less' | 'open';

const isOf = (step: PathStep, { kind, uuid }: Grant): boolean =>
  kind === 'user' ? step.kind === 'projectGrant' : step.kind === 'groupProjectGrant' && step.group.groupUuid === uuid;

/** Where the same system role comes from besides; custom roles add up, so none of them is one too many for certain. */
const twinOf = (step: PathStep, path: readonly PathStep[]): PathStep | undefined =>
  step.effect === 'wins' && 'role' in step && typeof step.role === 'string'
    ? path.find((other) => other !== step && other.effect === 'wins' && 'role' in other && other.role === step.role)
    : undefined;

const shareOf = (path: readonly PathStep[], row: Grant): { share: Share; other: PathStep | undefined } => {
  const step = path.find((each) => isOf(each, row));
  if (!step || step.effect === 'unknown') return { share: 'open', other: undefined };
  if (step.effect === 'none') return { share: 'less', other: path.find(({ effect }) => effect === 'wins') };
  const twin = twinOf(step, path);
  return { share: twin ? 'same' : 'gives', other: twin };
};

const sourceName = (step: PathStep | undefined): string => {
  if (step?.kind === 'organizationRole') return `their organization role, ${nameOf(step.role)}`;
  if (step?.kind === 'groupProjectGrant') return `the grant of ${step.group.name ?? 'a group'}`;
  return 'another grant';
};

const forPerson = (share: Share, other: PathStep | undefined): GrantEffect => {
  if (share === 'open') return { text: 'Not known: not everything could be read', kind: 'open' };
  if (share === 'gives') return { text: 'Gives the effective role', kind: 'counts' };
  if (share === 'same') return { text: `Same as what they have by ${sourceName(other)}`, kind: 'idle' };
  return {
    text: `Changes nothing: ${other?.kind === 'organizationRole' ? `the organization role is ${nameOf(other.role)}` : 'another grant gives more'}`,
    kind: 'idle',
  };
};

const forGroup = (shares: readonly { share: Share; other: PathStep | undefined }[]): GrantEffect => {
  const of = (wanted: Share) => shares.filter(({ share }) => share === wanted);
  const [gives, same, open] = [of('gives').length, of('same'), of('open').length];
  const all = shares.length;
  if (all === 0) return { text: 'Changes nothing: nobody is in the group', kind: 'idle' };
  if (gives > 0)
    return {
      text: `Gives the effective role to ${grouped(gives)} of ${count(all, 'member', 'members')}`,
      kind: 'counts',
    };
  if (open > 0) return { text: 'Not known: not everything could be read', kind: 'open' };
  if (same.length === 0)
    return {
      text:
        all === 1
          ? 'Changes nothing: its only member has more otherwise'
          : `Changes nothing: all ${grouped(all)} members have more otherwise`,
      kind: 'idle',
    };
  const by = same.every(({ other }) => other?.kind === 'organizationRole') ? 'by their organization role' : 'otherwise';
  if (same.length === all)
    return { text: `Same as what ${all === 1 ? 'its only member has' : 'they have'} ${by}`, kind: 'idle' };
  return {
    text: `Same as what ${grouped(same.length)} of ${count(all, 'member', 'members')} have ${by}; the others have more`,
    kind: 'idle',
  };
};

/** What a grant of a project does to those it concerns, by the access rules. In: a model that has the grant. */
export const effectOfGrant = (model: Pick<AccessModel, 'project'>, projectUuid: string, row: Grant): GrantEffect => {
  const shares = row.userUuids.map((userUuid) => shareOf(model.project(userUuid, projectUuid).path, row));
  if (row.kind === 'group') return forGroup(shares);
  const [own] = shares;
  return forPerson(own?.share ?? 'open', own?.other);
};
