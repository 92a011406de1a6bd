import { useMemo, useState } from 'react';
import type { GroupGrant } from '#/data/group-grants';
import type { Group } from '#/data/groups';
import { useMe } from '#/data/me';
import type { Project } from '#/data/projects';
import { reasonOf } from '#/domain/permissions';
import { GrantRunDialog, type Wanted } from '#/features/grants/GrantRunDialog';
import { useProjectTarget } from '#/features/grants/target';
import { MultiPicker } from '#/ui/Picker';
import styles from './groups.module.css';

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
  const targetOf = useProjectTarget();
  const [chosen, setChosen] = useState<string[]>([]);
  const [role, setRole] = useState('viewer');
  // What the run began with: the grants behind the dialog are read again while it runs.
  const [free] = useState(() => {
    const granted = new Set(grants.map(({ project }) => project.uuid));
    return projects.filter(({ uuid }) => !granted.has(uuid));
  });
  const wanted = useMemo(
    () =>
      free
        .filter(({ uuid }) => chosen.includes(uuid))
        .map((project): Wanted => {
          const target = targetOf(project);
          return {
            target,
            holder: { kind: 'group', uuid: group.uuid, name: group.name, email: '' },
            item: { label: project.name, detail: target.nameRole(role) },
          };
        }),
    [free, chosen, targetOf, group, role],
  );
  const changes = useMemo(() => wanted.map(({ target, holder }) => target.changeOf(holder, role)), [wanted, role]);

  return (
    <GrantRunDialog
      title={`Add projects to ${group.name}`}
      wanted={wanted}
      role={role}
      make={({ target, holder }) => target.replace(holder, null, role)}
      changes={changes}
      about="everywhere"
      words={{ noun: ['project', 'projects'], doneWord: 'granted', start: 'Grant' }}
      reason={reasonOf(may.changeProjectAccess) ?? (chosen.length === 0 ? 'Choose a project first.' : undefined)}
      onSettled={async () => {
        await Promise.all(wanted.map(({ target }) => target.changed()));
        onChanged();
      }}
      onClose={onClose}
    >
      <div className={styles.choices}>
        <MultiPicker
          label="Projects"
          placeholder={free.length === 0 ? 'The group has all of them' : 'Search by name'}
          options={free.map(({ uuid, name, isPreview }) => ({
            value: uuid,
            label: isPreview ? `${name} (preview)` : name,
          }))}
          value={chosen}
          onChange={setChosen}
        />
        {targetOf({ uuid: '', name: '' }).roleField(role, setRole)}
      </div>
    </GrantRunDialog>
  );
};
