import { useCallback, useState } from 'react';
import { describeFailure } from '#/api/core/sentences';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import { useLatestRuns } from '#/data/scheduler-runs';
import { useAllSchedulers } from '#/data/schedulers';
import { useWeek } from '#/features/schedulers/useWeek';
import { WeekPanel } from '#/features/schedulers/WeekPanel';
import { WeekWaiting } from '#/features/schedulers/WeekWaiting';
import { clockTime, shortDate } from '#/lib/dates';
import { FailurePage } from '#/ui/FailureAlert';
import { onDemand } from '#/ui/late';
import { Page } from '#/ui/Page';
import { Figures } from './Figures';
import { Findings } from './Findings';
import styles from './OverviewPage.module.css';
import { useChecks, type Mending } from './useChecks';
import { useToday } from './useToday';

const MemberDialogs = onDemand(async () => (await import('#/features/members/MemberDialogs')).MemberDialogs);
const SchedulerDialogs = onDemand(
  async () => (await import('#/features/schedulers/SchedulerDialogs')).SchedulerDialogs,
);

/** `/overview`: the organization in figures, what needs an admin today with what mends it, and when deliveries are due. */
export const OverviewPage = () => {
  const { me } = useMe();
  const now = useToday();
  const [mending, setMending] = useState<Mending | null>(null);
  const { data: everybody, isError, error, refetch } = useMembers();
  const schedulers = useAllSchedulers();
  const runs = useLatestRuns(schedulers.schedulers, schedulers.done);
  const ownerStatusOf = useCallback((uuid: string) => everybody?.byUuid.get(uuid)?.status ?? null, [everybody]);
  const checks = useChecks({ everybody, schedulers, runs, ownerStatusOf, now });
  const { week, readZones } = useWeek(schedulers, {
    runs: runs.byScheduler,
    ownerStatusOf,
    now,
    ready: everybody !== undefined && runs.pending === 0,
  });
  const attention = checks.filter(({ state }) => state === 'urgent' || state === 'attention').length;
  const isReading = checks.some(({ state }) => state === 'reading');
  const close = () => setMending(null);

  return (
    <Page
      count={
        everybody &&
        (attention > 0
          ? `${attention} ${attention === 1 ? 'thing needs' : 'things need'} attention${isReading ? ' so far' : ''}`
          : isReading
            ? 'Looking'
            : 'Nothing needs attention')
      }
    >
      {isError && !everybody ? (
        <FailurePage problem={describeFailure(error)} onRetry={() => void refetch()} />
      ) : (
        <>
          <Figures everybody={everybody} week={week} now={now} />
          <div className={styles.columns}>
            <Findings
              checks={checks}
              asOf={`As of ${clockTime(now)} on ${shortDate(now.toISOString())}, seen as ${me.name}`}
              onMend={setMending}
            />
            {week && week.size + week.skipped + week.unplaced > 0 && (
              <WeekPanel
                week={week}
                now={now}
                all={schedulers}
                areRunsUnread={runs.failed > 0}
                readZones={readZones}
                isLinked
              />
            )}
            {week === undefined && <WeekWaiting />}
          </div>
          {mending?.of === 'members' && (
            <MemberDialogs dialog={mending} everybody={everybody?.members ?? []} onClose={close} />
          )}
          {mending?.of === 'schedulers' && (
            <SchedulerDialogs dialog={mending} projects={schedulers.projects} onClose={close} />
          )}
        </>
      )}
    </Page>
  );
};
