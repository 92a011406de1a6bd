import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { membersQuery } from '#/data/members';
import { useOwnDomains } from '#/data/scheduler-domains';
import { useAllRuns } from '#/data/scheduler-runs';
import { useAllSchedulers, useProjectZones } from '#/data/schedulers';
import { rowOf, type Row } from './rows';

/** Which projects have a scheduler that fits, each once. */
const projectsWith = (schedulers: readonly { projectUuid: string; timezone: string | null }[], fits: (timezone: string | null) => boolean) => [
  ...new Set(schedulers.filter(({ timezone }) => fits(timezone)).map(({ projectUuid }) => projectUuid)),
];

/**
 * The rows of all schedulers. The lists come first, together; then the runs, one call for each project that has schedulers;
 * last the time zones of projects, where a scheduler has none of its own.
 */
export const useSchedulerRows = () => {
  const [openedAt] = useState(Date.now);
  const all = useAllSchedulers();
  const { schedulers, done } = all;
  const { data: everybody } = useQuery(membersQuery);
  const own = useOwnDomains(true);
  const inUse = useMemo(() => projectsWith(schedulers, () => true), [schedulers]);
  const withoutZone = useMemo(() => projectsWith(schedulers, (timezone) => !timezone), [schedulers]);
  const runs = useAllRuns(inUse, done);
  // What was just sent must not lie in the future.
  const now = useMemo(() => new Date(Math.max(openedAt, runs.readAt)), [openedAt, runs.readAt]);
  const isRead = done && runs.pending === 0;
  const zones = useProjectZones(withoutZone, isRead);
  const { domains } = own;
  const domainKey = domains?.join() ?? null;

  const rows = useMemo(() => {
    const context = {
      projectNames: new Map(all.projects.map(({ uuid, name }) => [uuid, name])),
      members: everybody?.byUuid,
      isWhole: everybody?.missing === 0,
      runs: runs.byScheduler,
      projectsRead: runs.read,
      isSettled: isRead,
      zones,
      domains: domainKey?.split(',') ?? null,
      now,
    };
    return schedulers.map((scheduler): Row => rowOf(scheduler, context));
  }, [schedulers, all.projects, everybody, runs, isRead, zones, domainKey, now]);

  return { all, rows, runs, isRead, own, now };
};
