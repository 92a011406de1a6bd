import { useMemo, useState } from 'react';
import { type AccessSnapshot, applyChanges, buildAccessModel } from '#/access';
import { useMadeOld } from '#/data/invalidation';
import { useMe } from '#/data/me';
import { reasonOf } from '#/domain/permissions';
import { accessOrigin, pathOf, type PlacedSpace } from '#/domain/spaces';
import { concernedBy, grantsIn } from '#/features/grants/grants';
import { GrantRunDialog, useHolders, type Wanted } from '#/features/grants/GrantRunDialog';
import { useSpaceTarget } from '#/features/grants/target';
import { count } from '#/lib/text';
import { effectInWords, effectOfGrant } from './grants';
import { originName } from './words';

type GrantSpacesDialogProps = {
  spaces: readonly PlacedSpace[];
  /** What is known of the one space; absent for many, of which nothing but the list has been read. */
  snapshot?: AccessSnapshot | null;
  onClose: () => void;
};

/** Grants one or many spaces to many people and groups, with one role; says where that changes nothing. */
export const GrantSpacesDialog = ({ spaces: given, snapshot: known = null, onClose }: GrantSpacesDialogProps) => {
  const { everybody, holders, fields, reason } = useHolders();
  const { may } = useMe();
  const madeOld = useMadeOld();
  const targetOf = useSpaceTarget();
  const [role, setRole] = useState('viewer');
  // What the run began with: what is behind the dialog is read again while it runs.
  const [spaces] = useState(given);
  const [snapshot] = useState(known);
  const targets = useMemo(
    () =>
      spaces.map((space) => ({
        space,
        target: targetOf(space),
        refused:
          accessOrigin(space, space.ancestors).kind === 'top'
            ? `Takes its access from another space. ${originName(space)}.`
            : (reasonOf(may.manageSpace({ ...space, access: space.ownRows })) ?? null),
      })),
    [spaces, targetOf, may],
  );
  const [first] = targets;
  const only = targets.length === 1 ? first : undefined;
  const changes = useMemo(
    () =>
      targets.flatMap(({ target, refused }) =>
        refused === null ? holders.map((holder) => target.changeOf(holder, role)) : [],
      ),
    [targets, holders, role],
  );
  const after = useMemo(
    () => (snapshot && only ? buildAccessModel(applyChanges(snapshot, changes)) : null),
    [snapshot, only, changes],
  );
  const present = new Map(only && grantsIn(snapshot, only.target.about).map((grant) => [grant.uuid, grant.role]));

  const wanted = targets.flatMap(({ space, target, refused }) =>
    holders.map((holder): Wanted => {
      const now = present.get(holder.uuid);
      const effect = after && effectOfGrant(after, space.uuid, holder, concernedBy(holder, everybody));
      const place = only ? null : [space.projectName, pathOf(space)].filter(Boolean).join(' · ');
      const granted = now ? `${target.nameRole(now)} → ${target.nameRole(role)}` : target.nameRole(role);
      return {
        target,
        holder,
        item: {
          label: holder.name,
          detail: only ? granted : space.name,
          blocked: refused ?? (now === role ? 'Has this grant already.' : null),
          note: effect?.text === 'Gives the effective role' ? null : effect ? effectInWords(effect) : place,
        },
      };
    }),
  );

  return (
    <GrantRunDialog
      title={`Grant access to ${only ? only.space.name : count(targets.length, 'space', 'spaces')}`}
      wanted={wanted}
      role={role}
      make={({ target, holder }) => target.write(holder, role, false)}
      changes={changes}
      about={only ? only.target.about : 'everywhere'}
      reason={reason}
      onSettled={() =>
        madeOld('shareSpaceWithUser', ...spaces.map(({ projectUuid, uuid }) => ({ projectUuid, spaceUuid: uuid })))
      }
      onClose={onClose}
    >
      {fields}
      {first?.target.roleField(role, setRole)}
    </GrantRunDialog>
  );
};
