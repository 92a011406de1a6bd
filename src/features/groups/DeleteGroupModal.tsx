import { useMemo, useState } from 'react';
import { useGroupGrants } from '#/data/group-grants';
import { isGroupGone, useDeleteGroup } from '#/data/groups';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import { useWrite } from '#/data/useWrite';
import { type AccessChange, AccessPreview, useAccessPreview } from '#/access';
import { reasonOf } from '#/domain/permissions';
import { once } from '#/lib/memo';
import { count, isMixedScript } from '#/lib/text';
import { ConfirmModal } from '#/ui/ConfirmModal';
import lists from '#/ui/FactList.module.css';
import { toast } from '#/ui/toast';
import styles from './groups.module.css';
import { SpaceGrantsGone } from './SpaceGrantsGone';
import { useRoleNames } from '#/data/role-names';

type DeleteGroupModalProps = {
  group: { uuid: string; name: string };
  onClose: () => void;
  onDeleted?: (() => void) | undefined;
};

const SHOWN = 8;

/** Deletes a group, after naming the grants that go with it and having its name typed. */
export const DeleteGroupModal = ({ group, onClose, onDeleted }: DeleteGroupModalProps) => {
  const { may } = useMe();
  // Its page is left once: before it is read again, or when it was gone or is found gone.
  const [leave] = useState(() => once(() => onDeleted?.()));
  const remove = useDeleteGroup(group, leave);
  const { data: everybody } = useMembers();
  const reading = useGroupGrants(may.readProjectAccess === true);
  const grants = reading.byGroup.get(group.uuid) ?? [];
  const roleNameOf = useRoleNames(grants.map(({ role }) => role));
  const size = everybody?.members.filter(({ groupUuids }) => groupUuids.includes(group.uuid)).length;
  const unread = reading.failed + reading.forbidden;
  const changes = useMemo<AccessChange[]>(() => [{ kind: 'groupDeleted', groupUuid: group.uuid }], [group.uuid]);
  const preview = useAccessPreview(changes, 'everywhere');

  const write = useWrite({
    work: remove,
    check: () => isGroupGone(group.uuid),
    saved: () => {
      leave();
      toast({ title: 'Group deleted', message: `${group.name} is gone.` });
      onClose();
    },
  });

  return (
    <ConfirmModal
      title={`Delete ${group.name}`}
      confirmLabel="Delete group"
      type={{ text: group.name, what: 'name of the group' }}
      write={write}
      reason={reasonOf(may.deleteGroup)}
      onClose={onClose}
    >
      <p>This cannot be undone. This goes with the group:</p>
      <ul className={lists.facts}>
        <li>
          {size === undefined && 'All memberships'}
          {size === 0 && 'No memberships'}
          {size !== undefined && size > 0 && count(size, 'membership', 'memberships')}; the people stay in the
          organization
        </li>
        {grants.slice(0, SHOWN).map(({ project, role }) => (
          <li key={project.uuid}>
            {roleNameOf(role)} in <bdi>{project.name}</bdi>
          </li>
        ))}
        {grants.length > SHOWN && <li>{count(grants.length - SHOWN, 'more project grant', 'more project grants')}</li>}
        {reading.done && grants.length === 0 && unread === 0 && <li>No project grants</li>}
        {may.readProjectAccess !== true && <li>Any grants of projects</li>}
        {may.readProjectAccess === true && !reading.done && !reading.error && (
          <li className={lists.reading}>
            Still reading the project grants, {reading.read.size} of{' '}
            {count(reading.projects.length, 'project', 'projects')}
          </li>
        )}
        {((reading.done && unread > 0) || reading.error) && (
          <li className={lists.reading}>Project grants that could not be read</li>
        )}
        <SpaceGrantsGone groupUuid={group.uuid} mayRead={may.readProjectAccess === true} />
      </ul>
      <AccessPreview about="everywhere" {...preview} />
      {isMixedScript(group.name) && (
        <p className={styles.warning}>This name mixes alphabets, so it may imitate another one.</p>
      )}
    </ConfirmModal>
  );
};
