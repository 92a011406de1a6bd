import type { SchedulerDetails } from '#/data/scheduler-wire';
import type { Scheduler } from '#/domain/schedule/types';

/** A scheduler with what only its own reading says, and the project it is in; '' where that is not known. */
export type WholeScheduler = SchedulerDetails & { projectUuid: string };

/** Which dialog is open, and for what. */
export type OpenDialog =
  | { kind: 'enable' | 'disable' | 'send' | 'replace'; schedulers: readonly Scheduler[] }
  | { kind: 'edit' | 'delete'; scheduler: Scheduler }
  | { kind: 'zone'; projectUuid: string | null };
