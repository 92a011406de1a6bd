import { getGetHealthQueryOptions, useGetHealth } from '../api/lightdash/gen/session/session';

/** What the server says of itself: its version, its licence, what is switched on. Throws ApiFailure. Source: Health.ok. */
export const healthQuery = getGetHealthQueryOptions();

/** The same for a component. */
export const useHealth = () => useGetHealth();
