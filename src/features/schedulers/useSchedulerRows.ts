import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useAllFaults } from '#/data/all-faults';
import { useMembers } from '#/data/members';
import { useOwnDomains } from '#/data/scheduler-domains';
import { useAllRuns } from '#/data/scheduler-runs';
import { readProjectZones, useProjectZones } from '#/data/project-zones';
import { useAllSchedulers } from '#/data/schedulers';
import type { ailmentsOf } from '#/domain/schedule/ailments';
import type { Scheduler } from '#/domain/schedule/types';
import { rowOf, type Row, type RowContext } from './rows';

/** Which projects have a scheduler that fits, each once. */
const projectsWith = (schedulers: readonly Scheduler[], fits: (scheduler: Scheduler) => boolean) => [
  ...new Set(schedulers.filter(fits).map(({ projectUuid }) => projectUuid)),
];

/** Its time zone is that of the project, which the list has not told. */
const lacksZone = ({ timezone, projectZone }: Scheduler) => !timezone && !projectZone;

const NONE: readonly Row[] = [];

/** What finds ailments is as large as the page itself and not needed before the first answers: it comes beside them. */
const useAilmentsOf = () => {
  const [judge, setJudge] = useState<{ ailmentsOf: typeof ailmentsOf } | null>(null);
  useEffect(() => {
    import('#/domain/schedule/ailments').then(setJudge, (error: unknown) =>
      // Thrown while rendering, so that the page of errors shows it.
      setJudge(() => {
        throw error;
      }),
    );
  }, []);
  return judge?.ailmentsOf;
};

/**
 * The rows of all schedulers. The lists come first, together; then the runs, one call for each project that has schedulers.
 * In: whether to read the time zones of projects as well, where a scheduler has none of its own; without them such a row does
 * not say when it runs next. `withFaults`: whether to read as well what validations found wrong with what they send.
 */
export const useSchedulerRows = (withZones: boolean, withFaults: boolean) => {
  const queryClient = useQueryClient();
  const [openedAt] = useState(Date.now);
  const judge = useAilmentsOf();
  const all = useAllSchedulers();
  const { schedulers, done } = all;
  const { data: everybody, isError: areMembersUnread, isPending: areMembersComing } = useMembers();
  const inUse = useMemo(() => projectsWith(schedulers, () => true), [schedulers]);
  const withoutZone = useMemo(() => projectsWith(schedulers, lacksZone), [schedulers]);
  const runs = useAllRuns(inUse, done);
  // What was just sent must not lie in the future.
  const now = useMemo(() => new Date(Math.max(openedAt, runs.readAt)), [openedAt, runs.readAt]);
  const isRead = done && runs.pending === 0;
  // How they ran comes first.
  const own = useOwnDomains(isRead);
  const isSettled = isRead && !areMembersComing && own.isSettled;
  const { zones, ...zoning } = useProjectZones(withoutZone, isRead && withZones);
  const checked = useAllFaults(inUse, isRead && withFaults);
  const { faults } = checked;
  const { domains } = own;
  const domainKey = domains?.join() ?? null;

  const context = useMemo(
    (): RowContext | undefined =>
      judge && {
        projectNames: new Map(all.projects.map(({ uuid, name }) => [uuid, name])),
        ownerStatusOf: (uuid) => everybody?.byUuid.get(uuid)?.status ?? null,
        runs: runs.byScheduler,
        projectsRead: runs.read,
        isSettled,
        zones,
        domains: domainKey?.split(',') ?? null,
        faults,
        now,
        ailmentsOf: judge,
      },
    [judge, all.projects, everybody, runs, isSettled, zones, domainKey, faults, now],
  );
  const rows = useMemo(
    () => (context ? schedulers.map((scheduler): Row => rowOf(scheduler, context)) : NONE),
    [schedulers, context],
  );

  /** The same rows with every time zone that can be read. */
  const complete = async (wanted: readonly Row[]): Promise<Row[]> => {
    const read = await readProjectZones(
      queryClient,
      projectsWith(
        wanted.map(({ scheduler }) => scheduler),
        lacksZone,
      ),
    );
    return wanted.map((row) => (context ? rowOf(row.scheduler, { ...context, zones: read }) : row));
  };

  return {
    all,
    isListed: done && judge !== undefined,
    rows,
    runs,
    isRead,
    isSettled,
    own,
    checked,
    now,
    complete,
    areMembersUnread: areMembersUnread && !everybody,
    zones: { unread: withoutZone.length - zones.size, failed: zoning.failed, retry: zoning.retry },
  };
};
