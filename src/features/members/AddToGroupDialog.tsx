import { useMemo, useState } from 'react';
import { explainRow } from '#/api/core/sentences';
import { addToGroup, useGroups, isInGroup } from '#/data/groups';
import { useMadeOld } from '#/data/invalidation';
import { type AccessChange, AccessPreview, useAccessPreview } from '#/access';
import type { Member } from '#/domain/members';
import { count } from '#/lib/text';
import { Picker } from '#/ui/Picker';
import { RunDialog, type RunItem } from '#/ui/RunDialog';

type AddToGroupDialogProps = { members: readonly Member[]; onClose: () => void };

/** Puts members into a group, one call each, several in flight. */
export const AddToGroupDialog = ({ members, onClose }: AddToGroupDialogProps) => {
  const { data: groups } = useGroups();
  const madeOld = useMadeOld();
  const [group, setGroup] = useState<string | null>(null);
  const [targets] = useState(members);
  const first = targets[0];

  const changes = useMemo<AccessChange[]>(
    () =>
      group === null
        ? []
        : targets.flatMap(({ userUuid, groupUuids }) =>
            groupUuids.includes(group) ? [] : [{ kind: 'groupMember', groupUuid: group, userUuid, isMember: true }],
          ),
    [group, targets],
  );
  const preview = useAccessPreview(changes, 'everywhere');

  const items = targets.map((member): RunItem => ({
    id: member.userUuid,
    label: member.name,
    detail: member.email,
    blocked: group !== null && member.groupUuids.includes(group) ? 'Already in this group.' : null,
  }));

  return (
    <RunDialog
      title={
        targets.length === 1 && first
          ? `Add ${first.name} to a group`
          : `Add ${count(targets.length, 'member', 'members')} to a group`
      }
      items={items}
      noun={['member', 'members']}
      doneWord="added"
      start={(n) => (group === null ? 'Add' : `Add ${count(n, 'member', 'members')}`)}
      reason={group === null ? 'Choose a group first.' : undefined}
      work={async ({ id }) => {
        if (group !== null) await addToGroup(group, id);
      }}
      explain={explainRow}
      check={async ({ id }) => group !== null && isInGroup(group, id)}
      onSettled={() => madeOld('addGroupMember', ...items.map(({ id }) => ({ groupUuid: group ?? '', userUuid: id })))}
      onClose={onClose}
    >
      <Picker
        label="Group"
        placeholder="Choose a group"
        options={[...(groups?.values() ?? [])].map(({ uuid, name }) => ({ value: uuid, label: name }))}
        value={group}
        onChange={setGroup}
      />
      {changes.length > 0 && <AccessPreview about="everywhere" {...preview} />}
    </RunDialog>
  );
};
