import {
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
import type { ServiceAccount } from '../domain/service-accounts';
import { memoized } from '../lib/memo';
import { connectionOf } from './integrations';

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

/** Service accounts and OAuth applications of the organization. Sources: GetServiceAccounts.not-licensed, OAuthClients.pat. */
export const useApplications = (enabled: boolean) => {
  const accounts = useListServiceAccounts({ query: { enabled, retry: false, select: toAccounts } });
  const clients = useListOauthClients({ query: { enabled, retry: false } });
  return {
    accounts: { state: connectionOf(accounts), list: accounts.data ?? [] },
    clients: { state: connectionOf(clients), list: clients.data ?? [] },
  };
};

/** Replaces a service account's secret; the former one ends at once. Out: the new one, to be kept as that of useCreateToken. Throws ApiFailure. */
export const useRotateAccount = (uuid: string) => {
  const { mutateAsync, reset } = useRotateServiceAccount();
  return async (expiresAt: string): Promise<string> =>
    (await mutateAsync({ serviceAccountUuid: uuid, data: { expiresAt } }).finally(reset)).token;
};

/** Whether a service account was rotated since it was read. Throws ApiFailure. */
export const wasAccountRotated = async ({ uuid, rotatedAt }: ServiceAccount): Promise<boolean> =>
  toAccounts(await listServiceAccounts()).some((each) => each.uuid === uuid && each.rotatedAt !== rotatedAt);

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
