import { useMemo, useState } from 'react';
import { explainRow } from '#/api/core/sentences';
import { useGroupGrants } from '#/data/group-grants';
import { removeFromGroup, useMembershipCheck } from '#/data/groups';
import { useMadeOld } from '#/data/invalidation';
import { useMe } from '#/data/me';
import { type AccessChange, AccessPreview, useAccessPreview } from '#/access';
import type { Member } from '#/domain/members';
import { reasonOf } from '#/domain/permissions';
import { count, listOf } from '#/lib/text';
import { RunDialog } from '#/ui/RunDialog';
import { useRoleNames } from '#/data/role-names';

type RemoveMembersDialogProps = {
  group: { uuid: string; name: string };
  members: readonly Member[];
  onClose: () => void;
};

/** Takes people out of a group, after saying what they lose with it: one call each, several in flight, a result per row. */
export const RemoveMembersDialog = ({ group, members, onClose }: RemoveMembersDialogProps) => {
  const { may } = useMe();
  const madeOld = useMadeOld();
  const isIn = useMembershipCheck(group.uuid);
  const { byGroup, done, failed, forbidden } = useGroupGrants(may.readProjectAccess === true);
  const grants = byGroup.get(group.uuid) ?? [];
  const isWhole = done && failed + forbidden === 0;
  const roleNameOf = useRoleNames(grants.map(({ role }) => role));
  // What the run began with: who is removed leaves the table behind the dialog.
  const [targets] = useState(members);
  const first = targets[0];
  const changes = useMemo<AccessChange[]>(
    () => targets.map(({ userUuid }) => ({ kind: 'groupMember', groupUuid: group.uuid, userUuid, isMember: false })),
    [targets, group.uuid],
  );
  const preview = useAccessPreview(changes, 'everywhere');

  return (
    <RunDialog
      title={
        targets.length === 1 && first
          ? `Remove ${first.name} from ${group.name}`
          : `Remove ${count(targets.length, 'member', 'members')} from ${group.name}`
      }
      items={targets.map((member) => ({ id: member.userUuid, label: member.name, detail: member.email }))}
      noun={['member', 'members']}
      doneWord="removed"
      start="Remove"
      reason={reasonOf(may.addToGroup)}
      work={({ id }) => removeFromGroup(group.uuid, id)}
      explain={explainRow}
      check={async ({ id }) => !(await isIn(id))}
      onSettled={() =>
        madeOld('removeGroupMember', ...targets.map(({ userUuid }) => ({ groupUuid: group.uuid, userUuid })))
      }
      onClose={onClose}
    >
      <p>
        They stay in the organization.{' '}
        {grants.length > 0
          ? `Unless something else gives it to them, they lose what the group gives: ${listOf(grants.map(({ project, role }) => `${roleNameOf(role).toLowerCase()} in ${project.name}`))}${isWhole ? '' : ', as far as that has been read'}.`
          : 'They lose what the group gives them.'}
      </p>
      <AccessPreview about="everywhere" {...preview} />
    </RunDialog>
  );
};
