import { getGetHealthQueryOptions, useGetHealth } from '../api/lightdash/gen/session/session';

/** What the server says of itself: its version, its licence, what is switched on. Throws ApiFailure. Source: Health.ok. */
export const healthQuery = getGetHealthQueryOptions();

/** The same for a component. */
export const useHealth = () => useGetHealth();

/** The most days that a personal access token may live; undefined where the server sets no limit, or 0, which is none to it. */
export const useTokenLimit = (): number | undefined =>
  useGetHealth().data?.auth?.pat?.maxExpirationTimeInDays || undefined;
