import { useMemo, useState } from 'react';
import { explainRow } from '#/api/core/sentences';
import { useMadeOld } from '#/data/invalidation';
import { useMe } from '#/data/me';
import { isGone, removeMember } from '#/data/member-removal';
import { useAllSchedulers } from '#/data/schedulers';
import { checkAdminsRemain } from '#/domain/bulk';
import { heldRole, isInvited, statusName, type Member } from '#/domain/members';
import { reasonOf } from '#/domain/permissions';
import { count } from '#/lib/text';
import { RunDialog } from '#/ui/RunDialog';
import { TextField } from '#/ui/TextField';

type RemoveMembersDialogProps = { members: readonly Member[]; everybody: readonly Member[]; onClose: () => void };

/** What goes with members that are removed; their schedulers by number, as far as they are read (docs/lightdash/members.md#m5). */
const Gone = ({ uuids }: { uuids: ReadonlySet<string> }) => {
  const { schedulers, done, failed, forbidden } = useAllSchedulers();
  const theirs = schedulers.filter(({ ownerUuid }) => uuids.has(ownerUuid)).length;
  const isWhole = done && failed.length + forbidden.length === 0;
  return (
    <p>
      This cannot be undone. Their groups, grants and tokens go with them, and their scheduled deliveries are deleted:{' '}
      {count(theirs, 'delivery', 'deliveries')}
      {!done ? ' found so far' : isWhole ? '' : ', not counting projects that could not be read'}.
    </p>
  );
};

/** Removes many members, or withdraws many invitations: admins one after another, and never the last one or oneself. */
export const RemoveMembersDialog = ({ members, everybody, onClose }: RemoveMembersDialogProps) => {
  const { me, may } = useMe();
  const madeOld = useMadeOld();
  // What the run began with: who is removed leaves the table behind the dialog.
  const [start] = useState(() => ({ targets: members, everybody, onlyInvited: members.every(isInvited) }));
  const { targets, onlyInvited } = start;
  const [typed, setTyped] = useState('');
  const [one, many, verb] = onlyInvited
    ? ['invitation', 'invitations', 'Withdraw']
    : (['member', 'members', 'Remove'] as const);

  const items = useMemo(
    () =>
      start.targets.map((member) => ({
        id: member.userUuid,
        label: member.name,
        detail: member.name === member.email ? '' : member.email,
        blocked:
          member.userUuid === me.userUuid
            ? 'This is you. Remove yourself on your own page.'
            : (reasonOf(may.removeMember(member, { members: start.everybody })) ?? null),
        note:
          isInvited(member) && !start.onlyInvited ? `${statusName(member.status)}: the invitation is withdrawn.` : null,
        member,
      })),
    [start, me.userUuid, may],
  );
  const going = items.flatMap(({ member, blocked }) => (blocked ? [] : [member]));
  const admins = checkAdminsRemain(
    start.everybody,
    going.map((member) => ({ userUuid: member.userUuid, from: heldRole(member), to: 'nobody' })),
  );
  const adminUuids = new Set(targets.filter(({ role }) => role === 'admin').map(({ userUuid }) => userUuid));
  const isConfirmed = onlyInvited || typed.trim() === String(going.length);

  return (
    <RunDialog
      title={`${verb} ${count(targets.length, one, many)}`}
      danger
      items={items}
      noun={[one, many]}
      doneWord={onlyInvited ? 'withdrawn' : 'removed'}
      start={verb}
      reason={reasonOf(admins) ?? (isConfirmed ? undefined : 'Type the number first.')}
      order={(ids) => ({
        parallel: ids.filter((id) => !adminUuids.has(id)),
        serial: ids.filter((id) => adminUuids.has(id)),
      })}
      work={({ member }) => removeMember(member)}
      explain={explainRow}
      check={({ member }) => isGone(member)}
      onSettled={() => madeOld('deleteMember', ...targets.map(({ userUuid }) => ({ userUuid })))}
      onClose={onClose}
    >
      {onlyInvited ? (
        <p>Their links stop working, and their groups and grants go. You can invite them again.</p>
      ) : (
        <>
          <Gone uuids={new Set(going.map(({ userUuid }) => userUuid))} />
          <TextField
            label="Type how many are removed to confirm"
            hint={String(going.length)}
            inputMode="numeric"
            first
            value={typed}
            onChange={setTyped}
          />
        </>
      )}
    </RunDialog>
  );
};
