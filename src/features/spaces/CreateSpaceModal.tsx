import { useMemo, useRef } from 'react';
import { useNavigate } from 'react-router';
import { useMe } from '#/data/me';
import { useProjects } from '#/data/projects';
import { isCreated, useCreateSpace } from '#/data/space-writes';
import { useSpaces } from '#/data/spaces';
import { useWrite } from '#/data/useWrite';
import { reasonOf } from '#/domain/permissions';
import { hasOwnInheritance, pathOf, placeSpaces, privacyName } from '#/domain/spaces';
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
  const form = useFields<{ name: string; project: string | null; parent: string | null; access: 'open' | 'closed' }>({
    name: '',
    project: projectUuid ?? (projects?.length === 1 ? (projects[0]?.uuid ?? null) : null),
    parent: parentUuid,
    access: parentUuid === null ? 'closed' : 'open',
  });
  const { name, project, parent, access } = form.values;
  const { data: spaces } = useSpaces(project);
  const created = useRef<{ uuid: string; isAsAsked: boolean } | null>(null);

  const parents = useMemo(
    () =>
      placeSpaces(spaces ?? [], projects ?? []).map((space) => ({
        value: space.uuid,
        label: [pathOf(space), space.name].filter(Boolean).join(' / '),
      })),
    [spaces, projects],
  );
  const above = spaces?.find(({ uuid }) => uuid === parent);
  const space = { projectUuid: project ?? '', name: name.trim(), parentUuid: parent, isClosed: access === 'closed' };
  const choices =
    parent === null ? AT_THE_TOP : above && !hasOwnInheritance(above) ? null : inside(above?.name ?? 'the space above');
  const permission = project === null ? true : may.createSpace(project);

  const write = useWrite({
    work: async () => {
      created.current = await create(space);
    },
    check: () => isCreated(space, new Set(spaces?.map(({ uuid }) => uuid))),
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
        }}
      />
      <Picker
        label="Inside"
        clearable
        placeholder={project === null ? 'Choose a project first' : 'At the top of the project'}
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
          It takes visibility and grants from the space at the top of <bdi>{above?.name}</bdi>.
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

const inside = (name: string): readonly Choice[] => [
  {
    value: 'open',
    title: `From ${name}`,
    text: `Whoever has access to ${name} has it here too, now and when that changes.`,
  },
  { value: 'closed', title: 'Its own', text: 'Only you, admins of the project, and whom you grant it.' },
];
