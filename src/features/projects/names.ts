import { warehouseName as nameOf } from '#/domain/warehouses';

/** A kind of warehouse as its makers write it; an unknown one as the API does, a missing one as a dash. */
export const warehouseName = (warehouse: string | null): string => (warehouse === null ? '–' : nameOf(warehouse));

/** A type of project in the product's words. */
export const projectType = (type: string): string => (type === 'preview' ? 'Preview' : 'Production');
