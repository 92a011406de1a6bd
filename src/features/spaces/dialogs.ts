import type { PlacedSpace } from '#/domain/spaces';

/** Which dialog about whole spaces is open, and for which. */
export type SpaceDialog =
  | { kind: 'create'; projectUuid: string | null; parentUuid: string | null }
  | { kind: 'rename' | 'privacy' | 'delete'; space: PlacedSpace }
  | { kind: 'grant'; spaces: readonly PlacedSpace[] };
