import { useMemo, useState } from 'react';
import { useProjectZones } from '#/data/project-zones';
import type { AllSchedulers } from '#/data/schedulers';
import { weekOf, type Week } from './week';

type Read = Parameters<typeof weekOf>[1];

/** Up to so many projects are asked for their time zone unasked: where the lists tell it, which they do since 1.219, none is. */
const AT_ONCE = 8;

/**
 * What is due in the coming week. In: the schedulers, their last runs as far as they have come, whose owners can sign in; `ready`
 * when that is known. Out: null where no scheduler is shown, undefined while they are read; and how to count those that run by the
 * time zone of a project which has not been asked.
 */
export const useWeek = (
  { schedulers, projects, forbidden, failed, done, error }: AllSchedulers,
  { runs, ownerStatusOf, now, ready }: Omit<Read, 'zones'> & { ready: boolean },
): { week: Week | null | undefined; readZones: (() => void) | undefined } => {
  const [isAsked, setAsked] = useState(false);
  const unknown = useMemo(
    () => [
      ...new Set(
        schedulers.flatMap(({ timezone, projectZone, projectUuid }) => (timezone || projectZone ? [] : [projectUuid])),
      ),
    ],
    [schedulers],
  );
  const { zones, done: areZonesRead } = useProjectZones(unknown, done && (isAsked || unknown.length <= AT_ONCE));
  const isHidden = error !== null || (done && forbidden.length + failed.length === projects.length);
  // Without time zones that are on their way the figures would be too low; what somebody has seen without them stays meanwhile.
  const isReady = done && ready && (areZonesRead || isAsked);
  const week = useMemo(
    () => (isReady ? weekOf(schedulers, { runs, ownerStatusOf, zones, now }) : undefined),
    [isReady, schedulers, runs, ownerStatusOf, zones, now],
  );
  return {
    week: isHidden ? null : week,
    readZones: zones.size < unknown.length && !isAsked && unknown.length > AT_ONCE ? () => setAsked(true) : undefined,
  };
};
