import { useCallback, useMemo } from 'react';
import type { AllSchedulers } from '#/data/schedulers';
import { useWeek } from './useWeek';
import type { Row } from './rows';
import { WeekPanel } from './WeekPanel';
import { WeekWaiting } from './WeekWaiting';

type WeekViewProps = {
  all: AllSchedulers;
  /** Those that the filters leave. */
  rows: readonly Row[];
  now: Date;
  /** Their runs and owners are known. */
  isSettled: boolean;
};

/** The coming week of the schedulers that the filters leave. */
export const WeekView = ({ all, rows, now, isSettled }: WeekViewProps) => {
  const schedulers = useMemo(() => rows.map(({ scheduler }) => scheduler), [rows]);
  const runs = useMemo(() => new Map(rows.map((row) => [row.scheduler.uuid, row.runs ?? []])), [rows]);
  const statuses = useMemo(() => new Map(rows.map((row) => [row.scheduler.ownerUuid, row.ownerStatus])), [rows]);
  const ownerStatusOf = useCallback((uuid: string) => statuses.get(uuid) ?? null, [statuses]);
  const { week, readZones } = useWeek({ ...all, schedulers }, { runs, ownerStatusOf, now, ready: isSettled });
  if (!week) return <WeekWaiting />;
  const areRunsUnread = rows.some((row) => row.runs === null);
  return <WeekPanel week={week} now={now} all={all} areRunsUnread={areRunsUnread} readZones={readZones} />;
};
