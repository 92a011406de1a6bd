import { useMemo } from 'react';
import { useAllSchedulers } from '#/data/schedulers';
import { useEachProject } from '#/data/useEachProject';
import { findingsQuery } from '#/data/validation';
import { causesOf, type Cause, type Hanging } from '#/domain/validation';

/** What is wrong in all projects, by root cause, with the schedulers that hang on it, as it comes in. */
export const useCauses = () => {
  const each = useEachProject(findingsQuery);
  const all = useAllSchedulers();
  const { projects, read } = each;
  const { schedulers } = all;
  const rows = useMemo(() => {
    const hanging = new Map<string, Hanging[]>();
    for (const { uuid, name, projectUuid, ownerName, isEnabled, content } of schedulers) {
      if (!content) continue;
      const own = hanging.get(projectUuid) ?? [];
      own.push({ uuid, name, ownerName, isEnabled, contentUuid: content.uuid });
      hanging.set(projectUuid, own);
    }
    return projects.flatMap((project): Cause[] =>
      causesOf(project, read.get(project.uuid) ?? [], hanging.get(project.uuid) ?? []),
    );
  }, [projects, read, schedulers]);
  return { each, rows, areSchedulersRead: all.done && all.failed.length + all.forbidden.length === 0 && !all.error };
};
