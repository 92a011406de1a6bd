import { useMemo, useState } from 'react';
import { describeFailure } from '#/api/core/sentences';
import { useMe } from '#/data/me';
import type { Project } from '#/data/projects';
import { isNewerScheduling } from '#/data/scheduler-runs';
import { hasProjectZone, useSetProjectZone } from '#/data/scheduler-writes';
import { useProjectZone } from '#/data/project-zones';
import { useProjectSchedulers } from '#/data/schedulers';
import { useWrite } from '#/data/useWrite';
import { reasonOf } from '#/domain/permissions';
import { checkZoneChange, timezones } from '#/domain/schedule/cron-check';
import type { Scheduler } from '#/domain/schedule/types';
import { count } from '#/lib/text';
import { FormModal } from '#/ui/FormModal';
import lists from '#/ui/FactList.module.css';
import { Picker } from '#/ui/Picker';
import { closeWithToast } from '#/ui/toast';
import { useFields } from '#/ui/useFields';
import styles from './dialogs.module.css';
import { concernedBy } from './zone-change';

type ZoneModalProps = {
  projectUuid: string | null;
  projects: readonly Pick<Project, 'uuid' | 'name'>[];
  onClose: () => void;
};

const SHOWN = 5;

/** What the setting rewrites: the schedulers of the project that have no time zone of their own. */
const Rewritten = ({ schedulers }: { schedulers: readonly Scheduler[] }) => (
  <div className={styles.warning}>
    {schedulers.length === 0 ? (
      'No scheduler of this project is without a time zone of its own, so none changes its times.'
    ) : (
      <>
        <p>
          Lightdash rewrites the times of {count(schedulers.length, 'scheduler', 'schedulers')} without a time zone of{' '}
          {schedulers.length === 1 ? 'its' : 'their'} own. Look at them afterwards; setting the old time zone again
          rewrites them once more.
        </p>
        <ul className={lists.facts}>
          {schedulers.slice(0, SHOWN).map(({ uuid, name }) => (
            <li key={uuid}>
              <bdi>{name}</bdi>
            </li>
          ))}
          {schedulers.length > SHOWN && <li>and {schedulers.length - SHOWN} more</li>}
        </ul>
      </>
    )}
  </div>
);

/** Sets the time zone of a project, after saying which schedulers it rewrites. */
export const ZoneModal = ({ projectUuid, projects, onClose }: ZoneModalProps) => {
  const { may } = useMe();
  const setProjectZone = useSetProjectZone();
  const form = useFields<{ project: string | null; schedulerTimezone: string | null }>({
    project: projectUuid ?? (projects.length === 1 ? (projects[0]?.uuid ?? null) : null),
    schedulerTimezone: null,
  });
  const { project, schedulerTimezone: zone } = form.values;
  const [now] = useState(() => new Date());
  const present = useProjectZone(project ?? '', project !== null);
  const wanted = zone ?? present.data ?? null;
  const options = useMemo(() => timezones(present.data).map((name) => ({ value: name, label: name })), [present.data]);
  const { concerned, reason: unread } = concernedBy(useProjectSchedulers(project ?? '', project !== null));
  const name = projects.find(({ uuid }) => uuid === project)?.name ?? '';

  const write = useWrite({
    work: async () => {
      if (project !== null && wanted !== null) await setProjectZone(project, wanted);
    },
    check: () => (project !== null && wanted !== null ? hasProjectZone(project, wanted) : Promise.resolve(false)),
    saved: closeWithToast(onClose, {
      title: 'Time zone set',
      message: `Schedulers of ${name} without one of their own now run by ${wanted ?? ''}.`,
    }),
    mark: form.mark,
  });

  const reason = () => {
    if (project === null) return 'Choose a project first.';
    if (wanted === null || wanted === present.data) return 'Choose another time zone first.';
    if (!concerned) return unread;
    if (!present.data || !isNewerScheduling()) return undefined;
    return reasonOf(checkZoneChange(present.data, wanted, concerned.length, now));
  };

  return (
    <FormModal
      title="Time zone of a project"
      submitLabel="Set time zone"
      write={{ ...write, problem: write.problem ?? (present.isError ? describeFailure(present.error) : null) }}
      reason={reasonOf(may.setProjectZone(project === null ? projects.map(({ uuid }) => uuid) : [project])) ?? reason()}
      onClose={onClose}
    >
      <Picker
        label="Project"
        placeholder="Choose a project"
        options={projects.map(({ uuid, name: label }) => ({ value: uuid, label }))}
        {...form.field('project')}
        onChange={(uuid) => {
          form.set('project', uuid);
          form.set('schedulerTimezone', null);
        }}
      />
      <Picker
        label="Time zone"
        hint={
          present.data
            ? `Now ${present.data}. It counts for schedulers without one of their own.`
            : 'It counts for schedulers without one of their own.'
        }
        placeholder={project === null ? 'Choose a project first' : 'Choose a time zone'}
        options={project === null ? [] : options}
        {...form.field('schedulerTimezone')}
        value={wanted}
      />
      {project !== null && wanted !== null && wanted !== present.data && concerned && (
        <Rewritten schedulers={concerned} />
      )}
    </FormModal>
  );
};
