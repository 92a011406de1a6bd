import { useMemo, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '#/data/me';
import { useProjects } from '#/data/projects';
import { isCreated, useCreateSpace } from '#/data/space-writes';
import { spacesInherit, useSpaces } from '#/data/spaces';
import { useWrite } from '#/data/useWrite';
import { reasonOf } from '#/domain/permissions';
import { hasOwnInheritance, pathOf, placeSpaces, privacyName, type Space } from '#/domain/spaces';
import { FormModal } from '#/ui/FormModal';
import { Picker } from '#/ui/Picker';
import { TextField } from '#/ui/TextField';
import { toast } from '#/ui/toast';
import { useFields } from '#/ui/useFields';
import choice from './Choice.module.css';
import { spaceLink } from './routes';
import styles from './spaces.module.css';
import { describePrivacy } from './words';

type CreateSpaceModalProps = {
  projectUuid: string | null;
  /** The space that it is to be made in; null for none yet. */
  inside: Pick<Space, 'uuid' | 'name'> | null;
  onClose: () => void;
};

/** Makes a space, at the top of a project or inside another one, and goes there. */
export const CreateSpaceModal = ({ projectUuid, inside, onClose }: CreateSpaceModalProps) => {
  const { may } = useMe();
  const navigate = useNavigate();
  const create = useCreateSpace();
  const { data: projects } = useProjects();
  const form = useFields<{ name: string; project: string | null; parent: string | null; access: 'open' | 'closed' }>({
    name: '',
    project: projectUuid ?? (projects?.length === 1 ? (projects[0]?.uuid ?? null) : null),
    parent: inside?.uuid ?? null,
    access: inside === null ? 'closed' : 'open',
  });
  const { name, project, parent, access } = form.values;
  const { data: spaces, isError } = useSpaces(project);
  const created = useRef<{ uuid: string; isAsAsked: boolean } | null>(null);
  // As it was sent: what is read again meanwhile may have the new one in it.
  const before = useRef<ReadonlySet<string> | null>(null);

  const parents = useMemo(() => {
    const listed = placeSpaces(spaces ?? [], projects ?? []).map((space) => ({
      value: space.uuid,
      label: [pathOf(space), space.name].filter(Boolean).join(' / '),
    }));
    // What the form was opened for can be chosen whether or not the list has it.
    const isMissing = inside && project === projectUuid && !listed.some(({ value }) => value === inside.uuid);
    return isMissing ? [{ value: inside.uuid, label: inside.name }, ...listed] : listed;
  }, [spaces, projects, inside, project, projectUuid]);
  const above = spaces?.find(({ uuid }) => uuid === parent);
  const space = { projectUuid: project ?? '', name: name.trim(), parentUuid: parent, isClosed: access === 'closed' };
  const aboveName = above?.name ?? (parent === inside?.uuid ? inside?.name : undefined) ?? 'the space above';
  const inherits = above ? hasOwnInheritance(above) : spacesInherit();
  const choices = parent === null ? AT_THE_TOP : inherits === false ? null : choicesInside(aboveName);
  const permission = project === null ? true : may.createSpace(project);

  const write = useWrite({
    work: async () => {
      before.current = spaces ? new Set(spaces.map(({ uuid }) => uuid)) : null;
      created.current = await create(space);
    },
    check: () => isCreated(space, before.current),
    saved: () => {
      const { uuid, isAsAsked = true } = created.current ?? {};
      if (isAsAsked) toast({ title: 'Space created', message: `“${space.name}” is there.` });
      else
        toast({
          title: 'Space created, but not as you chose',
          message: `“${space.name}” is there. Lightdash made it ${space.isClosed ? 'open' : 'closed'} all the same: change that on its page.`,
          bad: true,
        });
      onClose();
      if (uuid !== undefined) void navigate(spaceLink(space.projectUuid, uuid));
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
          form.set('access', 'closed');
        }}
      />
      <Picker
        label="Inside"
        clearable
        placeholder={
          project === null
            ? 'Choose a project first'
            : spaces || isError
              ? 'At the top of the project'
              : 'The spaces are still being read'
        }
        error={isError && !spaces ? 'The spaces of this project could not be read; reload to try again.' : null}
        hint="Leave it empty for a space at the top."
        options={parents}
        value={parent}
        onChange={(value) => {
          form.set('parent', value);
          form.set('access', value === null ? 'closed' : 'open');
        }}
      />
      {permission !== true && <p className={styles.warning}>{permission.reason}</p>}
      {choices ? (
        <fieldset className={choice.choice}>
          <legend>{parent === null ? 'Visibility' : 'Access'}</legend>
          <div className={choice.list}>
            {choices.map(({ value, title, text }) => (
              <label key={value}>
                <input
                  type="radio"
                  name="access"
                  checked={access === value}
                  onChange={() => form.set('access', value)}
                />
                <span>
                  {title} <small>{text}</small>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      ) : (
        <p className={styles.note}>
          It takes visibility and grants from the space at the top of <bdi>{aboveName}</bdi>.
        </p>
      )}
    </FormModal>
  );
};

type Choice = { value: 'open' | 'closed'; title: string; text: string };

const AT_THE_TOP: readonly Choice[] = [
  { value: 'closed', title: privacyName('private'), text: describePrivacy('private') },
  { value: 'open', title: privacyName('public'), text: describePrivacy('public') },
];

const choicesInside = (name: string): readonly Choice[] => [
  {
    value: 'open',
    title: `From ${name}`,
    text: `Whoever has access to ${name} has it here too, now and when that changes.`,
  },
  { value: 'closed', title: 'Its own', text: 'Only you, admins of the project, and whom you grant it.' },
];
