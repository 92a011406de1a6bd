import { ApiFailure } from '../api/core/failure';
import {
  getGetProjectCredentialsQueryOptions,
  getListWarehouseCredentialsQueryOptions,
  getProjectCredentials,
  listWarehouseCredentials,
  useChooseProjectCredentials,
  useCreateWarehouseCredentials,
  useDeleteWarehouseCredentials,
  useListWarehouseCredentials,
  useUpdateWarehouseCredentials,
} from '../api/lightdash/gen/warehouse-credentials/warehouse-credentials';
import type { RequestOptions } from '../api/lightdash/client';
import type { WarehouseCredentials as WireCredentials } from '../api/lightdash/gen/model/warehouseCredentials';
import type { WarehouseSecret } from '../api/lightdash/gen/model/warehouseSecret';
import { readKeyfile, type WarehouseCredentials, type WarehouseCredentialsInput } from '../domain/warehouses';
import { memoized } from '../lib/memo';

const toCredentials = ({ uuid, name, credentials, updatedAt }: WireCredentials): WarehouseCredentials => ({
  uuid,
  name,
  type: credentials.type,
  user: credentials.user ?? null,
  isOtherLogin: !['password', undefined].includes(credentials.authenticationType),
  updatedAt,
});

const toList = memoized((credentials: WireCredentials[]): readonly WarehouseCredentials[] =>
  credentials.map(toCredentials).toSorted((a, b) => a.name.localeCompare(b.name)),
);

const readCredentials = async () => toList(await listWarehouseCredentials());

/** One's own warehouse credentials by name; whatever secret an answer may carry is dropped by the client. Throws ApiFailure. Source: getWarehouseCredentials. */
export const warehouseCredentialsQuery = { ...getListWarehouseCredentialsQueryOptions(), select: toList };

/** The same for a component. */
export const useWarehouseCredentials = () => useListWarehouseCredentials({ query: { select: toList } });

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
export const useSaveWarehouseCredentials = (uuid: string | null) => {
  const creation = useCreateWarehouseCredentials();
  const update = useUpdateWarehouseCredentials();
  return async (input: WarehouseCredentialsInput): Promise<void> => {
    const data = { name: input.name.trim(), credentials: toSecret(input) };
    // What was entered stays in no mutation.
    if (uuid === null) await creation.mutateAsync({ data }).finally(creation.reset);
    else await update.mutateAsync({ warehouseCredentialsUuid: uuid, data }).finally(update.reset);
  };
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
export const useDeleteCredentials = (uuid: string) => {
  const { mutateAsync } = useDeleteWarehouseCredentials();
  return () => mutateAsync({ warehouseCredentialsUuid: uuid });
};

/** Whether stored credentials are gone. Throws ApiFailure. */
export const areCredentialsGone = async (uuid: string): Promise<boolean> =>
  !(await readCredentials()).some((each) => each.uuid === uuid);

const toUuid = (credentials: WireCredentials | null): string | null => credentials?.uuid ?? null;

/** The uuid of one's own credentials that a project uses; null where it uses none (getUserWarehouseCredentialsPreference.none-set). Throws ApiFailure. */
export const projectCredentialsQuery = (projectUuid: string, request?: RequestOptions) => ({
  ...getGetProjectCredentialsQueryOptions(projectUuid, request && { request }),
  select: toUuid,
});

/** Uses credentials in a project instead of those it uses now. Throws ApiFailure. */
export const useAssignCredentials = () => {
  const { mutateAsync } = useChooseProjectCredentials();
  return (projectUuid: string, uuid: string) => mutateAsync({ projectUuid, warehouseCredentialsUuid: uuid });
};

/** Whether a project uses these credentials now. Throws ApiFailure. */
export const areCredentialsUsedIn = async (projectUuid: string, uuid: string): Promise<boolean> =>
  (await getProjectCredentials(projectUuid))?.uuid === uuid;
