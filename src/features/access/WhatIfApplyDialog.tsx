import { useRef, useState } from 'react';
import { isFailure } from '#/api/core/failure';
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
import { affectedInWords, isWhole } from './affected';
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

/** A single write drops all other roles in the organization (docs/lightdash/members.md M8). */
const ONE_REMAINS =
  'Holds several roles in the organization, and the server does not say which; only this one remains.';

const NAMED = 8;

const someOf = (names: readonly string[]): string =>
  names.length > NAMED ? `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more` : listOf([...names]);

/** A change was not sent, for another one has to be made before. The message says which. */
class Waits extends Error {}

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
        const holdsMore =
          change.kind === 'organizationRole' && members?.byUuid.get(change.userUuid)?.hasMoreRoles === true;
        const note = dropsRoles ? moreRolesInWords(change.role === null) : holdsMore ? ONE_REMAINS : null;
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
    const isKnown = preview !== null && isWhole(access, preview);
    return { snapshot, changes, roleChanges, admins, losing, isKnown, isFinal: staged.some(isDeletion) };
  });
  const done = useRef(new Set<string>());
  // Not as it was read: somebody else was quicker, or it may have been made.
  const stale = useRef(new Set<string>());

  const warning = start.roleChanges.map((change) => selfWarning(me, change, 'changeRole')).find(Boolean);
  const wanted = (id: string): { change: StagedChange; from: Present } => {
    const found = start.changes.get(id);
    if (!found) throw new Error('Only staged changes are applied.');
    return found;
  };

  const needs = (change: StagedChange): StagedChange[] =>
    start.snapshot
      ? neededBefore(
          start.snapshot,
          change,
          [...start.changes.values()].map((each) => each.change),
        )
      : [];
  const wordsOf = (word: string) => {
    const words = start.changes.get(word)?.words;
    return `${words?.label} (${words?.detail})`;
  };

  /** Why a change cannot be made here, or what it would wait for in vain. */
  const blockedBy = (change: StagedChange): string | null => {
    const own = refusalOf(change, access);
    if (own !== undefined) return own;
    const refused = needs(change).find((each) => refusalOf(each, access) !== undefined);
    return refused
      ? `It waits for what cannot be made, ${wordsOf(writeChange(refused))}. To go on without that, undo it where it is staged.`
      : null;
  };

  const changesOf = (ids: ReadonlySet<string>) => [...ids].map((id) => wanted(id).change);

  /**
   * Throws if a change that another one depends on was not made: who was to get something before would lose what they have, and
   * closing a space copies grants for good, or shuts people out.
   */
  const stopUnlessMade = (id: string) => {
    const missing = needs(wanted(id).change)
      .map(writeChange)
      .filter((word) => !done.current.has(word));
    if (missing.length === 0) return;
    throw new Waits(
      `Not sent: it waits for what is not known to be made, ${someOf(missing.map(wordsOf))}. To go on without that, undo it where it is staged.`,
    );
  };

  return (
    <RunDialog
      title={`Apply ${count(start.changes.size, 'change', 'changes')}`}
      items={[...start.changes].map(([id, { change, words }]) => ({ id, ...words, blocked: blockedBy(change) }))}
      noun={['change', 'changes']}
      doneWord="made"
      start="Make"
      reason={start.admins === true ? undefined : start.admins.reason}
      order={(ids) => {
        if (!start.snapshot) return { parallel: [], serial: ids };
        const changes = ids.map((id) => wanted(id).change);
        const { first, parallel, serial } = orderStaged(start.snapshot, changes, me.userUuid);
        return { first: first.map(writeChange), parallel: parallel.map(writeChange), serial: serial.map(writeChange) };
      }}
      work={async ({ id }) => {
        stopUnlessMade(id);
        try {
          await writes.apply(wanted(id));
        } catch (error) {
          if (isFailure(error) && (error.outcome === 'unknown' || isFailure(error, 'conflict', 'not-found')))
            stale.current.add(id);
          throw error;
        }
        done.current.add(id);
      }}
      explain={(error) => (error instanceof Waits ? { text: error.message, unknown: false } : explainRow(error))}
      check={async ({ id }) => {
        const isDone = await writes.isApplied(wanted(id).change);
        if (isDone) done.current.add(id);
        return isDone;
      }}
      onSettled={async () => {
        onApplied(changesOf(done.current));
        await writes.changed(changesOf(new Set([...done.current, ...stale.current])));
      }}
      onClose={onClose}
    >
      {start.losing.length > 0 ? (
        <p className={styles.warn}>
          <b>{affectedInWords(start.losing.length, 'lose', start.isKnown)}:</b> <bdi>{someOf(start.losing)}</bdi>.
        </p>
      ) : (
        preview && (
          <p className={start.isKnown ? undefined : styles.warn}>
            {affectedInWords(0, 'lose', start.isKnown)}
            {!start.isKnown && ', but not everything is known: the page behind this dialog says what is missing'}.
          </p>
        )
      )}
      {start.isFinal && (
        <p className={styles.warn}>
          What is removed or deleted cannot be brought back. With a member their scheduled deliveries are deleted.
        </p>
      )}
      <p>
        People and groups get what they gain first; what is taken is taken afterwards, and not at all while any of that
        is not made. What fails stays staged.
      </p>
      {start.admins !== true && <p className={styles.warn}>{start.admins.reason}</p>}
      {warning && <p className={styles.warn}>{warning}</p>}
    </RunDialog>
  );
};
