import type { APIRequestContext } from '@playwright/test';
import { identityOf } from './api';
import type { Organization } from './test';

/** Lightdash's own answers, past the browser, as the admin gets them. */
export function readerOf(request: APIRequestContext, organization: Organization) {
  const headers = { authorization: `ApiKey ${identityOf(organization, 'admin').token}` };
  return async <T>(path: string): Promise<T> => {
    const answer = await request.get(`/api${path}`, { headers });
    return ((await answer.json()) as { results: T }).results;
  };
}

const first = <T>([one]: T[]): T => {
  if (one === undefined) throw new Error('The sandbox invented nothing of the kind.');
  return one;
};

/** One of each thing that has a page. */
export async function thingsOf(request: APIRequestContext, organization: Organization) {
  const read = readerOf(request, organization);
  const projects = await read<{ projectUuid: string; name: string }[]>('/v1/org/projects');
  const groups = await read<{ data: { uuid: string; name: string }[] }>('/v1/org/groups');
  const spaces = await Promise.all(
    projects.map(({ projectUuid }) =>
      read<{ uuid: string; projectUuid: string; name: string; parentSpaceUuid: string | null }[]>(
        `/v1/projects/${projectUuid}/spaces`,
      ),
    ),
  );
  const schedulers = await Promise.all(
    projects.map(({ projectUuid }) =>
      read<{ data: { schedulerUuid: string; name: string }[] }>(`/v1/schedulers/${projectUuid}/list`),
    ),
  );
  return {
    admin: identityOf(organization, 'admin'),
    viewer: identityOf(organization, 'viewer'),
    group: first(groups.data),
    project: first(projects),
    space: first(spaces.flat().filter(({ parentSpaceUuid }) => parentSpaceUuid === null)),
    scheduler: first(schedulers.flatMap(({ data }) => data)),
  };
}

export type Things = Awaited<ReturnType<typeof thingsOf>>;
