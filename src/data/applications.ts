import { useQueries, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useRef } from 'react';
import { isFailure } from '../api/core/failure';
import { BACKGROUND } from '../api/core/semaphore';
import {
  getListServiceAccountProjectsQueryOptions,
  getListServiceAccountsQueryKey,
  listOauthClients,
  listServiceAccounts,
  useDeleteOauthClient,
  useDeleteServiceAccount,
  useListOauthClients,
  useListServiceAccounts,
  useRotateServiceAccount,
} from '../api/lightdash/gen/integrations/integrations';
import type { OauthClient } from '../api/lightdash/gen/model/oauthClient';
import type { ServiceAccount as WireAccount } from '../api/lightdash/gen/model/serviceAccount';
import type { ServiceAccountGrant as WireGrant } from '../api/lightdash/gen/model/serviceAccountGrant';
import { roleName as nameOfSystemRole } from '../domain/roles';
import type { AccountGrant, ServiceAccount } from '../domain/service-accounts';
import { memoized } from '../lib/memo';
import { connectionOf } from './integrations';
import { noting, type Noted } from './journal';

export type { OauthClient };

const toAccounts = memoized((accounts: WireAccount[]): readonly ServiceAccount[] =>
  accounts.map((account) => ({
    uuid: account.uuid,
    name: account.description,
    createdAt: account.createdAt ?? '',
    rotatedAt: account.rotatedAt ?? null,
    lastUsedAt: account.lastUsedAt ?? null,
    expiresAt: account.expiresAt ?? null,
    scopes: account.scopes ?? [],
    roleUuid: account.roleUuid ?? null,
    projectCount: account.projectAccessCount ?? 0,
  })),
);

const NONE: readonly never[] = [];

/** A list as far as it was read: `error` why it was not, for the state `unread`. */
const listed = <T>(query: {
  data: readonly T[] | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}) => {
  const state = connectionOf(query);
  return {
    // Lists are there or not: nothing is connected.
    state: state === 'not-connected' ? 'absent' : state,
    list: query.data ?? NONE,
    error: query.error,
    retry: () => void query.refetch(),
  };
};

/** Service accounts of the organization, for its admins. Source: GetServiceAccounts.not-licensed. */
export const useServiceAccounts = (enabled: boolean) =>
  listed(useListServiceAccounts({ query: { enabled, retry: false, select: toAccounts } }));

const toGrants = memoized((grants: WireGrant[]): readonly AccountGrant[] =>
  grants.map(({ projectUuid, projectName, role, roleUuid, roleName }) => ({
    projectUuid,
    projectName,
    role: roleUuid ?? role ?? '',
    roleName: roleUuid ? roleName || 'a custom role' : role ? nameOfSystemRole(role) : 'a role that is not told',
  })),
);

const combineGrants = (results: UseQueryResult<readonly AccountGrant[]>[]) => ({
  // One that was ended meanwhile holds nothing, and asking again gets the same answer.
  grants: results.map(({ data, error }) => (isFailure(error, 'not-found') ? NONE : data)),
  isReading: results.some(({ isPending, isEnabled }) => isPending && isEnabled),
  retry: () => void Promise.all(results.filter(({ isError }) => isError).map(({ refetch }) => refetch())),
});

/**
 * What service accounts were granted in projects: one call each, in the background. Out: in their order, undefined where that has not
 * been read or could not be. Source: the OpenAPI document of 1.219.
 */
export const useAccountGrants = (accounts: readonly ServiceAccount[], enabled: boolean) =>
  useQueries({
    queries: accounts.map(({ uuid }) => ({
      ...getListServiceAccountProjectsQueryOptions(uuid, { request: BACKGROUND }),
      select: toGrants,
      enabled,
    })),
    combine: combineGrants,
  });

/** Service accounts and OAuth applications of the organization. Source: OAuthClients.pat. */
export const useApplications = (enabled: boolean) => ({
  accounts: useServiceAccounts(enabled),
  clients: listed(useListOauthClients({ query: { enabled, retry: false } })),
});

/** Whether a service account has the end that a rotation was sent with: another's rotation gave it another. Throws ApiFailure. */
const wasAccountRotated = async (uuid: string, sentExpiresAt: string | null): Promise<boolean> => {
  // A server may keep whole seconds.
  const isSent = (expiresAt: string | null) =>
    expiresAt !== null && Math.abs(Date.parse(expiresAt) - Date.parse(sentExpiresAt ?? '')) < 1000;
  return toAccounts(await listServiceAccounts()).some((each) => each.uuid === uuid && isSent(each.expiresAt));
};

/**
 * Replaces a service account's secret; the former one ends at once. Out: what does so, with the new one, to be kept as that of
 * useCreateToken, and what tells of a lost answer; it is noted without the secret. Throws ApiFailure; `invalid` where it was rotated
 * meanwhile, so the list is old and is read again.
 */
export const useRotateAccount = ({ uuid, name }: Pick<ServiceAccount, 'uuid' | 'name'>) => {
  const queryClient = useQueryClient();
  const { mutateAsync, reset } = useRotateServiceAccount();
  const sent = useRef<{ expiresAt: string; noted: Noted } | null>(null);
  return {
    rotate: async (expiresAt: string): Promise<string> => {
      const told = 'Got a new token. The former one ended, which cannot be undone.';
      const noted = noting(queryClient, { place: 'integrations', what: `Service account ${name}`, told });
      sent.current = { expiresAt, noted };
      let secret = '';
      try {
        await noted.run(async () => {
          secret = (await mutateAsync({ serviceAccountUuid: uuid, data: { expiresAt } })).token;
        });
        return secret;
      } catch (error) {
        if (isFailure(error, 'invalid'))
          void queryClient.invalidateQueries({ queryKey: getListServiceAccountsQueryKey() });
        throw error;
      } finally {
        reset();
      }
    },
    wasRotated: async (): Promise<boolean> => {
      const wasRotated = await wasAccountRotated(uuid, sent.current?.expiresAt ?? null);
      sent.current?.noted.found(wasRotated);
      return wasRotated;
    },
  };
};

/** Ends a service account; by session only, as a token. Throws ApiFailure. */
export const useEndAccount = (uuid: string) => {
  const { mutateAsync } = useDeleteServiceAccount();
  return () => mutateAsync({ serviceAccountUuid: uuid });
};

/** Whether a service account is gone. Throws ApiFailure. */
export const isAccountGone = async (uuid: string): Promise<boolean> =>
  !(await listServiceAccounts()).some((each) => each.uuid === uuid);

/** Ends an OAuth application. Throws ApiFailure. */
export const useEndClient = (clientId: string) => {
  const { mutateAsync } = useDeleteOauthClient();
  return () => mutateAsync({ clientId });
};

/** Whether an OAuth application is gone. Throws ApiFailure. */
export const isClientGone = async (clientId: string): Promise<boolean> =>
  !(await listOauthClients()).some((each) => each.clientId === clientId);
