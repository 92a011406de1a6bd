import type { RequestOptions } from '../api/lightdash/client';
import { getListCatalogQueryOptions } from '../api/lightdash/gen/attributes/attributes';
import type { CatalogItem } from '../api/lightdash/gen/model/catalogItem';
import type { CatalogField } from '../domain/attribute-needs';
import { memoized } from '../lib/memo';

const FIELDS = { type: 'field' } as const;

const toFields = memoized((wire: CatalogItem[]): readonly CatalogField[] =>
  wire.map(({ name, label, tableName = '', tableLabel, requiredAttributes, anyAttributes }) => ({
    table: tableLabel || tableName,
    tableName,
    name: label || name,
    asks: Object.keys({ ...requiredAttributes, ...anyAttributes }),
  })),
);

/**
 * The fields of a project with the user attributes they ask for: those that one's own attributes open, and no others
 * (docs/lightdash/attributes.md#t6). As large as the models are, so it is let go as soon as nobody looks. Throws ApiFailure; `forbidden`
 * where one does not see the project.
 */
export const catalogFieldsQuery = (projectUuid: string, request?: RequestOptions) => ({
  ...getListCatalogQueryOptions(projectUuid, FIELDS, { query: { gcTime: 0 }, ...(request && { request }) }),
  select: toFields,
});
