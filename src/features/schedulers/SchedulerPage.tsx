import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { isFailure } from '#/api/core/failure';
import { describeFailure } from '#/api/core/sentences';
import { useLightdashLink } from '#/data/config';
import { useMe } from '#/data/me';
import { useOwnDomains } from '#/data/scheduler-domains';
import { useOwnerStatus } from '#/data/scheduler-owner';
import { isNewerScheduling, liveRunsQuery, runDetailsQuery } from '#/data/scheduler-runs';
import { contentPath, schedulerProjectQuery, useProjectPlace, useSchedulerDetails } from '#/data/schedulers';
import { useFaults } from '#/data/faults';
import { reasonOf } from '#/domain/permissions';
import { ailmentsOf } from '#/domain/schedule/ailments';
import { unreachedBy, type Unreached } from '#/domain/schedule/recipients';
import type { Run } from '#/domain/schedule/types';
import { Button } from '#/ui/Button';
import { FailurePage } from '#/ui/FailureAlert';
import { onDemand } from '#/ui/late';
import { Page } from '#/ui/Page';
import { RowState, StateMark } from './cells';
import type { OpenDialog } from './SchedulerDialogs';
import { Facts } from './Facts';
import { schedulersLink } from './routes';
import { rowOf } from './rows';
import styles from './SchedulerPage.module.css';
import { Targets } from './Targets';
import { contentInSentence } from './words';

// Below the rest, and its calls take longer than its code.
const RunLog = onDemand(async () => (await import('./RunLog')).RunLog);
const SchedulerDialogs = onDemand(async () => (await import('./SchedulerDialogs')).SchedulerDialogs);

const NO_RUN = { id: '', status: 'completed', scheduledFor: '' } as const;
const NOBODY: Unreached = new Map();

/** The last run that has ended, and after a failure how each target fared, as far as the server tells: it is asked only then. */
const useLastRun = (log: readonly Run[] | undefined): Run | undefined => {
  const last = log?.find(({ status }) => status !== 'scheduled' && status !== 'running');
  const isAsked = last?.isSummary === true && (last.status === 'failed' || last.status === 'partial');
  const { data } = useQuery({ ...runDetailsQuery(last ?? NO_RUN), enabled: isAsked });
  return useMemo(() => {
    if (!last || !isAsked || !data) return last;
    const { results, parts, error } = data;
    if (results.length === 0 && parts.length === 0 && error === null) return last;
    return { ...last, results, parts, error, isSummary: false };
  }, [last, isAsked, data]);
};

/** Everything that the page of one scheduler shows, as it comes in; the scheduler itself comes first. */
const useScheduler = (schedulerUuid: string) => {
  const queryClient = useQueryClient();
  const [openedAt] = useState(Date.now);
  const details = useSchedulerDetails(schedulerUuid);
  const told = details.data?.projectUuid ?? '';
  // Only older servers do not say in which project it is.
  const search = useQuery({
    ...schedulerProjectQuery(schedulerUuid, queryClient),
    enabled: details.data !== undefined && told === '',
  });
  const projectUuid = told || (search.data?.uuid ?? '');
  const project = useProjectPlace(projectUuid, projectUuid !== '');
  const place = told ? project : search;
  const runs = useQuery({ ...liveRunsQuery(projectUuid, schedulerUuid), enabled: projectUuid !== '' });
  // What was just sent must not lie in the future.
  const now = useMemo(() => new Date(Math.max(openedAt, runs.dataUpdatedAt)), [openedAt, runs.dataUpdatedAt]);
  const zone = project.data?.zone;
  const ownerStatus = useOwnerStatus(details.data?.ownerUuid ?? '', details.data?.ownerName ?? '');
  // Where no domains are set, it takes all members to tell: only for addresses to be judged.
  const own = useOwnDomains(details.data?.targets.some(({ kind }) => kind === 'email') === true);
  const { may } = useMe();
  // What is broken says so before it fails, where the person may know.
  const faults = useFaults(projectUuid, projectUuid !== '' && may.validate(projectUuid) === true);
  // What cannot be read tells nothing any more.
  const isSettled = runs.data !== undefined || runs.isError || place.isError || place.data === null;
  const log = runs.data?.get(schedulerUuid);
  const last = useLastRun(log);
  const row = useMemo(() => {
    if (!details.data) return null;
    const scheduler = { ...details.data, projectUuid };
    return rowOf(scheduler, {
      projectNames: new Map(place.data ? [[place.data.uuid, place.data.name]] : []),
      ownerStatusOf: () => ownerStatus,
      runs: new Map(log ? [[schedulerUuid, log.map((run) => (run.id === last?.id ? last : run))]] : []),
      projectsRead: new Set(runs.data ? [projectUuid] : []),
      isSettled,
      zones: new Map(zone ? [[projectUuid, zone]] : []),
      domains: own.domains,
      faults,
      now,
      ailmentsOf,
    });
  }, [
    details.data,
    schedulerUuid,
    place.data,
    projectUuid,
    ownerStatus,
    runs.data,
    log,
    last,
    isSettled,
    zone,
    own.domains,
    faults,
    now,
  ]);
  const unreached = useMemo(() => (row && last ? unreachedBy(last, row.scheduler.targets) : NOBODY), [row, last]);
  return { details, place, runs, row, unreached, own, now };
};

