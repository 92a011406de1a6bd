import { useRef, useState } from 'react';
import { ApiFailure } from '#/api/core/failure';
import { explainRow } from '#/api/core/sentences';
import {
  type ChangePreview,
  holdsMoreRoles,
  isDeletion,
  neededBefore,
  orderStaged,
  type OrganizationAccess,
  type Present,
  presentOf,
  roleChangesOf,
  type StagedChange,
  stagedInWords,
  useStagedWrites,
  writeChange,
} from '#/access';
import { checkAdminsRemain } from '#/domain/bulk';
import { heldRole } from '#/domain/members';
import { reasonOf, selfWarning } from '#/domain/permissions';
import { moreRolesInWords } from '#/features/grants/grants';
import { count, listOf } from '#/lib/text';
import { RunDialog } from '#/ui/RunDialog';
import styles from './WhatIf.module.css';
import { fullNames } from './useStaged';

type WhatIfApplyDialogProps = {
  access: OrganizationAccess;
  staged: readonly StagedChange[];
  /** What they lead to. */
  preview: ChangePreview | null;
  onApplied: (changes: readonly StagedChange[]) => void;
  onClose: () => void;
};

/** Why the signed-in person may not make a change; undefined where they may, and where only the server knows. */
const refusalOf = (
  change: StagedChange,
  { may, members, model, spaces }: Pick<OrganizationAccess, 'may' | 'members' | 'model' | 'spaces'>,
): string | undefined => {
  switch (change.kind) {
    case 'organizationRole': {
      const member = members?.byUuid.get(change.userUuid);
      // Whether an admin is left is asked of all changes together.
      return reasonOf(
        may.changeRole(
          member ? { ...member, role: 'viewer' } : { userUuid: change.userUuid, role: 'viewer', status: 'active' },
          { members: members?.members ?? [] },
        ),
      );
    }
    case 'groupMember':
      return reasonOf(may.addToGroup);
    case 'groupDeleted':
      return reasonOf(may.deleteGroup);
    case 'memberRemoved': {
      const member = members?.byUuid.get(change.userUuid);
      return member ? reasonOf(may.removeMember(member, { members: members?.members ?? [] })) : undefined;
    }
    case 'projectGrant':
      return reasonOf(may.changeProjectAccess);
    case 'spaceGrant':
    case 'projectMembersGrant':
    case 'spacePrivacy': {
      const space = spaces.find(({ uuid }) => uuid === change.spaceUuid);
      if (!space) return 'This space has not been read.';
      if (change.kind === 'projectMembersGrant' && model?.snapshot.generation !== 'C')
        return 'This server does not grant spaces to everybody in a project.';
      return reasonOf(
        may.manageSpace({ projectUuid: space.projectUuid, privacy: space.privacy, access: space.ownRows }),
      );
    }
  }
};

const NAMED = 8;

const someOf = (names: readonly string[]): string =>
  names.length > NAMED ? `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more` : listOf([...names]);

/** Makes the staged changes: what gives first, what takes then; closing spaces, admins losing their role and what is deleted last, one after another. */
export const WhatIfApplyDialog = ({ access, staged, preview, onApplied, onClose }: WhatIfApplyDialogProps) => {
  const { me, members, model } = access;
  const names = fullNames(access.names);
  const writes = useStagedWrites(access.names.projectOf);
  // What the run began with: the page behind the dialog is read again while it runs, and what is done leaves it.
  const [start] = useState(() => {
    const snapshot = model?.snapshot;
    const changes = new Map(
      staged.map((change) => {
        const from = snapshot ? presentOf(snapshot, change) : 'unknown';
        const dropsRoles =
          change.kind === 'projectGrant' &&
          snapshot !== undefined &&
          holdsMoreRoles(snapshot, change.projectUuid, change.holder.uuid);
        const note = dropsRoles ? moreRolesInWords(change.role === null) : null;
        return [writeChange(change), { change, from, words: { ...stagedInWords(change, from, names), note } }];
      }),
    );
    const roleChanges = snapshot ? roleChangesOf(snapshot, staged) : [];
    // Who is removed is an admin no more.
    const removed = staged.flatMap((change) => {
      const member = change.kind === 'memberRemoved' && members?.byUuid.get(change.userUuid);
      return member ? [{ userUuid: member.userUuid, from: heldRole(member), to: 'member' }] : [];
    });
    const admins = checkAdminsRemain(members?.members ?? [], [...roleChanges, ...removed]);
    const losing = preview?.diff.losing.map(names.person) ?? [];
    return { snapshot, changes, roleChanges, admins, losing, isFinal: staged.some(isDeletion) };
  });
  const done = useRef(new Set<string>());

  const warning = start.roleChanges.map((change) => selfWarning(me, change, 'changeRole')).find(Boolean);
  const wanted = (id: string): { change: StagedChange; from: Present } => {
    const found = start.changes.get(id);
    if (!found) throw new Error('Only staged changes are applied.');
    return found;
  };

  /** Throws before a space is closed if a change that it depends on was not made: closing copies grants for good, or shuts people out. */
  const stopUnlessMade = (id: string) => {
    if (!start.snapshot) return;
    const changes = [...start.changes.values()].map(({ change }) => change);
    const missing = neededBefore(start.snapshot, wanted(id).change, changes)
      .map(writeChange)
      .filter((word) => !done.current.has(word))
      .map((word) => start.changes.get(word)?.words);
    if (missing.length === 0) return;
    throw new ApiFailure({
      kind: 'conflict',
      outcome: 'not-sent',
      serverMessage: `Not closed, because what was to be done before has not been done: ${listOf(missing.map((words) => `${words?.label} (${words?.detail})`))}`,
    });
  };

  return (
    <RunDialog
      title={`Apply ${count(start.changes.size, 'change', 'changes')}`}
      items={[...start.changes].map(([id, { change, words }]) => ({
        id,
        ...words,
        blocked: refusalOf(change, access) ?? null,
      }))}
      noun={['change', 'changes']}
      doneWord="made"
      start="Make"
      reason={start.admins === true ? undefined : start.admins.reason}
      order={(ids) => {
        if (!start.snapshot) return { parallel: [], serial: ids };
        const changes = ids.map((id) => wanted(id).change);
        const { parallel, serial } = orderStaged(start.snapshot, changes, me.userUuid);
        return { parallel: parallel.map(writeChange), serial: serial.map(writeChange) };
      }}
      work={async ({ id }) => {
        stopUnlessMade(id);
        await writes.apply(wanted(id));
        done.current.add(id);
      }}
      explain={explainRow}
      check={async ({ id }) => {
        const isDone = await writes.isApplied(wanted(id).change);
        if (isDone) done.current.add(id);
        return isDone;
      }}
      onSettled={async () => {
        const made = [...done.current].map((id) => wanted(id).change);
        onApplied(made);
        await writes.changed(made);
      }}
      onClose={onClose}
    >
      {start.losing.length > 0 ? (
        <p className={styles.warn}>
          <b>{count(start.losing.length, 'person loses', 'people lose')} something:</b>{' '}
          <bdi>{someOf(start.losing)}</bdi>.
        </p>
      ) : (
        preview && <p>Nobody loses anything.</p>
      )}
      {start.isFinal && (
        <p className={styles.warn}>
          What is removed or deleted cannot be brought back. With a member their scheduled deliveries are deleted.
        </p>
      )}
      <p>People and groups get what they gain first; what is taken is taken afterwards. What fails stays staged.</p>
      {start.admins !== true && <p className={styles.warn}>{start.admins.reason}</p>}
      {warning && <p className={styles.warn}>{warning}</p>}
    </RunDialog>
  );
};
