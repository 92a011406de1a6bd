import { useMemo, type ReactNode } from 'react';
import { type AccessModel, buildAccessModel, useProjectSnapshot, useSpaceAccess } from '#/access';

/** What is known for a question about one place: the rules over it, or why there are none (yet). */
export type PlaceReading = {
  model: AccessModel | null;
  error: Error | null;
  retry: () => void;
  /** What the space is called there, with those above it; null before it is read, and for a project. */
  spaceName: string | null;
};

type Reading = { children: (reading: PlaceReading) => ReactNode };

/** Reads one project, and nothing else. */
export const ProjectReading = ({ projectUuid, children }: Reading & { projectUuid: string }) => {
  const { snapshot, error, retry } = useProjectSnapshot(projectUuid);
  const model = useMemo(() => snapshot && buildAccessModel(snapshot), [snapshot]);
  return children({ model, error, retry, spaceName: null });
};

/** Reads one space and what decides about it: its project, and in the newer generation the spaces above. Nothing else. */
export const SpaceReading = ({
  projectUuid,
  spaceUuid,
  children,
}: Reading & { projectUuid: string; spaceUuid: string }) => {
  const { detail, error, retry, snapshot, accessError, retryAccess } = useSpaceAccess(projectUuid, spaceUuid);
  const model = useMemo(() => snapshot && buildAccessModel(snapshot), [snapshot]);
  return children({
    model,
    error: error ?? accessError,
    retry: error ? retry : retryAccess,
    spaceName: detail ? detail.breadcrumbs.map(({ name }) => name).join(' / ') : null,
  });
};