/** `/schedulers/:schedulerUuid`: one scheduled delivery or alert, its times, its targets and how it ran. */
export const SchedulerPage = () => {
  const { schedulerUuid = '' } = useParams();
  const { may } = useMe();
  const navigate = useNavigate();
  const lightdash = useLightdashLink();
  const { details, place, runs, row, unreached, own, now } = useScheduler(schedulerUuid);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);

  const crumbs = [{ to: schedulersLink(), label: 'Schedulers' }];

  if (!row || !details.data) {
    return (
      <Page title={details.error ? undefined : null} crumbs={crumbs}>
        {details.error && (
          <FailurePage
            problem={describeFailure(details.error)}
            onRetry={() => void details.refetch()}
            action={<Button onClick={() => void navigate(schedulersLink())}>All schedulers</Button>}
          />
        )}
      </Page>
    );
  }

  const { scheduler, ailments } = row;
  const path = scheduler.content && contentPath(scheduler.projectUuid, scheduler.content);
  const inLightdash = path && lightdash(path);
  const mayChange = may.changeScheduler(scheduler);
  const reason = reasonOf(mayChange);
  const isForbidden = place.data === null || isFailure(runs.error, 'forbidden');

  return (
    <Page
      title={scheduler.name}
      count={scheduler.isAlert ? 'alert' : 'delivery'}
      crumbs={crumbs}
      actions={
        <>
          <Button
            reason={reason}
            onClick={() => setDialog({ kind: scheduler.isEnabled ? 'disable' : 'enable', schedulers: [scheduler] })}
          >
            {scheduler.isEnabled ? 'Switch off' : 'Switch on'}
          </Button>
          <Button
            reason={reasonOf(may.sendScheduler(scheduler, isNewerScheduling()))}
            onClick={() => setDialog({ kind: 'send', schedulers: [scheduler] })}
          >
            Send now
          </Button>
          <Button look="primary" reason={reason} onClick={() => setDialog({ kind: 'edit', scheduler, unreached })}>
            Edit
          </Button>
        </>
      }
      more={[
        ...(inLightdash
          ? [
              {
                label: `Open the ${contentInSentence(scheduler.content?.kind ?? 'chart')} in Lightdash`,
                href: inLightdash,
              },
            ]
          : []),
        ...(isNewerScheduling()
          ? [
              {
                label: 'Transfer to somebody else…',
                permission: mayChange,
                onClick: () => setDialog({ kind: 'reassign', schedulers: [scheduler] }),
              },
            ]
          : []),
        {
          label: 'Delete…',
          permission: mayChange,
          isDestructive: true,
          onClick: () => setDialog({ kind: 'delete', scheduler }),
        },
      ]}
    >
      <div className={styles.scroll}>
        <div className={styles.states}>
          {(ailments.length === 0 || !row.isSettled) && <RowState row={row} />}
          {(row.isSettled ? ailments : []).map(({ kind, sentence, advice }) => (
            <div key={kind} className={styles.ailment}>
              <StateMark state={kind} />
              <p>
                {sentence} {advice && <span>{advice}</span>}
              </p>
            </div>
          ))}
          {!scheduler.isEnabled && row.isSettled && ailments.length > 0 && <StateMark state="off" />}
        </div>
        <div className={styles.columns}>
          <Facts
            row={row}
            details={details.data}
            project={place.data}
            isProjectUnread={place.isError}
            now={now}
            zoneReason={reasonOf(may.setProjectZone([scheduler.projectUuid]))}
            onZone={() => setDialog({ kind: 'zone', projectUuid: scheduler.projectUuid })}
          />
          <Targets scheduler={scheduler} own={own} unreached={unreached} />
        </div>
        <RunLog
          row={row}
          now={now}
          hidden={isForbidden ? 'Lightdash shows runs to developers and admins of the project only.' : null}
          error={isForbidden ? null : (place.error ?? runs.error)}
          onRetry={() => void (place.error ? place.refetch() : runs.refetch())}
        />
      </div>
      {dialog && (
        <SchedulerDialogs
          // Older servers say late in which project it is, and how its last run went.
          dialog={dialog.kind === 'edit' ? { ...dialog, scheduler, unreached } : dialog}
          projects={place.data ? [place.data] : []}
          onClose={() => setDialog(null)}
          onDeleted={() => void navigate(schedulersLink())}
        />
      )}
    </Page>
  );
};
