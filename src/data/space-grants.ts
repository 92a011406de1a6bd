import { ApiFailure, isFailure, NOT_SHOWN } from '../api/core/failure';
import type { Space as WireSpace } from '../api/lightdash/gen/model/space';
import { getSpace, listSpaceAccess, listSpaces, listSpacesAsCode } from '../api/lightdash/gen/spaces/spaces';
import type { SpaceRole } from '../domain/access-roles';
import { directGrantsOf, type SpaceGrantHolder } from '../domain/space-grants';
import { codePathOf } from '../domain/spaces';
import type { SpaceAddress } from './space-writes';

/** `email`: the address of a person, where it is known: only by it spaces as code name people. */
type Holder = SpaceGrantHolder & { email?: string };

/** `not-shown`: nothing tells whether there is one at all. */
type Found = SpaceRole | 'unknown' | 'not-shown' | null;

const read = async (space: SpaceAddress, holder: Holder): Promise<Found> => {
  const { projectUuid, uuid } = space;
  const wire = await getSpace(projectUuid, uuid);
  const { access, groupsAccess } = wire;
  if (holder.kind === 'group')
    return groupsAccess.find(({ groupUuid }) => groupUuid === holder.uuid)?.spaceRole ?? null;
  const holders = (await listSpaces(projectUuid)).find((each) => each.uuid === uuid)?.access;
  if (wire.inheritParentPermissions !== undefined) {
    // Whoever holds one of their own is named there, beside those whom other grants reach (C9).
    return holders && !holders.includes(holder.uuid) ? null : exactRole(wire, holder);
  }
  const grants = directGrantsOf(
    holders,
    access.map(({ userUuid, role, inheritedRole }) => ({ userUuid, role, inheritedRole: inheritedRole ?? null })),
  );
  return grants === 'unknown' ? grants : (grants.find(({ userUuid }) => userUuid === holder.uuid)?.role ?? null);
};

/** What cannot be asked for here: the export is for editors and above, and only the newest servers have either. */
const orNothing = (error: unknown): undefined => {
  if (!isFailure(error, 'forbidden', 'no-such-operation', 'not-available')) throw error;
};

/** The role of a person's own grant where spaces inherit: nothing but the export as code states it (C9). */
const exactRole = async (space: WireSpace, holder: Holder): Promise<Found> => {
  const { projectUuid, uuid } = space;
  const code = await listSpacesAsCode(projectUuid).catch(orNothing);
  const users = code?.spaces.find(({ slug }) => slug === codePathOf(space))?.access?.users;
  if (!users) return 'not-shown';
  const address =
    holder.email ||
    (await listSpaceAccess(projectUuid, uuid, { userUuids: [holder.uuid] }).catch(orNothing))?.data?.[0]?.email;
  if (!address) return users.length === 0 ? null : 'not-shown';
  return users.find(({ email }) => email.toLowerCase() === address.toLowerCase())?.role ?? null;
};

/**
 * The role of somebody's grant on a space now; null without a grant, `unknown` where there is one and the server does not show
 * its role (A6), `not-shown` where it does not show whether there is one at all (C9). Throws ApiFailure.
 */
export const grantedSpaceRole = (space: SpaceAddress, holder: Holder): Promise<Found> => read(space, holder);

/** Whether a grant is as it was wanted; `role` null asks whether it is gone. Throws ApiFailure; `conflict`, NOT_SHOWN, where nothing tells. */
export const isGranted = async (space: SpaceAddress, holder: Holder, role: SpaceRole | null): Promise<boolean> => {
  const now = await read(space, holder);
  if (now === 'not-shown' || (now === 'unknown' && role !== null)) {
    throw new ApiFailure({
      kind: 'conflict',
      outcome: 'rejected',
      detail: NOT_SHOWN,
      serverMessage: `The server does not show ${now === 'not-shown' ? 'whether there is such a grant' : 'the role of this grant'}. To ${role === null ? 'revoke it again' : 'grant it again'} does no harm`,
    });
  }
  return now === role;
};
