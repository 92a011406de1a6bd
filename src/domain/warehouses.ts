/** The warehouses that Lightdash knows, as its API spells them, by name. */
const NAMES = {
  bigquery: 'BigQuery',
  clickhouse: 'ClickHouse',
  databricks: 'Databricks',
  postgres: 'PostgreSQL',
  redshift: 'Redshift',
  snowflake: 'Snowflake',
  trino: 'Trino',
} as const;

export type WarehouseType = keyof typeof NAMES;

export const WAREHOUSE_TYPES = Object.keys(NAMES) as readonly WarehouseType[];

/** Whether a text from outside names a warehouse that we know. */
export function isWarehouseType(type: string): type is WarehouseType {
  return Object.hasOwn(NAMES, type);
}

/** A warehouse as people call it; one that we don't know keeps its raw name. */
export function warehouseName(type: string): string {
  return isWarehouseType(type) ? NAMES[type] : type;
}

/** By what one signs in to a warehouse. Source: UpsertUserWarehouseCredentials of the reference. */
export type LoginKind = 'password' | 'keyfile' | 'token';

export function loginKind(type: WarehouseType): LoginKind {
  if (type === 'bigquery') return 'keyfile';
  return type === 'databricks' ? 'token' : 'password';
}

/** One's own credentials for a warehouse, without the secret, which Lightdash never sends back. */
export type WarehouseCredentials = {
  uuid: string;
  name: string;
  type: string;
  user: string | null;
  /** Whether one signs in otherwise than by what the console can enter, as Redshift by IAM. */
  isOtherLogin: boolean;
  updatedAt: string;
};

/** What is entered for credentials; `secret` is a password, a key file or a token, by the kind of login. */
export type WarehouseCredentialsInput = { name: string; type: WarehouseType; user: string; secret: string };

/**
 * A key file of a Google service account as the API takes it. In: the text of the file. Out: its fields; null when the text is
 * no such file.
 */
export function readKeyfile(text: string): Record<string, string> | null {
  try {
    const fields: unknown = JSON.parse(text);
    if (typeof fields !== 'object' || fields === null) return null;
    const entries = Object.entries(fields);
    const isKey =
      'private_key' in fields && 'client_email' in fields && entries.every(([, value]) => typeof value === 'string');
    return isKey ? (Object.fromEntries(entries) as Record<string, string>) : null;
  } catch {
    return null;
  }
}
