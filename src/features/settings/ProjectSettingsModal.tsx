import { useQueryClient } from '@tanstack/react-query';
import { noting, useRecentChanges } from '#/data/journal';
import {
  isProjectSet,
  projectSettingsChange,
  useSaveProjectSettings,
  type FailureNotice,
  type ProjectSettings,
  type ProjectSettingsChange,
} from '#/data/project-settings';
import type { Project } from '#/data/projects';
import { useNotedWrite } from '#/data/useNotedWrite';
import { schedulersLink } from '#/features/schedulers/routes';
import { isAddress } from '#/lib/emails';
import { Link } from '#/ui/Link';
import { FormModal } from '#/ui/FormModal';
import { Picker } from '#/ui/Picker';
import { TextField } from '#/ui/TextField';
import { RecentChanges } from '#/ui/RecentChanges';
import { toast } from '#/ui/toast';
import { useFields } from '#/ui/useFields';
import styles from './settings.module.css';

type ProjectSettingsModalProps = {
  project: Project;
  set: ProjectSettings;
  projects: readonly Project[];
  onClose: () => void;
};

const OWNER: FailureNotice = { recipients: false, withContact: false, contact: '' };
const showsContact = ({ recipients, withContact }: Omit<FailureNotice, 'contact'>) => recipients && withContact;

/** Only what differs is written: what others change meanwhile of the rest stays. */
const changedNotice = (before: FailureNotice, { recipients, withContact, contact }: FailureNotice) => ({
  ...(recipients !== before.recipients && { recipients }),
  ...(withContact !== before.withContact && { withContact }),
  ...(contact !== before.contact && { contact }),
});

/** Changes where the content of a project is promoted to, and who hears that a delivery has failed. */
export const ProjectSettingsModal = ({ project, set, projects, onClose }: ProjectSettingsModalProps) => {
  const save = useSaveProjectSettings(project.uuid);
  const client = useQueryClient();
  const form = useFields<{ upstreamProjectUuid: string | null } & FailureNotice>(
    { upstreamProjectUuid: set.upstream, ...(set.failure ?? OWNER) },
    // The server takes any text (updateSchedulerSettings.failure-bad-contact).
    ({ contact, ...values }) => ({
      contact:
        !showsContact(values) || contact.trim() === '' || isAddress(contact.trim())
          ? null
          : 'This is not an e-mail address.',
    }),
  );
  const { upstreamProjectUuid: upstream, recipients, withContact, contact } = form.values;
  const hasContact = showsContact(form.values);
  // What is not shown stays as it is.
  const failure = { recipients, withContact, contact: hasContact ? contact.trim() : (set.failure ?? OWNER).contact };
  const hasOtherNotice = JSON.stringify(failure) !== JSON.stringify(set.failure);
  const wanted: ProjectSettingsChange = {
    ...(upstream !== set.upstream && { upstream }),
    ...(set.failure && hasOtherNotice && { failure: changedNotice(set.failure, failure) }),
  };
  const nameOf = (projectUuid: string | null) => projects.find(({ uuid }) => uuid === projectUuid)?.name;
  const changeOf = (part: ProjectSettingsChange) =>
    projectSettingsChange(project, set, part, (uuid) => nameOf(uuid) ?? 'a project that is not listed');
  const write = useNotedWrite({
    change: () => changeOf(wanted),
    work: () =>
      // Noted by itself, so that it can be taken back.
      save(wanted, set, () => void noting(client, changeOf({ upstream })).run(async () => {})),
    check: () => isProjectSet(project.uuid, wanted),
    saved: (undo) => {
      toast({ title: 'Project changed', message: `The settings of ${project.name} are saved.`, undo });
      onClose();
    },
    mark: form.mark,
  });
  const target = nameOf(upstream);
  const before = nameOf(set.upstream) ?? 'another project';
  return (
    <FormModal
      title={`Settings of ${project.name}`}
      submitLabel="Save"
      write={write}
      reason={form.problem ?? (Object.keys(wanted).length === 0 ? 'Nothing is changed yet.' : undefined)}
      onClose={onClose}
    >
      <Picker
        label="Promotes to"
        hint="Charts and dashboards of this project are promoted there."
        placeholder="No project"
        clearable
        options={[
          ...projects
            .filter(({ uuid }) => uuid !== project.uuid)
            .map(({ uuid, name }) => ({ value: uuid, label: name })),
          ...(set.upstream !== null && !projects.some(({ uuid }) => uuid === set.upstream)
            ? [{ value: set.upstream, label: 'A project that is not listed' }]
            : []),
        ]}
        {...form.field('upstreamProjectUuid')}
      />
      {set.failure ? (
        <>
          <label className={styles.switch}>
            <input
              type="checkbox"
              checked={recipients}
              onChange={({ target: box }) => form.set('recipients', box.checked)}
            />
            <span>Tell the recipients of a delivery, not only its owner, that it has failed</span>
          </label>
          {recipients && (
            <label className={styles.switch}>
              <input
                type="checkbox"
                checked={withContact}
                onChange={({ target: box }) => form.set('withContact', box.checked)}
              />
              <span>And whom they can ask</span>
            </label>
          )}
          {hasContact && (
            <TextField
              label="Whom to ask"
              type="email"
              hint="Empty: the owner of the delivery."
              {...form.field('contact')}
            />
          )}
        </>
      ) : (
        <p>Who hears of a failed delivery cannot be set on this server: its owner does.</p>
      )}
      <p>
        The time zone, {set.zone}, is set{' '}
        <Link to={schedulersLink({ project: project.uuid })}>with its schedulers</Link>, whose times it rewrites.
      </p>
      {Object.keys(wanted).length > 0 && !form.problem && (
        <div className={styles.changes} role="status">
          {'upstream' in wanted && (
            <p>
              {target
                ? `Who may promote content of ${project.name} writes it into ${target} from now on.`
                : `Nothing of ${project.name} can be promoted to ${before} any more.`}
            </p>
          )}
          {wanted.failure && (
            <p>
              {recipients
                ? `Recipients of every delivery of ${project.name}, outside the organization as well, hear when it fails${
                    withContact ? `, with ${failure.contact || 'the address of its owner'}` : ''
                  }.`
                : 'Only the owner of a delivery hears that it has failed.'}
            </p>
          )}
        </div>
      )}
    </FormModal>
  );
};

/** What this person has changed of the settings of projects since the page was loaded. */
export const ProjectSettingsChanges = ({ onClose }: { onClose: () => void }) => (
  <RecentChanges changes={useRecentChanges('projects')} onClose={onClose} />
);
