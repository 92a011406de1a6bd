import { useMemo, useState } from 'react';
import { explainRow } from '#/api/core/sentences';
import { addToGroup, useMembershipCheck } from '#/data/groups';
import { useMadeOld } from '#/data/invalidation';
import { useMe } from '#/data/me';
import { type AccessChange, AccessPreview, useAccessPreview } from '#/access';
import { planAdditions } from '#/domain/groups';
import { memberOptions, type Member } from '#/domain/members';
import { reasonOf } from '#/domain/permissions';
import { Field } from '#/ui/Field';
import { pasteLongText } from '#/ui/paste';
import { MultiPicker } from '#/ui/Picker';
import { RunDialog } from '#/ui/RunDialog';

type AddMembersDialogProps = {
  group: { uuid: string; name: string };
  everybody: readonly Member[];
  onClose: () => void;
};

/** Adds people to a group, picked or pasted as a list of addresses: one call each, several in flight, a result per row. */
export const AddMembersDialog = ({ group, everybody, onClose }: AddMembersDialogProps) => {
  const { may } = useMe();
  const madeOld = useMadeOld();
  const isIn = useMembershipCheck(group.uuid);
  const [picked, setPicked] = useState<string[]>([]);
  const [pasted, setPasted] = useState('');
  // What the run began with: the table behind the dialog is read again while it runs.
  const [start] = useState(() => ({
    everybody,
    inGroup: new Set(
      everybody.filter(({ groupUuids }) => groupUuids.includes(group.uuid)).map(({ userUuid }) => userUuid),
    ),
  }));

  const options = useMemo(
    () => memberOptions(start.everybody.filter(({ userUuid }) => !start.inGroup.has(userUuid))),
    [start],
  );
  const items = useMemo(() => planAdditions(picked, pasted, start.everybody, start.inGroup), [picked, pasted, start]);
  const joining = items
    .filter(({ blocked }) => blocked === null)
    .map(({ id }) => id)
    .join(' ');
  // By a text, which stays the same where the people do.
  const changes = useMemo<AccessChange[]>(
    () =>
      joining === ''
        ? []
        : joining
            .split(' ')
            .map((userUuid) => ({ kind: 'groupMember', groupUuid: group.uuid, userUuid, isMember: true })),
    [joining, group.uuid],
  );
  const preview = useAccessPreview(changes, 'everywhere');

  return (
    <RunDialog
      title={`Add members to ${group.name}`}
      items={items}
      noun={['member', 'members']}
      doneWord="added"
      start="Add"
      reason={reasonOf(may.addToGroup)}
      work={({ id }) => addToGroup(group.uuid, id)}
      explain={explainRow}
      check={({ id }) => isIn(id)}
      onSettled={() => madeOld('addGroupMember', ...items.map(({ id }) => ({ groupUuid: group.uuid, userUuid: id })))}
      onClose={onClose}
    >
      <MultiPicker
        label="Members"
        placeholder="Search by name or e-mail"
        options={options}
        value={picked}
        onChange={setPicked}
      />
      <Field
        label="Or a list of e-mail addresses"
        hint="Paste them in any form, also from a spreadsheet. Only members of the organization can be added."
      >
        {(control) => (
          <textarea
            {...control}
            data-autofocus
            spellCheck={false}
            autoComplete="off"
            placeholder={'ana@example.com\nBo Li <bo@example.com>'}
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
            onPaste={pasteLongText}
          />
        )}
      </Field>
      {changes.length > 0 && <AccessPreview about="everywhere" {...preview} />}
    </RunDialog>
  );
};
