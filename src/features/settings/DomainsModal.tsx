import { useMembers } from '#/data/members';
import { useProjects } from '#/data/projects';
import { isJoining, joiningChange, useSaveJoining } from '#/data/settings';
import { useNotedWrite } from '#/data/useNotedWrite';
import {
  JOINING_PROJECT_ROLES,
  JOINING_ROLES,
  joiningChanges,
  readDomains,
  strangersReach,
  type Joining,
} from '#/domain/email-domains';
import { describeRole, roleName } from '#/domain/roles';
import { Button } from '#/ui/Button';
import { Field } from '#/ui/Field';
import { FormModal } from '#/ui/FormModal';
import { Icon } from '#/ui/icons';
import { Picker } from '#/ui/Picker';
import { toast } from '#/ui/toast';
import { useFields } from '#/ui/useFields';
import { useProjectName } from './useProjectName';
import styles from './settings.module.css';

type Fields = { emailDomains: string; role: Joining['role']; projects: Joining['projects'] };

/** Sets by which domains people join, as what, and what they open: what changes for strangers is said before it is sent. */
export const DomainsModal = ({ before, onClose }: { before: Joining; onClose: () => void }) => {
  const { data: everybody, isError, refetch } = useMembers();
  const { data: projects = [] } = useProjects();
  const projectName = useProjectName();
  const save = useSaveJoining();
  const form = useFields<Fields>(
    { emailDomains: before.domains.join('\n'), role: before.role, projects: before.projects },
    ({ emailDomains }) => ({ emailDomains: readDomains(emailDomains).problem }),
  );
  const { emailDomains, role, projects: granted } = form.values;
  const wanted: Joining = {
    domains: readDomains(emailDomains).domains,
    role,
    projects: role === 'member' ? granted : [],
  };
  const isAdding = wanted.domains.some((domain) => !before.domains.includes(domain));
  const words = { members: everybody?.members ?? [], roleName, projectName };
  const changes = joiningChanges(before, wanted, words);
  const write = useNotedWrite({
    change: () => joiningChange(before, wanted, words),
    work: () => save(wanted, before),
    check: () => isJoining(wanted),
    saved: (undo) => {
      toast({
        title: 'E-mail domains changed',
        message: wanted.domains.join(', ') || 'Nobody joins by a domain now.',
        undo,
      });
      onClose();
    },
    mark: form.mark,
  });
  const free = projects.filter(
    ({ uuid, isPreview }) => !isPreview && !granted.some((each) => each.projectUuid === uuid),
  );
  return (
    <FormModal
      title="Allowed e-mail domains"
      submitLabel="Save"
      write={write}
      reason={
        form.problem ??
        (changes.length === 0
          ? 'Nothing is changed yet.'
          : everybody || !isAdding
            ? undefined
            : isError
              ? 'Who has such an address could not be read.'
              : 'Wait until it is known who has such an address.')
      }
      onClose={onClose}
    >
      <Field label="Domains" hint="One a line, such as example.com" error={form.field('emailDomains').error}>
        {(control) => (
          <textarea
            {...control}
            data-autofocus
            spellCheck={false}
            value={emailDomains}
            onChange={({ target }) => form.set('emailDomains', target.value)}
          />
        )}
      </Field>
      <Field label="Role of who joins" hint={describeRole(role)}>
        {(control) => (
          <select
            {...control}
            value={role}
            onChange={({ target }) => form.set('role', target.value as Joining['role'])}
          >
            {JOINING_ROLES.map((each) => (
              <option key={each} value={each}>
                {roleName(each)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {role === 'member' && (
        <>
          {granted.length > 0 && (
            <ul className={styles.grants} aria-label="Projects they open">
              {granted.map(({ projectUuid, role: each }) => (
                <li key={projectUuid}>
                  <bdi>{projectName(projectUuid)}</bdi>
                  <select
                    aria-label={`Role in ${projectName(projectUuid)}`}
                    value={each}
                    onChange={({ target }) =>
                      form.set(
                        'projects',
                        granted.map((grant) =>
                          grant.projectUuid === projectUuid ? { ...grant, role: target.value as typeof each } : grant,
                        ),
                      )
                    }
                  >
                    {JOINING_PROJECT_ROLES.map((one) => (
                      <option key={one} value={one}>
                        {roleName(one)}
                      </option>
                    ))}
                  </select>
                  <Button
                    look="icon"
                    aria-label={`Leave out ${projectName(projectUuid)}`}
                    onClick={() =>
                      form.set(
                        'projects',
                        granted.filter((grant) => grant.projectUuid !== projectUuid),
                      )
                    }
                  >
                    <Icon name="close" />
                  </Button>
                </li>
              ))}
            </ul>
          )}
          <Picker
            label="Add a project"
            placeholder="Choose a project that they open"
            options={free.map(({ uuid, name }) => ({ value: uuid, label: name }))}
            value={null}
            onChange={(uuid) =>
              uuid !== null && form.set('projects', [...granted, { projectUuid: uuid, role: 'viewer' }])
            }
          />
        </>
      )}
      {isError && !everybody && isAdding && (
        <p>
          The members could not be read. <Button onClick={() => void refetch()}>Try again</Button>
        </p>
      )}
      {changes.length > 0 && !form.problem && (everybody || !isAdding) && (
        <div className={styles.changes} role="status">
          {changes.map((change) => (
            <p key={change}>{change}</p>
          ))}
          {wanted.domains.length > 0 && <p>{strangersReach(wanted, { ...words, total: projects.length || null })}</p>}
        </div>
      )}
    </FormModal>
  );
};
