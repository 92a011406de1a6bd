import { useState } from 'react';
import { explainRow } from '#/api/core/sentences';
import { useMadeOld } from '#/data/invalidation';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import type { Project } from '#/data/projects';
import { isReassigned, reassign, type OwnerChange } from '#/data/scheduler-owners';
import { maxParallel } from '#/domain/bulk';
import { memberOptions } from '#/domain/members';
import { reasonOf } from '#/domain/permissions';
import type { Scheduler } from '#/domain/schedule/types';
import { count, listOf } from '#/lib/text';
import { Picker } from '#/ui/Picker';
import { RunDialog, type RunItem } from '#/ui/RunDialog';

type ReassignDialogProps = {
  schedulers: readonly Scheduler[];
  projects: readonly Pick<Project, 'uuid' | 'name'>[];
  onClose: () => void;
};

const SHOWN = 3;
const namesOf = (schedulers: readonly Scheduler[]): string =>
  listOf([
    ...schedulers.slice(0, SHOWN).map(({ name }) => name),
    ...(schedulers.length > SHOWN ? [`${schedulers.length - SHOWN} more`] : []),
  ]);

/** Gives schedulers to somebody else, one call a project, each all or nothing. */
export const ReassignDialog = ({ schedulers, projects, onClose }: ReassignDialogProps) => {
  const { may } = useMe();
  const madeOld = useMadeOld();
  const { data: everybody } = useMembers();
  const [targets] = useState(schedulers);
  const [owner, setOwner] = useState<string | null>(null);
  const [first] = targets;

  const uuids = [...new Set(targets.map(({ projectUuid }) => projectUuid))];
  const ownOf = (projectUuid: string) => targets.filter((scheduler) => scheduler.projectUuid === projectUuid);
  /** Those that change hands; who owns one already keeps it. */
  const wanted = (projectUuid: string) => ownOf(projectUuid).filter(({ ownerUuid }) => ownerUuid !== owner);
  const changeOf = (projectUuid: string): OwnerChange => ({
    projectUuid,
    schedulerUuids: wanted(projectUuid).map(({ uuid }) => uuid),
    newOwnerUserUuid: owner ?? '',
  });

  const items = uuids.map((projectUuid): RunItem => {
    const own = ownOf(projectUuid);
    const refused = own.flatMap((scheduler) => reasonOf(may.changeScheduler(scheduler)) ?? []);
    return {
      id: projectUuid,
      label: projects.find(({ uuid }) => uuid === projectUuid)?.name ?? 'Project',
      detail: namesOf(own),
      blocked: refused[0] ?? (wanted(projectUuid).length === 0 ? 'Is theirs already.' : null),
      note: own.some(({ format }) => format === 'gsheets')
        ? 'For Google Sheets the new owner needs a Google account connected to Lightdash.'
        : null,
    };
  });

  return (
    <RunDialog
      title={
        targets.length === 1 && first
          ? `Give ${first.name} to somebody else`
          : `Give ${count(targets.length, 'scheduler', 'schedulers')} to somebody else`
      }
      items={items}
      one="project"
      many="projects"
      doneWord="changed hands"
      startLabel={() => (targets.length === 1 ? 'Give it' : 'Give them')}
      reason={owner === null ? 'Choose the new owner first.' : undefined}
      limit={maxParallel}
      work={async (projectUuid) => {
        const change = changeOf(projectUuid);
        await reassign(change);
        return `${count(change.schedulerUuids.length, 'scheduler', 'schedulers')} given.`;
      }}
      explain={explainRow}
      check={(projectUuid) => isReassigned(changeOf(projectUuid))}
      onSettled={() =>
        madeOld('reassignSchedulers', ...uuids.map((projectUuid) => ({ projectUuid, data: changeOf(projectUuid) })))
      }
      onClose={onClose}
    >
      <Picker
        label="New owner"
        hint="They have to be able to make deliveries in the project; else Lightdash refuses, and nothing of it changes."
        placeholder="Search by name or e-mail"
        options={memberOptions((everybody?.members ?? []).filter(({ status }) => status === 'active'))}
        value={owner}
        onChange={setOwner}
      />
      <p>
        From then on {targets.length === 1 ? 'it runs' : 'they run'} with the new owner’s permissions. Times and targets
        stay.
      </p>
    </RunDialog>
  );
};
