import { ApiFailure, NOT_SHOWN } from '../api/core/failure';
import type { Space as WireSpace } from '../api/lightdash/gen/model/space';
import {
  getSpace,
  listSpaces,
  shareSpaceWithGroup,
  shareSpaceWithUser,
  unshareSpaceWithGroup,
  unshareSpaceWithUser,
  updateSpace,
  useCreateSpace as useCreateSpaceOnServer,
  useGetSpaceDeleteImpact,
  useDeleteSpace as useDeleteSpaceOnServer,
  useUpdateSpace,
} from '../api/lightdash/gen/spaces/spaces';
import type { SpaceRole } from '../domain/access-roles';
import type { SpaceGrantHolder } from '../domain/space-grants';
import { useReadFirst } from './invalidation';
import { spaceName, spacesInherit } from './spaces';
import { isMissing, stillCalled, unlessGone } from './still-called';

/** A space by its address: a wrong project in it would be judged wrongly (docs/lightdash/spaces.md#p9). */
export type SpaceAddress = { projectUuid: string; uuid: string };

/** `isClosed`: private; inside another space (only since 1.219 is that its own choice) that it takes no access from there. */
export type NewSpace = { projectUuid: string; name: string; parentUuid: string | null; isClosed: boolean };

/** Whether a space is closed by itself; undefined for a nested one up to 0.2110, for which the top decides. */
const closedOf = (wire: Pick<WireSpace, 'isPrivate' | 'inheritParentPermissions' | 'parentSpaceUuid'>) => {
  if (wire.inheritParentPermissions !== undefined) return !wire.inheritParentPermissions;
  return (wire.parentSpaceUuid ?? null) === null ? wire.isPrivate : undefined;
};

/** Opens or closes, in the words of the server; where these are not known, in both: the one that it does not know it ignores. */
const inheritanceIn = (isClosed: boolean, isInheriting: boolean | undefined) => ({
  ...(isInheriting !== false && { inheritParentPermissions: !isClosed }),
  ...(isInheriting !== true && { isPrivate: isClosed }),
});

/**
 * Makes a space. Out: its uuid, and whether it is open or closed as was asked, by the server's answer: what it does not know it
 * ignores without a word (CreateSpaceInProject.isPrivate-false). Throws ApiFailure. Source: CreateSpaceInProject.
 */
export const useCreateSpace = () => {
  const { mutateAsync } = useCreateSpaceOnServer();
  return async ({
    projectUuid,
    name,
    parentUuid,
    isClosed,
  }: NewSpace): Promise<{ uuid: string; isAsAsked: boolean }> => {
    const inherits = spacesInherit();
    const data =
      parentUuid === null
        ? { name, ...inheritanceIn(isClosed, inherits) }
        : { name, parentSpaceUuid: parentUuid, ...(inherits !== false && { inheritParentPermissions: !isClosed }) };
    const made = await mutateAsync({ projectUuid, data });
    return { uuid: made.uuid, isAsAsked: (closedOf(made) ?? isClosed) === isClosed };
  };
};

/**
 * Whether there is a space of this name and place that was not there before: names may occur twice. In: the space, and the uuids
 * of those that there were when it was sent, null where they had not been read. Throws ApiFailure; then `conflict`, as nobody can tell.
 */
export const isCreated = async (
  { projectUuid, name, parentUuid }: NewSpace,
  before: ReadonlySet<string> | null,
): Promise<boolean> => {
  if (!before)
    throw new ApiFailure({
      kind: 'conflict',
      outcome: 'rejected',
      detail: NOT_SHOWN,
      serverMessage:
        'Which spaces were there before had not been read. Look for it in the list before you create it again',
    });
  return (await listSpaces(projectUuid)).some(
    (space) => space.name === name && (space.parentSpaceUuid ?? null) === parentUuid && !before.has(space.uuid),
  );
};

const present = ({ projectUuid, uuid }: SpaceAddress) => getSpace(projectUuid, uuid);

