import { useMemo, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '#/data/me';
import { useProjects } from '#/data/projects';
import { isCreated, useCreateSpace } from '#/data/space-writes';
import { useSpaces } from '#/data/spaces';
import { useWrite } from '#/data/useWrite';
import { reasonOf } from '#/domain/permissions';
import { pathOf, placeSpaces, privacyName } from '#/domain/spaces';
import { FormModal } from '#/ui/FormModal';
import { Picker } from '#/ui/Picker';
import { TextField } from '#/ui/TextField';
import { toast } from '#/ui/toast';
import { useFields } from '#/ui/useFields';
import choice from './Choice.module.css';
import { spaceLink } from './routes';
import styles from './spaces.module.css';
import { describePrivacy } from './words';

type CreateSpaceModalProps = { projectUuid: string | null; parentUuid: string | null; onClose: () => void };

/** Makes a space, at the top of a project or inside another one, and goes there. */
export const CreateSpaceModal = ({ projectUuid, parentUuid, onClose }: CreateSpaceModalProps) => {
  const { may } = useMe();
  const navigate = useNavigate();
  const create = useCreateSpace();
  const { data: projects } = useProjects();
  const form = useFields<{
    name: string;
    project: string | null;
    parent: string | null;
    privacy: 'private' | 'public';
  }>({
    name: '',
    project: projectUuid ?? (projects?.length === 1 ? (projects[0]?.uuid ?? null) : null),
    parent: parentUuid,
    privacy: 'private',
  });
  const { name, project, parent, privacy } = form.values;
  const { data: spaces } = useSpaces(project);
  const created = useRef<string | null>(null);

  const parents = useMemo(
    () =>
      placeSpaces(spaces ?? [], projects ?? []).map((space) => ({
        value: space.uuid,
        label: [pathOf(space), space.name].filter(Boolean).join(' / '),
      })),
    [spaces, projects],
  );
  const above = spaces?.find(({ uuid }) => uuid === parent);
  const space = { projectUuid: project ?? '', name: name.trim(), parentUuid: parent, isPrivate: privacy === 'private' };
  const permission = project === null ? true : may.createSpace(project);

  const write = useWrite({
    work: async () => {
      created.current = await create(space);
    },
    check: () => isCreated(space, new Set(spaces?.map(({ uuid }) => uuid))),
    saved: () => {
      toast({ title: 'Space created', message: `“${space.name}” is there.` });
      onClose();
      if (created.current !== null) void navigate(spaceLink(space.projectUuid, created.current));
    },
    mark: form.mark,
  });

  return (
    <FormModal
      title="New space"
      submitLabel="Create space"
      write={write}
      reason={
        project === null
          ? 'Choose a project first.'
          : (reasonOf(permission) ?? (space.name === '' ? 'Give it a name first.' : undefined))
      }
      onClose={onClose}
    >
      <TextField label="Name" first {...form.field('name')} />
      <Picker
        label="Project"
        placeholder="Choose a project"
        options={(projects ?? []).map((each) => ({ value: each.uuid, label: each.name }))}
        value={project}
        onChange={(value) => {
          form.set('project', value);
          form.set('parent', null);
        }}
      />
      <Picker
        label="Inside"
        placeholder={project === null ? 'Choose a project first' : 'At the top of the project'}
        hint="Leave it empty for a space at the top."
        options={parents}
        {...form.field('parent')}
      />
      {permission !== true && <p className={styles.warning}>{permission.reason}</p>}
      {parent === null ? (
        <fieldset className={choice.choice}>
          <legend>Visibility</legend>
          <div className={choice.list}>
            {(['private', 'public'] as const).map((each) => (
              <label key={each}>
                <input
                  type="radio"
                  name="privacy"
                  checked={privacy === each}
                  onChange={() => form.set('privacy', each)}
                />
                <span>
                  {privacyName(each)} <small>{describePrivacy(each)}</small>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      ) : (
        <p className={styles.note}>
          {above?.inherits === null
            ? 'It takes visibility and grants from the space at the top of '
            : 'It begins with the access of '}
          <bdi>{above?.name}</bdi>.
        </p>
      )}
    </FormModal>
  );
};
