import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { explainRow } from '#/api/core/sentences';
import { useGroups } from '#/data/groups';
import { membersQuery } from '#/data/members';
import { grantSpace, isGranted, useSpacesChanged } from '#/data/space-writes';
import { useAccessPreview } from '#/access/what-if/preview';
import { applyChanges, buildAccessModel, type AccessChange, type AccessSnapshot, type SpaceRole } from '#/access/rules';
import { maxParallel } from '#/domain/bulk';
import { roleName } from '#/domain/roles';
import type { SpaceGrantHolder } from '#/domain/space-grants';
import { accessOrigin, pathOf, type PlacedSpace } from '#/domain/spaces';
import { count } from '#/lib/text';
import { AccessPreview } from '#/access/components/AccessPreview';
import { MultiPicker } from '#/ui/Picker';
import { RunDialog, type RunItem } from '#/ui/RunDialog';
import { concernedBy, effectInWords, effectOfGrant, presentRoles } from './grants';
import { SpaceRoleSelect } from './SpaceRoleSelect';
import { originName } from './words';

type GrantSpacesDialogProps = {
  spaces: readonly PlacedSpace[];
  /** What is known of the one space; absent for many, of which nothing but the list has been read. */
  snapshot?: AccessSnapshot | null;
  onClose: () => void;
};

type Grant = { space: PlacedSpace; holder: SpaceGrantHolder; name: string };

/** Grants one or many spaces to many people and groups, with one role; says where that changes nothing. */
export const GrantSpacesDialog = ({ spaces, snapshot: given = null, onClose }: GrantSpacesDialogProps) => {
  const { data: everybody } = useQuery(membersQuery);
  const { data: groups } = useGroups();
  const changed = useSpacesChanged();
  const [people, setPeople] = useState<string[]>([]);
  const [chosenGroups, setChosenGroups] = useState<string[]>([]);
  const [role, setRole] = useState<SpaceRole>('viewer');
  // What the run began with: what is behind the dialog is read again while it runs.
  const [targets] = useState(spaces);
  const [snapshot] = useState(given);
  const [only] = targets.length === 1 ? targets : [];

  const options = useMemo(
    () => ({
      people: (everybody?.members ?? []).map(({ userUuid, name, email }) => ({
        value: userUuid,
        label: `${name} · ${email}`,
      })),
      groups: [...(groups?.values() ?? [])].map(({ uuid, name }) => ({ value: uuid, label: name })),
    }),
    [everybody, groups],
  );

  const holders = useMemo<SpaceGrantHolder[]>(
    () => [
      ...chosenGroups.map((uuid) => ({ kind: 'group', uuid }) as const),
      ...people.map((uuid) => ({ kind: 'user', uuid }) as const),
    ],
    [chosenGroups, people],
  );
  const changes = useMemo<AccessChange[]>(
    () =>
      targets.flatMap(({ uuid: spaceUuid }) =>
        holders.map((holder): AccessChange => ({ kind: 'spaceGrant', spaceUuid, holder, role })),
      ),
    [targets, holders, role],
  );
  const preview = useAccessPreview(
    changes,
    only ? { projectUuid: only.projectUuid, spaceUuid: only.uuid } : 'everywhere',
  );
  const after = useMemo(
    () => (snapshot && only ? buildAccessModel(applyChanges(snapshot, changes)) : null),
    [snapshot, only, changes],
  );
  const now = useMemo(
    () => (only ? presentRoles(snapshot, only.uuid) : new Map<string, SpaceRole>()),
    [snapshot, only],
  );

  const grants = new Map<string, Grant>();
  for (const space of targets) {
    for (const holder of holders) {
      const name = holder.kind === 'user' ? everybody?.byUuid.get(holder.uuid)?.name : groups?.get(holder.uuid)?.name;
      grants.set(`${space.uuid} ${holder.uuid}`, { space, holder, name: name ?? '' });
    }
  }

  const items = [...grants].map(([id, { space, holder, name }]): RunItem => {
    const present = now.get(holder.uuid);
    const nested = accessOrigin(space, space.ancestors).kind === 'top';
    const effect = after && effectOfGrant(after, space.uuid, holder, concernedBy(holder, everybody));
    return {
      id,
      label: name,
      detail: only
        ? present
          ? `${present === 'unknown' ? 'A role that can’t be read' : roleName(present)} → ${roleName(role)}`
          : roleName(role)
        : space.name,
      blocked: nested
        ? `Takes its access from another space. ${originName(space)}.`
        : present === role
          ? 'Has this grant already.'
          : null,
      note:
        effect?.text === 'Gives the effective role'
          ? null
          : ((effect && effectInWords(effect)) ??
            (only ? null : [space.projectName, pathOf(space)].filter(Boolean).join(' · '))),
    };
  });

  return (
    <RunDialog
      title={only ? `Grant access to ${only.name}` : `Grant access to ${count(targets.length, 'space', 'spaces')}`}
      items={items}
      one="grant"
      many="grants"
      doneWord="made"
      startLabel={(n) => (n === 0 ? 'Grant' : `Make ${count(n, 'grant', 'grants')}`)}
      reason={items.length === 0 ? 'Choose people or groups first.' : undefined}
      limit={maxParallel}
      work={async (id) => {
        const grant = grants.get(id);
        if (grant) await grantSpace(grant.space, grant.holder, role);
        return '';
      }}
      explain={explainRow}
      check={async (id) => {
        const grant = grants.get(id);
        return grant !== undefined && isGranted(grant.space, grant.holder, role);
      }}
      onSettled={() =>
        changed.spaces(
          targets.map(({ projectUuid }) => projectUuid),
          targets.map(({ uuid }) => uuid),
        )
      }
      onClose={onClose}
    >
      {options.groups.length > 0 && (
        <MultiPicker
          label="Groups"
          placeholder="Choose groups"
          options={options.groups}
          value={chosenGroups}
          onChange={setChosenGroups}
        />
      )}
      <MultiPicker
        label="People"
        placeholder="Choose people by name or e-mail"
        options={options.people}
        value={people}
        onChange={setPeople}
      />
      <SpaceRoleSelect value={role} onChange={setRole} />
      {changes.length > 0 && <AccessPreview about={only ? { spaceUuid: only.uuid } : 'everywhere'} {...preview} />}
    </RunDialog>
  );
};