/** Renames a space, unless somebody else did so since it was read: `conflict` then. Throws ApiFailure. Source: UpdateSpace. */
export const useRenameSpace = (space: SpaceAddress & { name: string }) => {
  const { projectUuid, uuid: spaceUuid } = space;
  const { mutateAsync } = useUpdateSpace({
    mutation: {
      onMutate: async ({ data }) => {
        const now = spaceName((await present(space)).name);
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

/** Throws `conflict` where an answer shows that a change was ignored: the server says 200 to what it does not know. */
const unlessIgnored = (isDone: boolean): void => {
  if (isDone) return;
  throw new ApiFailure({
    kind: 'conflict',
    outcome: 'rejected',
    serverMessage: 'Lightdash answered that all is well, and left the space as it was',
  });
};

/** What to send to open or close a space, with the name that it has, which the server demands. */
const inheritanceOf = ({ name, inheritParentPermissions: inherits }: WireSpace, isClosed: boolean) => ({
  name,
  ...inheritanceIn(isClosed, inherits !== undefined),
});

/**
 * Closes or opens a space, unless it is so by now: at the top that makes it private or public; on 1.219 it can be done inside
 * others, and closing copies grants from above (C11). Throws ApiFailure; `conflict` where the server did nothing.
 */
export const setClosed = async (space: SpaceAddress, isClosed: boolean): Promise<void> => {
  const now = await present(space);
  if (closedOf(now) === isClosed) return;
  unlessIgnored(closedOf(await updateSpace(space.projectUuid, space.uuid, inheritanceOf(now, isClosed))) === isClosed);
};

/** The same from a dialog. */
export const useSetClosed = (space: SpaceAddress) => {
  const { projectUuid, uuid: spaceUuid } = space;
  const { mutateAsync } = useUpdateSpace();
  const readFirst = useReadFirst('updateSpace', { projectUuid, spaceUuid });
  return async (isClosed: boolean): Promise<void> => {
    const data = inheritanceOf(await readFirst(present(space)), isClosed);
    unlessIgnored(closedOf(await mutateAsync({ projectUuid, spaceUuid, data })) === isClosed);
  };
};

/** Whether a space is closed, or open, now. Throws ApiFailure. */
export const hasClosed = async (space: SpaceAddress, isClosed: boolean): Promise<boolean> =>
  closedOf(await present(space)) === isClosed;

const membersRoleOf = ({ projectMemberAccessRole: role }: WireSpace): SpaceRole | null => role ?? null;

/** The space as it is, unless somebody else changed its grant to the members of the project, which was `from`, to another than `role`. */
const withMembersGrant = async (
  space: SpaceAddress,
  from: string | null,
  role: SpaceRole | null,
): Promise<WireSpace> => {
  const now = await present(space);
  const held = membersRoleOf(now);
  if (held === from || held === role) return now;
  throw new ApiFailure({
    kind: 'conflict',
    outcome: 'not-sent',
    serverMessage: 'Somebody else has changed this grant meanwhile. Look again before you change it',
  });
};

/**
 * Grants a space to the members of its project (C5), changes that grant, or takes it away (null), since 1.219. In: the space, and
 * the grant that was shown. Throws ApiFailure; `conflict` where somebody else was quicker, or the server did nothing.
 */
export const grantMembers = async (space: SpaceAddress, from: string | null, role: SpaceRole | null): Promise<void> => {
  const { name } = await withMembersGrant(space, from, role);
  const data = { name, projectMemberAccessRole: role };
  unlessIgnored(membersRoleOf(await updateSpace(space.projectUuid, space.uuid, data)) === role);
};

/** The same from a dialog. */
export const useGrantMembers = (space: SpaceAddress, from: SpaceRole | null) => {
  const { projectUuid, uuid: spaceUuid } = space;
  const { mutateAsync } = useUpdateSpace();
  const readFirst = useReadFirst('updateSpace', { projectUuid, spaceUuid });
  return async (role: SpaceRole | null): Promise<void> => {
    const { name } = await readFirst(withMembersGrant(space, from, role));
    const data = { name, projectMemberAccessRole: role };
    unlessIgnored(membersRoleOf(await mutateAsync({ projectUuid, spaceUuid, data })) === role);
  };
};

/** Whether the members of the project are granted this on a space now. Throws ApiFailure. */
export const areMembersGranted = async (space: SpaceAddress, role: SpaceRole | null): Promise<boolean> =>
  membersRoleOf(await present(space)) === role;

/**
 * Deletes a space with all that is in it, by the name that was typed; one that is gone already is no error. In: the space, and
 * what to do before what showed it is read again: its page has to be left. Throws ApiFailure; `conflict` when it has another name
 * now. Source: DeleteSpace.
 */
export const useDeleteSpace = (space: SpaceAddress & { name: string }, onDeleted?: () => void) => {
  const { mutateAsync } = useDeleteSpaceOnServer({
    mutation: {
      onMutate: () => stillCalled(async () => spaceName((await present(space)).name), space.name),
      onSuccess: () => onDeleted?.(),
    },
  });
  return () => unlessGone(mutateAsync({ projectUuid: space.projectUuid, spaceUuid: space.uuid }));
};

/** What goes with a space when it is deleted, by the server's own count, always anew. Source: GetSpaceDeleteImpact (since 1.219). */
export const useDeleteImpact = ({ projectUuid, uuid }: SpaceAddress, enabled: boolean) =>
  useGetSpaceDeleteImpact(projectUuid, uuid, { query: { enabled, staleTime: 0 } });

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

/**
 * Takes a grant away; one that is gone already is no error, by the server's own answer (RevokeSpaceAccessForUser.again). Throws
 * ApiFailure; where the space itself is gone `not-found`, on 1.219 `forbidden` with the detail `or-gone` (docs/lightdash/server.md#s5).
 */
export const revokeSpace = async ({ projectUuid, uuid }: SpaceAddress, holder: SpaceGrantHolder): Promise<void> => {
  await (holder.kind === 'user' ? unshareSpaceWithUser : unshareSpaceWithGroup)(projectUuid, uuid, holder.uuid);
};
