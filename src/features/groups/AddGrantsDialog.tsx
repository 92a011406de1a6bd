import { useMemo, useState } from 'react';
import { explainRow } from '#/api/core/sentences';
import { useGroupGrantWrites, type GroupGrant } from '#/data/group-grants';
import type { Group } from '#/data/groups';
import { useMe } from '#/data/me';
import type { Project } from '#/data/projects';
import { useAccessPreview } from '#/access/what-if/preview';
import type { AccessChange } from '#/access/rules';
import { maxParallel } from '#/domain/bulk';
import { reasonOf } from '#/domain/permissions';
import { count } from '#/lib/text';
import { AccessPreview } from '#/access/components/AccessPreview';
import { MultiPicker } from '#/ui/Picker';
import { RunDialog } from '#/ui/RunDialog';
import styles from './groups.module.css';
import { RoleSelect } from './RoleSelect';
import { useRoleNames } from './useRoleNames';

type AddGrantsDialogProps = {
  group: Group;
  grants: readonly GroupGrant[];
  projects: readonly Project[];
  onChanged: () => void;
  onClose: () => void;
};

/** Grants projects to a group, any number at once, all with the same role. */
export const AddGrantsDialog = ({ group, grants, projects, onChanged, onClose }: AddGrantsDialogProps) => {
  const { may } = useMe();
  const writes = useGroupGrantWrites(group.uuid);
  const [chosen, setChosen] = useState<string[]>([]);
  const [role, setRole] = useState('viewer');
  const roleNameOf = useRoleNames([role]);
  // What the run began with: the grants behind the dialog are read again while it runs.
  const [free] = useState(() => {
    const granted = new Set(grants.map(({ project }) => project.uuid));
    return new Map(projects.filter(({ uuid }) => !granted.has(uuid)).map((project) => [project.uuid, project]));
  });

  const changes = useMemo<AccessChange[]>(
    () =>
      chosen.map((projectUuid) => ({
        kind: 'projectGrant',
        projectUuid,
        holder: { kind: 'group', uuid: group.uuid },
        role,
      })),
    [chosen, group.uuid, role],
  );
  const preview = useAccessPreview(changes, 'everywhere');

  return (
    <RunDialog
      title={`Add projects to ${group.name}`}
      items={chosen.flatMap((uuid) => {
        const project = free.get(uuid);
        return project ? [{ id: uuid, label: project.name, detail: roleNameOf(role) }] : [];
      })}
      one="project"
      many="projects"
      doneWord="granted"
      startLabel={(n) => (n === 0 ? 'Grant' : `Grant ${count(n, 'project', 'projects')}`)}
      reason={reasonOf(may.changeProjectAccess) ?? (chosen.length === 0 ? 'Choose a project first.' : undefined)}
      limit={maxParallel}
      work={async (projectUuid) => {
        await writes.write({ projectUuid, from: null, to: role });
        return '';
      }}
      explain={explainRow}
      check={async (projectUuid) => (await writes.roleNow(projectUuid)) === role}
      onSettled={async () => {
        await writes.changed(chosen);
        onChanged();
      }}
      onClose={onClose}
    >
      <div className={styles.choices}>
        <MultiPicker
          label="Projects"
          placeholder={free.size === 0 ? 'The group has all of them' : 'Search by name'}
          options={[...free.values()].map(({ uuid, name, isPreview }) => ({
            value: uuid,
            label: isPreview ? `${name} (preview)` : name,
          }))}
          value={chosen}
          onChange={setChosen}
        />
        <RoleSelect value={role} onChange={setRole} />
      </div>
      {changes.length > 0 && <AccessPreview about="everywhere" {...preview} />}
    </RunDialog>
  );
};
