import { ApiFailure } from '../api/core/failure';
import {
  getSpace,
  listSpaces,
  shareSpaceWithGroup,
  shareSpaceWithUser,
  unshareSpaceWithGroup,
  unshareSpaceWithUser,
  updateSpace,
  useCreateSpace as useCreateSpaceOnServer,
  useDeleteSpace as useDeleteSpaceOnServer,
  useUpdateSpace,
} from '../api/lightdash/gen/spaces/spaces';
import type { SpaceRole } from '../domain/access-roles';
import { directGrantsOf, type SpaceGrantHolder } from '../domain/space-grants';
import { useReadFirst } from './invalidation';
import { isMissing, stillCalled, unlessGone } from './still-called';

/** A space by its address: a wrong project in it would be judged wrongly (docs/lightdash/spaces.md#p9). */
export type SpaceAddress = { projectUuid: string; uuid: string };

export type NewSpace = { projectUuid: string; name: string; parentUuid: string | null; isPrivate: boolean };

/** Makes a space; a nested one has no privacy of its own. Out: its uuid. Throws ApiFailure. Source: CreateSpaceInProject. */
export const useCreateSpace = () => {
  const { mutateAsync } = useCreateSpaceOnServer();
  return async ({ projectUuid, name, parentUuid, isPrivate }: NewSpace): Promise<string> => {
    const data = parentUuid === null ? { name, isPrivate } : { name, parentSpaceUuid: parentUuid };
    return (await mutateAsync({ projectUuid, data })).uuid;
  };
};

/** Whether there is a space of this name and place that was not there before: names may occur twice. Throws ApiFailure. */
export const isCreated = async (
  { projectUuid, name, parentUuid }: NewSpace,
  before: ReadonlySet<string>,
): Promise<boolean> =>
  (await listSpaces(projectUuid)).some(
    (space) => space.name === name && (space.parentSpaceUuid ?? null) === parentUuid && !before.has(space.uuid),
  );

const present = ({ projectUuid, uuid }: SpaceAddress) => getSpace(projectUuid, uuid);

/** Renames a space, unless somebody else did so since it was read: `conflict` then. Throws ApiFailure. Source: UpdateSpace. */
export const useRenameSpace = (space: SpaceAddress & { name: string }) => {
  const { projectUuid, uuid: spaceUuid } = space;
  const { mutateAsync } = useUpdateSpace({
    mutation: {
      onMutate: async ({ data }) => {
        const { name: now } = await present(space);
        if (now !== space.name && now !== data.name)
          throw new ApiFailure({
            kind: 'conflict',
            outcome: 'not-sent',
            serverMessage: `Somebody else has renamed this space to “${now}” meanwhile. Look again before you change it`,
          });
      },
    },
  });
  return (name: string) => mutateAsync({ projectUuid, spaceUuid, data: { name } });
};

/** Whether a space has a name now. Throws ApiFailure. */
export const isNamed = async (space: SpaceAddress, name: string): Promise<boolean> =>
  (await present(space)).name === name;

/**
 * Makes a space private or public, unless it is so by now. The name, which the server demands, is read first so that it stays.
 * Throws ApiFailure.
 */
export const setPrivacy = async (space: SpaceAddress, isPrivate: boolean): Promise<void> => {
  const { name, isPrivate: now } = await present(space);
  if (now === isPrivate) return;
  await updateSpace(space.projectUuid, space.uuid, { name, isPrivate });
};

/** The same from a dialog. */
export const useSetPrivacy = (space: SpaceAddress) => {
  const { projectUuid, uuid: spaceUuid } = space;
  const { mutateAsync } = useUpdateSpace();
  const readFirst = useReadFirst('updateSpace', { projectUuid, spaceUuid });
  return async (isPrivate: boolean) => {
    const { name } = await readFirst(present(space));
    return mutateAsync({ projectUuid, spaceUuid, data: { name, isPrivate } });
  };
};

/** Whether a space is private, or public, now. Throws ApiFailure. */
export const hasPrivacy = async (space: SpaceAddress, isPrivate: boolean): Promise<boolean> =>
  (await present(space)).isPrivate === isPrivate;

/**
 * Deletes a space with all that is in it, by the name that was typed; one that is gone already is no error. In: the space, and
 * what to do before what showed it is read again: its page has to be left. Throws ApiFailure; `conflict` when it has another name
 * now. Source: DeleteSpace.
 */
export const useDeleteSpace = (space: SpaceAddress & { name: string }, onDeleted?: () => void) => {
  const { mutateAsync } = useDeleteSpaceOnServer({
    mutation: {
      onMutate: () => stillCalled(async () => (await present(space)).name, space.name),
      onSuccess: () => onDeleted?.(),
    },
  });
  return () => unlessGone(mutateAsync({ projectUuid: space.projectUuid, spaceUuid: space.uuid }));
};

/** Whether a space is gone. Throws ApiFailure. */
export const isSpaceGone = (space: SpaceAddress): Promise<boolean> => isMissing(present(space));

/** Grants a space or changes the role of a grant. Throws ApiFailure; `forbidden` on a nested space. Sources: AddSpaceUserAccess, AddSpaceGroupAccess. */
export const grantSpace = async (
  { projectUuid, uuid }: SpaceAddress,
  holder: SpaceGrantHolder,
  spaceRole: SpaceRole,
): Promise<void> => {
  if (holder.kind === 'user') await shareSpaceWithUser(projectUuid, uuid, { userUuid: holder.uuid, spaceRole });
  else await shareSpaceWithGroup(projectUuid, uuid, { groupUuid: holder.uuid, spaceRole });
};

/** Takes a grant away; one that is gone already is no error (RevokeSpaceAccessForUser.again). Throws ApiFailure. */
export const revokeSpace = async ({ projectUuid, uuid }: SpaceAddress, holder: SpaceGrantHolder): Promise<void> => {
  await (holder.kind === 'user' ? unshareSpaceWithUser : unshareSpaceWithGroup)(projectUuid, uuid, holder.uuid);
};

/**
 * The role of somebody's grant on a space now; null without a grant, `unknown` where the server does not show it (A6).
 * Throws ApiFailure.
 */
export const grantedSpaceRole = async (
  space: SpaceAddress,
  holder: SpaceGrantHolder,
): Promise<SpaceRole | 'unknown' | null> => {
  const { access, groupsAccess } = await present(space);
  if (holder.kind === 'group')
    return groupsAccess.find(({ groupUuid }) => groupUuid === holder.uuid)?.spaceRole ?? null;
  const holders = (await listSpaces(space.projectUuid)).find(({ uuid }) => uuid === space.uuid)?.access;
  const grants = directGrantsOf(
    holders,
    access.map(({ userUuid, role, inheritedRole }) => ({ userUuid, role, inheritedRole: inheritedRole ?? null })),
  );
  return grants === 'unknown' ? grants : (grants.find(({ userUuid }) => userUuid === holder.uuid)?.role ?? null);
};

/** Whether a grant is as it was wanted; `role` null asks whether it is gone. Throws ApiFailure; `conflict` where nothing tells. */
export const isGranted = async (
  space: SpaceAddress,
  holder: SpaceGrantHolder,
  role: SpaceRole | null,
): Promise<boolean> => {
  const now = await grantedSpaceRole(space, holder);
  if (now === 'unknown' && role !== null) {
    throw new ApiFailure({
      kind: 'conflict',
      outcome: 'rejected',
      serverMessage: 'The server does not show the role of this grant. To grant it again does no harm',
    });
  }
  return now === role;
};
