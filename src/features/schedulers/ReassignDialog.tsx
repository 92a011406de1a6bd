import { useMemo, useState } from 'react';
import { buildAccessModel, useProjectsSnapshot } from '#/access';
import { explainRow } from '#/api/core/sentences';
import { useMadeOld } from '#/data/invalidation';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import type { Project } from '#/data/projects';
import { isReassigned, reassign, type OwnerChange } from '#/data/scheduler-owners';
import { memberOptions } from '#/domain/members';
import { reasonOf } from '#/domain/permissions';
import { canOwn, type HeldInProject } from '#/domain/schedule/new-owner';
import type { Scheduler } from '#/domain/schedule/types';
import { count } from '#/lib/text';
import { Picker } from '#/ui/Picker';
import { RunDialog, type RunItem } from '#/ui/RunDialog';
import { keptInWords, namesOf } from './kept';

type ReassignDialogProps = {
  schedulers: readonly Scheduler[];
  projects: readonly Pick<Project, 'uuid' | 'name'>[];
  onClose: () => void;
};

/**
 * What somebody holds in some projects: a role and the scopes of custom roles. In: whom, null for nobody yet, and the projects, their
 * identity stable. Out: by project; nothing of those whose grants are not shown.
 */
const useHeldIn = (userUuid: string | null, projectUuids: readonly string[]) => {
  const { snapshot } = useProjectsSnapshot(projectUuids, userUuid !== null && projectUuids.length > 0);
  const model = useMemo(() => snapshot && buildAccessModel(snapshot), [snapshot]);
  return useMemo(() => {
    if (!model || userUuid === null) return null;
    const scopesOf = new Map(model.snapshot.customRoles.map(({ roleUuid, scopes }) => [roleUuid, scopes]));
    return new Map(
      projectUuids.map((projectUuid): [string, HeldInProject] => {
        const { role, customRoles } = model.decideProject(userUuid, projectUuid);
        const scopes = customRoles.map((uuid) => scopesOf.get(uuid) ?? 'unknown');
        return [projectUuid, { role, scopes: scopes.includes('unknown') ? 'unknown' : scopes.flat() }];
      }),
    );
  }, [model, userUuid, projectUuids]);
};

/** Gives schedulers to somebody else, one call a project, each all or nothing: what cannot be given is left out of it. */
export const ReassignDialog = ({ schedulers, projects, onClose }: ReassignDialogProps) => {
  const { may } = useMe();
  const madeOld = useMadeOld();
  const { data: everybody } = useMembers();
  const [targets] = useState(schedulers);
  const [owner, setOwner] = useState<string | null>(null);
  const [first] = targets;

  const uuids = useMemo(() => [...new Set(targets.map(({ projectUuid }) => projectUuid))], [targets]);
  const [shown] = useState(() => uuids.filter((uuid) => may.changeAccessTo(uuid) === true));
  const held = useHeldIn(owner, shown);
  const ownOf = (projectUuid: string) => targets.filter((scheduler) => scheduler.projectUuid === projectUuid);
  const abilityOf = (scheduler: Scheduler) => {
    const there = held?.get(scheduler.projectUuid);
    return there ? canOwn(there, scheduler) : { can: 'unknown' as const };
  };
  /** Why one stays with its owner; undefined where nothing is known against it. */
  const keptBy = (scheduler: Scheduler): string | undefined => {
    if (scheduler.ownerUuid === owner) return 'Is theirs already.';
    const ability = abilityOf(scheduler);
    return reasonOf(may.changeScheduler(scheduler)) ?? (ability.can === false ? ability.reason : undefined);
  };
  const wanted = (projectUuid: string) => ownOf(projectUuid).filter((scheduler) => keptBy(scheduler) === undefined);
  const changeOf = (projectUuid: string): OwnerChange => ({
    projectUuid,
    schedulerUuids: wanted(projectUuid).map(({ uuid }) => uuid),
    newOwnerUserUuid: owner ?? '',
  });

  const items = uuids.map((projectUuid): RunItem => {
    const own = ownOf(projectUuid);
    const given = wanted(projectUuid);
    const kept = own.filter((scheduler) => !given.includes(scheduler));
    const left = keptInWords(kept.map((scheduler) => ({ name: scheduler.name, reason: keptBy(scheduler) ?? '' })));
    const [ability] = given.map(abilityOf);
    return {
      id: projectUuid,
      label: projects.find(({ uuid }) => uuid === projectUuid)?.name ?? 'Project',
      detail: namesOf(given.length > 0 ? given : own),
      blocked: given.length === 0 ? left : null,
      note:
        [
          ...(ability?.can === true ? [`The new owner may own deliveries there: ${ability.by}.`] : []),
          ...(left === '' ? [] : [left]),
          ...(given.some(({ format }) => format === 'gsheets')
            ? ['For Google Sheets the new owner needs a Google account connected to Lightdash, which it does not tell.']
            : []),
        ].join(' ') || null,
    };
  });

  return (
    <RunDialog
      title={
        targets.length === 1 && first
          ? `Transfer ${first.name} to somebody else`
          : `Transfer ${count(targets.length, 'scheduler', 'schedulers')} to somebody else`
      }
      items={items}
      noun={['project', 'projects']}
      doneWord="changed hands"
      start={() => 'Transfer'}
      reason={owner === null ? 'Choose the new owner first.' : undefined}
      work={async ({ id: projectUuid }) => {
        const change = changeOf(projectUuid);
        await reassign(change);
        return `${count(change.schedulerUuids.length, 'scheduler', 'schedulers')} given.`;
      }}
      explain={explainRow}
      check={({ id }) => isReassigned(changeOf(id))}
      onSettled={() =>
        madeOld('reassignSchedulers', ...uuids.map((projectUuid) => ({ projectUuid, data: changeOf(projectUuid) })))
      }
      onClose={onClose}
    >
      <Picker
        label="New owner"
        hint="They need the right to make deliveries in the project. Where you cannot see that, Lightdash checks it and changes nothing if it is missing."
        placeholder="Search by name or e-mail"
        options={memberOptions((everybody?.members ?? []).filter(({ status }) => status === 'active'))}
        value={owner}
        onChange={setOwner}
      />
      <p>
        From then on {targets.length === 1 ? 'it runs' : 'they run'} with the new owner’s permissions; whether they can
        open the charts and dashboards is not checked here. Times and targets stay.
      </p>
    </RunDialog>
  );
};
