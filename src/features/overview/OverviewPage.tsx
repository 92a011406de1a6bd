import { lazy, Suspense, useCallback, useState } from 'react';
import { describeFailure } from '#/api/core/sentences';
import { useMe } from '#/data/me';
import { useMembers } from '#/data/members';
import { useLatestRuns } from '#/data/scheduler-runs';
import { useAllSchedulers } from '#/data/schedulers';
import { count } from '#/lib/text';
import { Button } from '#/ui/Button';
import { FailurePage } from '#/ui/FailureAlert';
import { Page } from '#/ui/Page';
import { Figures } from './Figures';
import { Findings } from './Findings';
import styles from './OverviewPage.module.css';
import { useChecks, type Mending } from './useChecks';
import { useWeek } from './useWeek';
import { WeekPanel } from './WeekPanel';

const MemberDialogs = lazy(() => import('#/features/members/MemberDialogs'));
const SchedulerDialogs = lazy(() => import('#/features/schedulers/SchedulerDialogs'));

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** `/overview`: the organization in figures, what needs an admin today with what mends it, and when deliveries are due. */
export const OverviewPage = () => {
  const { me } = useMe();
  const [now] = useState(() => new Date());
  const [mending, setMending] = useState<Mending | null>(null);
  const { data: everybody, isError, error, refetch } = useMembers();
  const schedulers = useAllSchedulers();
  const runs = useLatestRuns(schedulers.schedulers, schedulers.done);
  const ownerStatusOf = useCallback(
    (uuid: string) => everybody?.byUuid.get(uuid)?.status ?? (everybody?.missing === 0 ? ('gone' as const) : null),
    [everybody],
  );
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

  const notCounted = week && [
    ...(week.skipped > 0
      ? [`${count(week.skipped, 'live scheduler is', 'live schedulers are')} left out: the owner cannot sign in.`]
      : []),
    ...(week.unplaced > 0
      ? [`${count(week.unplaced, 'runs', 'run')} by a project’s time zone, which has not been read.`]
      : []),
    ...(schedulers.forbidden.length + schedulers.failed.length > 0
      ? [
          `Without ${count(schedulers.forbidden.length + schedulers.failed.length, 'project', 'projects')} whose schedulers are not shown.`,
        ]
      : []),
  ];

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
            <Findings checks={checks} asOf={`As of ${clock.format(now)}, seen as ${me.name}`} onMend={setMending} />
            {week && week.size + week.skipped + week.unplaced > 0 && (
              <WeekPanel
                week={week}
                now={now}
                projects={schedulers.projects}
                note={
                  notCounted &&
                  notCounted.length > 0 && (
                    <>
                      {notCounted.join(' ')}{' '}
                      {readZones && (
                        <Button look="quiet" onClick={readZones}>
                          Read time zones
                        </Button>
                      )}
                    </>
                  )
                }
              />
            )}
            {week === undefined && (
              <section className={styles.panel} aria-busy>
                <h2>
                  The coming week <span>…</span>
                </h2>
              </section>
            )}
          </div>
          <Suspense>
            {mending?.of === 'members' && (
              <MemberDialogs dialog={mending} everybody={everybody?.members ?? []} onClose={close} />
            )}
            {mending?.of === 'schedulers' && (
              <SchedulerDialogs dialog={mending} projects={schedulers.projects} onClose={close} />
            )}
          </Suspense>
        </>
      )}
    </Page>
  );
};
