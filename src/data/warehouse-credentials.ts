import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { ApiFailure } from '../api/core/failure';
import {
  chooseProjectCredentials,
  createWarehouseCredentials,
  deleteWarehouseCredentials,
  getListWarehouseCredentialsQueryKey,
  getProjectCredentials,
  listWarehouseCredentials,
  updateWarehouseCredentials,
} from '../api/lightdash/gen/warehouse-credentials/warehouse-credentials';
import type { RequestOptions } from '../api/lightdash/client';
import type { WarehouseCredentials as WireCredentials } from '../api/lightdash/gen/model/warehouseCredentials';
import type { WarehouseSecret } from '../api/lightdash/gen/model/warehouseSecret';
import { readKeyfile, type WarehouseCredentials, type WarehouseCredentialsInput } from '../domain/warehouses';
import { madeOld } from './invalidation';
import { composedKey } from './keys';

/** Field by field, so that a secret which a server should let slip gets no further. */
const toCredentials = ({ uuid, name, credentials, updatedAt }: WireCredentials): WarehouseCredentials => ({
  uuid,
  name,
  type: credentials.type,
  user: credentials.user ?? null,
  updatedAt,
});

const readCredentials = async (signal?: AbortSignal): Promise<WarehouseCredentials[]> =>
  (await listWarehouseCredentials(undefined, signal))
    .map(toCredentials)
    .toSorted((a, b) => a.name.localeCompare(b.name));

/** One's own warehouse credentials by name, without secrets. Throws ApiFailure. Source: getWarehouseCredentials. */
export const warehouseCredentialsQuery = queryOptions({
  queryKey: getListWarehouseCredentialsQueryKey(),
  queryFn: ({ signal }) => readCredentials(signal),
});

const toSecret = ({ type, user, secret }: WarehouseCredentialsInput): WarehouseSecret => {
  if (type === 'databricks') return { type, personalAccessToken: secret };
  if (type !== 'bigquery') return { type, user: user.trim(), password: secret };
  const keyfileContents = readKeyfile(secret);
  if (!keyfileContents)
    throw new ApiFailure({
      kind: 'invalid',
      outcome: 'not-sent',
      serverMessage: 'This is not the key file of a service account',
    });
  return { type, keyfileContents };
};

/**
 * Stores credentials, or replaces stored ones whole: the secret has to be entered each time. In: `uuid` of those to replace, or
 * null. The server does not try them. Throws ApiFailure.
 */
export const saveWarehouseCredentials = async (
  uuid: string | null,
  input: WarehouseCredentialsInput,
): Promise<void> => {
  const body = { name: input.name.trim(), credentials: toSecret(input) };
  await (uuid === null ? createWarehouseCredentials(body) : updateWarehouseCredentials(uuid, body));
};

/** Whether credentials were stored since these were read: new ones by that name, or a later change of those with the uuid. */
export const wereCredentialsSaved = async (
  uuid: string | null,
  name: string,
  known: readonly WarehouseCredentials[],
): Promise<boolean> => {
  const before = new Map(known.map((each) => [each.uuid, each.updatedAt]));
  return (await readCredentials()).some((each) =>
    uuid === null
      ? each.name === name.trim() && !before.has(each.uuid)
      : each.uuid === uuid && each.updatedAt !== before.get(uuid),
  );
};

/** Deletes stored credentials. Throws ApiFailure. */
export const removeWarehouseCredentials = (uuid: string): Promise<unknown> => deleteWarehouseCredentials(uuid);

/** Whether stored credentials are gone. Throws ApiFailure. */
export const areCredentialsGone = async (uuid: string): Promise<boolean> =>
  !(await readCredentials()).some((each) => each.uuid === uuid);

/** The uuid of one's own credentials that a project uses; null where it uses none. Throws ApiFailure. */
export const projectCredentialsQuery = (projectUuid: string, request?: RequestOptions) =>
  queryOptions({
    queryKey: composedKey('projectCredentials', projectUuid),
    // Without any there is no `results` at all (getUserWarehouseCredentialsPreference.none-set).
    queryFn: async ({ signal }): Promise<string | null> =>
      (await getProjectCredentials(projectUuid, request, signal))?.uuid ?? null,
  });

/** Uses credentials in a project instead of those it uses now. Throws ApiFailure. */
export const assignCredentials = (projectUuid: string, uuid: string): Promise<unknown> =>
  chooseProjectCredentials(projectUuid, uuid);

/** Whether a project uses these credentials now. Throws ApiFailure. */
export const areCredentialsUsedIn = async (projectUuid: string, uuid: string): Promise<boolean> =>
  (await getProjectCredentials(projectUuid))?.uuid === uuid;

/** Reads again what hangs on one's own credentials: the list, and which project uses which. */
export const useWarehouseCredentialsChanged = (): (() => Promise<void>) => {
  const queryClient = useQueryClient();
  return () => madeOld(queryClient, 'deleteWarehouseCredentials', { warehouseCredentialsUuid: '' });
};
