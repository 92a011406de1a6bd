import { count } from './text';

/** How far a reading project by project has come; how many there are is not known before the list of projects is read. */
export const readingInWords = ({ read, projects }: { read: { size: number }; projects: readonly unknown[] }): string =>
  projects.length === 0
    ? 'Reading the projects'
    : `Reading, ${read.size} of ${count(projects.length, 'project', 'projects')}`;
