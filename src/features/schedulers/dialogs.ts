import type { Scheduler } from '#/domain/schedule/types';

/** Which dialog is open, and for what. */
export type OpenDialog =
  | { kind: 'enable' | 'disable' | 'send' | 'replace'; schedulers: readonly Scheduler[] }
  | { kind: 'edit' | 'delete'; scheduler: Scheduler }
  | { kind: 'zone'; projectUuid: string | null };

/** The projects that schedulers are in, each once; empty for one that is not known yet. */
export const projectsOf = (schedulers: readonly Scheduler[]): string[] => [
  ...new Set(schedulers.map(({ projectUuid }) => projectUuid)),
];
